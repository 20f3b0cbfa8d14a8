import { createHash } from 'node:crypto';
import type { Stage } from '../stage/stage.ts';

/** What providers call their own things differs each time; that something was called does not. */
const THEIR_NAMES = /\b(cs|pi|ch|re|evt|txn|du|req)_[A-Za-z0-9_]+/g;

/** What was new since the last look, in the order in which it came about. */
const NEWS: Readonly<Record<string, string>> = {
  audit: `SELECT seq::text AS at, concat_ws('|', at, actor_kind, actor_name, action, outcome, code, subject_kind, subject_id, sentence) AS text
            FROM platform.audit_entry WHERE seq > $1::bigint ORDER BY seq`,
  journal: `SELECT id::text AS at, concat_ws('|', entry_id, position, account_code, customer_id, amount_minor, currency) AS text
              FROM billing.posting WHERE id > $1::bigint ORDER BY id`,
};
const DOCUMENTS = `
  SELECT concat_ws('|', number, gross_minor, hash) AS text FROM (
    SELECT number, gross_minor, hash, created_at FROM billing.invoice UNION ALL SELECT number, gross_minor, hash, created_at FROM billing.credit_note) papers
   WHERE created_at > $1 AND created_at <= $2 ORDER BY number, hash`;

/** One number for everything that happened: the audit log, each leg of the journal, each document. */
export class Trace {
  private chain = createHash('sha256').digest('hex');
  private readonly seen: Record<string, string> = { audit: '0', journal: '0' };
  private documentsUntil = new Date(0);
  private readonly stage: Stage;

  constructor(stage: Stage) {
    this.stage = stage;
  }

  /** Takes in what is new. */
  async look(): Promise<void> {
    for (const [name, sql] of Object.entries(NEWS)) {
      const rows = await this.stage.rows<{ at: string; text: string }>(sql, [this.seen[name]]);
      for (const { text } of rows) this.note(`${name}|${text}`);
      this.seen[name] = rows.at(-1)?.at ?? this.seen[name] ?? '0';
    }
    const now = this.stage.clock.now();
    const papers = await this.stage.rows<{ text: string }>(DOCUMENTS, [this.documentsUntil, now]);
    for (const { text } of papers) this.note(`paper|${text}`);
    this.documentsUntil = now;
  }

  note(text: string): void {
    this.chain = createHash('sha256').update(this.chain).update(text.replace(THEIR_NAMES, '$1_…')).digest('hex');
  }

  get hash(): string {
    return this.chain;
  }
}
