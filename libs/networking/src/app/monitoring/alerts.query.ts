import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { explainedBy, type WatchedNode } from '../../domain/root-causes.js';
import { NetworkingPermissions } from '../../permissions.js';
import type { AlertConditionKind, AlertSeverity } from './alert-steps.js';

export interface FoundAlert {
  readonly id: string;
  readonly ruleId: string;
  readonly ruleName: string;
  readonly condition: AlertConditionKind;
  readonly deviceId: string | null;
  readonly deviceName: string | null;
  readonly routerId: string | null;
  readonly routerName: string | null;
  readonly said: string;
  readonly severity: AlertSeverity;
  readonly value: number | null;
  readonly raisedAt: Date;
  readonly clearedAt: Date | null;
  readonly acknowledgedAt: Date | null;
  readonly acknowledgedBy: string | null;
  readonly note: string;
  readonly silencedUntil: Date | null;
  /** It follows from this device being down. */
  readonly hiddenByName: string | null;
  /** Alerts that follow from this one. */
  readonly hides: number;
  readonly mailedAt: Date | null;
  /** Customers whose sessions come through it, and who are not online now. */
  readonly customersHit: number;
}

const RULE = { sentence: 'See alerts', permission: NetworkingPermissions['monitoring.view'] } as const;

/** Alerts that are on, by the customers they hit; or those that are over, the newest first. */
@Injectable()
export class ListAlerts extends Query<{ readonly isOpen: boolean }, FoundAlert[]> {
  readonly rule: Rule = { name: 'networking.listAlerts', ...RULE };

  async answer({ isOpen }: { readonly isOpen: boolean }, { sql, clock }: Asking): Promise<FoundAlert[]> {
    const alerts = await sql.query<FoundAlert>(
      `SELECT alert.id, alert.rule_id AS "ruleId", rule.name AS "ruleName", rule.condition, alert.device_id AS "deviceId",
         device.name AS "deviceName", coalesce(alert.router_id, device.router_id) AS "routerId", router.name AS "routerName", alert.said,
         alert.severity, alert.value, alert.raised_at AS "raisedAt", alert.cleared_at AS "clearedAt", alert.acknowledged_at AS "acknowledgedAt",
         alert.acknowledged_by AS "acknowledgedBy", alert.note,
         CASE WHEN alert.silenced_until > $2 THEN alert.silenced_until END AS "silencedUntil", hider.name AS "hiddenByName", 0 AS hides,
         alert.mailed_at AS "mailedAt",
         CASE WHEN alert.cleared_at IS NULL THEN networking.customers_behind(coalesce(alert.router_id, device.router_id), device.site_id) ELSE 0 END
           AS "customersHit"
       FROM networking.alert alert JOIN networking.alert_rule rule ON rule.id = alert.rule_id
       LEFT JOIN networking.device device ON device.id = alert.device_id
       LEFT JOIN networking.router router ON router.id = coalesce(alert.router_id, device.router_id)
       LEFT JOIN networking.device hider ON hider.id = alert.hidden_by
       WHERE (alert.cleared_at IS NULL) = $1
       ORDER BY CASE WHEN $1 THEN alert.hidden_by IS NULL END DESC, CASE WHEN $1 AND alert.severity = 'critical' THEN 0 ELSE 1 END,
         alert.raised_at DESC LIMIT 200`,
      [isOpen, clock.now()],
    );
    if (!isOpen) return alerts;
    const devices = await sql.query<WatchedNode & { readonly name: string }>(
      'SELECT id, parent_id AS "parentId", state, name FROM networking.device WHERE active',
    );
    return groupedByCause(alerts, devices);
  }
}

/** What follows from something that is down now stands behind it, whatever was known when it was raised. */
export function groupedByCause(
  alerts: readonly FoundAlert[],
  devices: readonly (WatchedNode & { readonly name: string })[],
): FoundAlert[] {
  const byId = new Map(devices.map((device) => [device.id, device]));
  const causes = alerts.map(({ deviceId }) => {
    const device = deviceId === null ? undefined : byId.get(deviceId);
    return device && explainedBy(device, byId);
  });
  const grouped = alerts.map((alert, at) => ({
    ...alert,
    hiddenByName: causes[at]?.name ?? null,
    hides: causes.filter((cause) => cause !== undefined && cause.id === alert.deviceId).length,
  }));
  return [
    ...grouped.filter(({ hiddenByName }) => hiddenByName === null),
    ...grouped.filter(({ hiddenByName }) => hiddenByName !== null),
  ];
}

export interface FoundAlertRule {
  readonly id: string;
  readonly name: string;
  readonly deviceId: string | null;
  readonly deviceName: string | null;
  readonly condition: AlertConditionKind;
  readonly metricKey: string | null;
  readonly threshold: number | null;
  readonly clearAt: number | null;
  readonly polls: number;
  readonly severity: AlertSeverity;
  readonly mailTo: string;
  readonly revision: number;
}

@Injectable()
export class ListAlertRules extends Query<object, FoundAlertRule[]> {
  readonly rule: Rule = { name: 'networking.listAlertRules', ...RULE };

  answer(_: object, { sql }: Asking): Promise<FoundAlertRule[]> {
    return sql.query<FoundAlertRule>(
      `SELECT rule.id, rule.name, rule.device_id AS "deviceId", device.name AS "deviceName", rule.condition, rule.metric_key AS "metricKey",
         rule.threshold, rule.clear_at AS "clearAt", rule.polls, rule.severity, rule.mail_to AS "mailTo", rule.revision
       FROM networking.alert_rule rule LEFT JOIN networking.device device ON device.id = rule.device_id
       WHERE rule.active ORDER BY lower(rule.name) LIMIT 500`,
    );
  }
}
