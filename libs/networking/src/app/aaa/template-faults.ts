import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import type { LineFault, ReplyTemplate } from '../../radius/index.js';

const NOTE_EVERY_MS = 60_000;

/** Says that a template failed in use: to the log, and beside the template for whoever wrote it. */
@Injectable()
export class TemplateFaults {
  private readonly log = new Logger('radius');
  private readonly notedAtMs = new Map<string, number>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Called while a login is being answered, so it only hands on, and once a minute at most. */
  readonly report = (template: ReplyTemplate, fault: LineFault): void => {
    const now = this.clock.now();
    if (now.getTime() - (this.notedAtMs.get(template.id) ?? 0) < NOTE_EVERY_MS) return;
    this.notedAtMs.set(template.id, now.getTime());
    const { nasType, event } = template;
    this.log.error(
      { templateId: template.id, nasType, event, ...fault },
      'a template failed; the usual answer was given',
    );
    void this.note(template, fault, now).catch(() => undefined);
  };

  private async note(template: ReplyTemplate, fault: LineFault, now: Date): Promise<void> {
    await this.database.write(EVERYTHING, ({ sql }) =>
      sql.execute(
        `UPDATE networking.reply_template SET fault = $3, fault_line = $4, fault_at = $5 WHERE id = $1 AND source = $2`,
        [template.id, template.source, fault.message, fault.line, now],
      ),
    );
  }
}
