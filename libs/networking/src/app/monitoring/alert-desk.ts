import { Injectable } from '@nestjs/common';
import type { Act } from '@demarc/commands';
import type { Id } from '@demarc/kernel';
import { Messages } from '@demarc/messaging';
import { checkWords, type CheckResult } from '../../domain/router-check.js';

export interface AlertRuleRow {
  readonly id: string;
  readonly partner_id: string | null;
  readonly name: string;
  readonly severity: string;
  readonly mail_to: string;
}

export interface AlertAbout {
  readonly subject: string;
  readonly said: string;
  readonly partnerId: string | null;
  readonly deviceId?: string;
  readonly routerId?: string;
  readonly value?: number;
  /** The device that is down on the way to it. */
  readonly hiddenBy?: string | null;
}

interface OpenAlert {
  readonly id: string;
  readonly said: string;
  readonly mailed: boolean;
}

/** Raises and clears alerts, each once, and tells who asked to be told. */
@Injectable()
export class AlertDesk {
  constructor(private readonly messages: Messages) {}

  /** A check that failed now and did not before, and the other way round. */
  async checked(
    act: Act,
    router: { readonly id: string; readonly name: string; readonly partner_id: string | null },
    results: readonly CheckResult[],
    before: ReadonlyMap<string, string>,
  ): Promise<void> {
    const rules = await this.rules(act, 'check_failed', router.partner_id);
    for (const { kind, state, code } of results) {
      const subject = `router:${router.id}:${kind}`;
      // What never worked is being set up; who does that looks at the list.
      const broke = state === 'failed' && before.get(kind) === 'passed';
      for (const rule of rules)
        if (broke)
          await this.raise(act, rule, {
            subject,
            said: `${router.name}: ${checkWords(code).sentence}`,
            partnerId: router.partner_id,
            routerId: router.id,
          });
        else if (state !== 'failed') await this.clear(act, rule, subject);
    }
  }

  rules(act: Act, condition: string, partnerId: string | null): Promise<AlertRuleRow[]> {
    return act.sql.query<AlertRuleRow>(
      `SELECT id, partner_id, name, severity, mail_to FROM networking.alert_rule
        WHERE active AND condition = $1 AND (partner_id IS NULL OR partner_id = $2)`,
      [condition, partnerId],
    );
  }

  async raise(act: Act, rule: AlertRuleRow, about: AlertAbout): Promise<void> {
    const alertId = act.newId<'Alert'>();
    const raised = await act.sql.execute(
      `INSERT INTO networking.alert (id, rule_id, partner_id, device_id, router_id, subject, said, severity, value, raised_at, hidden_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (rule_id, subject) WHERE cleared_at IS NULL DO NOTHING`,
      [
        alertId,
        rule.id,
        about.partnerId,
        about.deviceId ?? null,
        about.routerId ?? null,
        about.subject,
        about.said,
        rule.severity,
        about.value ?? null,
        act.at,
        about.hiddenBy ?? null,
      ],
    );
    if (raised === 0 || about.hiddenBy || (await this.isSilenced(act, rule.id, about.subject))) return;
    await this.tell(act, rule, alertId, about.partnerId, `${rule.name}: ${about.said}`, about.said);
  }

  async clear(act: Act, rule: AlertRuleRow, subject: string): Promise<void> {
    const cleared = await act.sql.query<OpenAlert & { partner_id: string | null; silenced: boolean }>(
      `UPDATE networking.alert SET cleared_at = $3 WHERE rule_id = $1 AND subject = $2 AND cleared_at IS NULL
       RETURNING id, said, partner_id, mailed_at IS NOT NULL AS mailed, coalesce(silenced_until > $3, false) AS silenced`,
      [rule.id, subject, act.at],
    );
    for (const { id, said, partner_id, mailed, silenced } of cleared)
      if (mailed && !silenced)
        await this.tell(act, rule, id, partner_id, `Over: ${rule.name}: ${said}`, `This is over: ${said}`);
  }

  /** Nothing hides it any more: who asked to be told is told now. */
  async uncover(act: Act, rule: AlertRuleRow, subject: string): Promise<void> {
    const [alert] = await act.sql.query<{ id: string; said: string; partner_id: string | null }>(
      `UPDATE networking.alert SET hidden_by = NULL WHERE rule_id = $1 AND subject = $2 AND cleared_at IS NULL AND hidden_by IS NOT NULL
       RETURNING id, said, partner_id`,
      [rule.id, subject],
    );
    if (!alert || (await this.isSilenced(act, rule.id, subject))) return;
    await this.tell(act, rule, alert.id, alert.partner_id, `${rule.name}: ${alert.said}`, alert.said);
  }

  /** Silence outlives the alert that it was asked for: what comes and goes stays quiet until then. */
  private async isSilenced(act: Act, ruleId: string, subject: string): Promise<boolean> {
    const found = await act.sql.first<{ silenced: boolean }>(
      'SELECT true AS silenced FROM networking.alert WHERE rule_id = $1 AND subject = $2 AND silenced_until > $3 LIMIT 1',
      [ruleId, subject, act.at],
    );
    return found !== undefined;
  }

  private async tell(
    act: Act,
    rule: AlertRuleRow,
    alertId: string,
    partnerId: string | null,
    subject: string,
    text: string,
  ): Promise<void> {
    const recipients = rule.mail_to.split(/[\s,]+/).filter(Boolean);
    if (recipients.length === 0) return;
    await this.messages.post(act, {
      to: recipients.join(', '),
      subject: subject.slice(0, 200),
      text: `${text}\n\nSince ${act.at.toISOString()}. Rule: ${rule.name} (${rule.severity}).`,
      purpose: 'network alert',
      ...(partnerId === null ? {} : { partnerId: partnerId as Id<'Partner'> }),
    });
    await act.sql.execute('UPDATE networking.alert SET mailed_at = $2 WHERE id = $1', [alertId, act.at]);
  }
}
