import { Injectable } from '@nestjs/common';
import type { Act } from '@demarc/commands';
import { type AlertCondition, nextWatch, type Observation } from '../../domain/alert-watch.js';
import { explainedBy, type WatchedNode } from '../../domain/root-causes.js';
import { AlertDesk, type AlertRuleRow } from './alert-desk.js';
import type { DeviceRow } from './device-row.js';
import type { MetricValue } from './reading-values.js';

interface WatchingRule extends AlertRuleRow {
  readonly condition: 'down' | 'above' | 'below';
  readonly metric_key: string | null;
  readonly threshold: number | null;
  readonly clear_at: number | null;
  readonly polls: number;
}

interface Seen {
  readonly subject: string;
  readonly observation: Observation;
  readonly said: string;
  readonly value?: number;
}

/** Holds each poll against the rules of its device. */
@Injectable()
export class AlertWatcher {
  constructor(private readonly desk: AlertDesk) {}

  async watch(
    act: Act,
    device: DeviceRow,
    poll: { readonly isUp: boolean; readonly fault: string | null },
    values: readonly MetricValue[],
  ): Promise<void> {
    const rules = await act.sql.query<WatchingRule>(
      `SELECT id, partner_id, name, severity, mail_to, condition, metric_key, threshold, clear_at, polls FROM networking.alert_rule
        WHERE active AND condition IN ('down', 'above', 'below') AND (device_id IS NULL OR device_id = $1)
          AND (partner_id IS NULL OR partner_id = $2)`,
      [device.id, device.partner_id],
    );
    for (const rule of rules)
      for (const seen of seenBy(rule, device, poll, values)) await this.step(act, rule, device, seen);
  }

  private async step(act: Act, rule: WatchingRule, device: DeviceRow, seen: Seen): Promise<void> {
    const state = await act.sql.first<{ streak: number; raised: boolean; hidden: boolean }>(
      `SELECT coalesce(watch.streak, 0) AS streak, open.id IS NOT NULL AS raised, open.hidden_by IS NOT NULL AS hidden FROM (SELECT 1) one
         LEFT JOIN networking.alert_watch watch ON watch.rule_id = $1 AND watch.subject = $2
         LEFT JOIN networking.alert open ON open.rule_id = $1 AND open.subject = $2 AND open.cleared_at IS NULL`,
      [rule.id, seen.subject],
    );
    const before = { streak: state?.streak ?? 0, isRaised: state?.raised ?? false };
    const { streak, change } = nextWatch({ condition: conditionOf(rule), polls: rule.polls }, before, seen.observation);
    if (streak !== before.streak)
      await act.sql.execute(
        `INSERT INTO networking.alert_watch (rule_id, subject, streak) VALUES ($1, $2, $3)
         ON CONFLICT (rule_id, subject) DO UPDATE SET streak = excluded.streak`,
        [rule.id, seen.subject, streak],
      );
    if (change === 'clear') await this.desk.clear(act, rule, seen.subject);
    // What it was hidden by is back, and it is not: now it is a trouble of its own.
    if (change === null && state?.hidden === true && (await downOnTheWay(act, device)) === null)
      await this.desk.uncover(act, rule, seen.subject);
    if (change === 'raise')
      await this.desk.raise(act, rule, {
        subject: seen.subject,
        said: seen.said,
        partnerId: device.partner_id,
        deviceId: device.id,
        hiddenBy: await downOnTheWay(act, device),
        ...(seen.value === undefined ? {} : { value: seen.value }),
      });
  }
}

function conditionOf({ condition, threshold, clear_at }: WatchingRule): AlertCondition {
  return condition === 'down'
    ? { kind: 'down' }
    : { kind: condition, threshold: threshold ?? 0, clearAt: clear_at ?? 0 };
}

function seenBy(
  rule: WatchingRule,
  device: DeviceRow,
  { isUp, fault }: { readonly isUp: boolean; readonly fault: string | null },
  values: readonly MetricValue[],
): Seen[] {
  if (rule.condition === 'down')
    return [
      {
        subject: `device:${device.id}`,
        observation: isUp,
        said: `${device.name} does not answer. ${fault ?? ''}`.trim(),
      },
    ];
  return values
    .filter(({ key }) => keyMatches(rule.metric_key ?? '', key))
    .map(({ key, name, unit, value }) => ({
      subject: `device:${device.id}:${key}`,
      observation: value,
      value,
      said: `${device.name}: ${name} is ${shown(value)} ${unit}, ${rule.condition} ${shown(rule.threshold ?? 0)}`,
    }));
}

/** `if.*.errors` stands for every interface. */
export function keyMatches(pattern: string, key: string): boolean {
  if (!pattern.includes('*')) return pattern === key;
  const wanted = pattern.split('.');
  const parts = key.split('.');
  return wanted.length === parts.length && wanted.every((part, at) => part === '*' || part === parts[at]);
}

function shown(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 2 });
}

/** The device that is down on the way to this one, if that is why nobody hears of it. */
async function downOnTheWay(act: Act, device: DeviceRow): Promise<string | null> {
  if (device.parent_id === null) return null;
  const way = await act.sql.query<WatchedNode>(
    `WITH RECURSIVE way AS (
       SELECT id, parent_id, state, 1 AS depth FROM networking.device WHERE id = $1 AND active
       UNION ALL SELECT next.id, next.parent_id, next.state, way.depth + 1 FROM way JOIN networking.device next ON next.id = way.parent_id
         AND next.active WHERE way.depth < 20)
     SELECT DISTINCT id, parent_id AS "parentId", state FROM way`,
    [device.parent_id],
  );
  const cause = explainedBy({ id: device.id, parentId: device.parent_id }, new Map(way.map((node) => [node.id, node])));
  return cause?.id ?? null;
}
