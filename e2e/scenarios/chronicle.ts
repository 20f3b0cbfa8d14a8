import { JobRegistry, ScheduledJob } from '@demarc/jobs';
import { addDays, type LocalDate } from '@demarc/kernel';
import type { ProductHouse } from '../../apps/api/test/product-house.ts';

/** What the product has said, done and written, one line of text each, whoever it is about. */
const LINES = `
  SELECT 'event ' || id AS key, to_char(occurred_at, 'MM-DD') || ' event ' || concat_ws(' ', name, payload ->> 'from', CASE WHEN payload ? 'to' THEN '→' END,
      payload ->> 'to', payload ->> 'status', payload ->> 'desired', payload ->> 'answer', payload ->> 'amountMinor') AS line
    FROM platform.event
  UNION ALL
  SELECT 'audit ' || id, concat_ws(' ', to_char(at, 'MM-DD'), 'audit', actor_name, action || ':', sentence, code) FROM platform.audit_entry
  UNION ALL
  SELECT 'invoice ' || id, concat_ws(' ', to_char(issued_on, 'MM-DD'), 'invoice', number, gross_minor, 'due', to_char(due_on, 'MM-DD'), (
      SELECT string_agg(to_char(lower(covers), 'MM-DD') || '/' || to_char(upper(covers), 'MM-DD'), ' ' ORDER BY position)
        FROM billing.invoice_line line WHERE line.invoice_id = invoice.id)) FROM billing.invoice
  UNION ALL
  SELECT 'credit ' || id, concat_ws(' ', to_char(issued_on, 'MM-DD'), 'credit note', number, gross_minor) FROM billing.credit_note
  UNION ALL
  SELECT 'receipt ' || id, concat_ws(' ', to_char(received_on, 'MM-DD'), 'receipt', receipt_number, amount_minor) FROM billing.payment
  UNION ALL
  SELECT 'hold ' || id, concat_ws(' ', to_char(placed_at, 'MM-DD'), 'hold', reason, CASE WHEN lifted_at IS NULL THEN 'stands' ELSE 'lifted' END) FROM billing.hold
  UNION ALL
  SELECT 'router ' || id || state, concat_ws(' ', to_char(requested_at, 'MM-DD'), 'router', kind, purpose, state) FROM networking.access_action
  UNION ALL
  SELECT 'message ' || id, concat_ws(' ', to_char(created_at, 'MM-DD'), 'message', purpose, recipient) FROM platform.message`;

/**
 * The life of a provider by the clock. Days pass one after another, and on each of them all schedules of the product run,
 * so that whatever it does unasked is seen too.
 */
export class Chronicle {
  private readonly told = new Set<string>();

  constructor(
    private readonly house: ProductHouse,
    private today: LocalDate,
    /** What the world outside does on a morning. */
    private readonly morning: () => Promise<void>,
  ) {}

  /** Lets the days up to this one pass, this one included. */
  async until(day: string): Promise<void> {
    const context = { jobId: 'schedule', retryCount: 0, signal: new AbortController().signal };
    const schedules = this.house.app
      .get(JobRegistry)
      .all()
      .filter((job) => job instanceof ScheduledJob);
    while (this.today < day) {
      this.today = addDays(this.today, 1);
      this.house.clock.set(new Date(`${this.today}T08:00:00Z`));
      await this.morning();
      for (const schedule of schedules) await schedule.run({}, context);
      await this.house.settle();
    }
  }

  /** Everything since this was last asked, in the order of its words: what happens at one instant has no other. */
  async news(): Promise<string[]> {
    await this.house.settle();
    const rows = await this.house.rows<{ key: string; line: string }>(LINES);
    const fresh = rows.filter(({ key }) => !this.told.has(key));
    for (const { key } of fresh) this.told.add(key);
    return fresh.map(({ line }) => line).sort();
  }
}
