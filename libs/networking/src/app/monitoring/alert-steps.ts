import { Injectable } from '@nestjs/common';
import { Field, Float, InputType, Int, registerEnumType } from '@nestjs/graphql';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { conflict, invalid, notFound, Refusal } from '@demarc/kernel';
import { violatedConstraint } from '@demarc/persistence';
import { IsIn, IsInt, IsNumber, IsOptional, IsString, Matches, Max, MaxLength, Min, MinLength } from 'class-validator';
import { alertRuleFault } from '../../domain/alert-watch.js';
import { NetworkingPermissions } from '../../permissions.js';

export const AlertConditionEnum = {
  DOWN: 'down',
  ABOVE: 'above',
  BELOW: 'below',
  CHECK_FAILED: 'check_failed',
  CONFIG_CHANGED: 'config_changed',
} as const;
export type AlertConditionKind = (typeof AlertConditionEnum)[keyof typeof AlertConditionEnum];
registerEnumType(AlertConditionEnum, {
  name: 'AlertCondition',
  description: 'When somebody is to be told.',
  valuesMap: {
    DOWN: { description: 'A device does not answer.' },
    ABOVE: { description: 'A value is above a threshold.' },
    BELOW: { description: 'A value is below a threshold.' },
    CHECK_FAILED: { description: 'A check of a router that passed before fails.' },
    CONFIG_CHANGED: { description: 'A configuration was changed, and not by us.' },
  },
});

export const AlertSeverityEnum = { CRITICAL: 'critical', WARNING: 'warning', INFO: 'info' } as const;
export type AlertSeverity = (typeof AlertSeverityEnum)[keyof typeof AlertSeverityEnum];
registerEnumType(AlertSeverityEnum, {
  name: 'AlertSeverity',
  description: 'How bad it is.',
  valuesMap: {
    CRITICAL: { description: 'Customers feel it.' },
    WARNING: { description: 'It will be felt.' },
    INFO: { description: 'Good to know.' },
  },
});

@InputType({ description: 'When who is to be told.' })
export class SaveAlertRuleInput {
  @Field(() => RecordIdScalar, { nullable: true, description: 'Which rule; left out, a new one.' })
  @IsOptional()
  @IsRecordId()
  ruleId?: string;

  @Field(() => Int, { nullable: true, description: 'The revision that was seen; needed to change one.' })
  @IsOptional()
  @IsInt()
  revision?: number;

  @Field(() => String, { description: 'The name, unique among the rules in use.' })
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'For this device; left out, for all.' })
  @IsOptional()
  @IsRecordId()
  deviceId?: string | null;

  @Field(() => AlertConditionEnum, { description: 'When.' })
  @IsIn(Object.values(AlertConditionEnum))
  condition: AlertConditionKind;

  @Field(() => String, {
    nullable: true,
    description: 'Which value, for above and below: cpu, memory, rtt, if.3.in, if.*.errors, or that of an own OID.',
  })
  @IsOptional()
  @Matches(/^[\w.*-]{1,200}$/, { message: 'metricKey has letters, digits, dots and stars only' })
  metricKey?: string | null;

  @Field(() => Float, { nullable: true, description: 'Beyond this it is raised.' })
  @IsOptional()
  @IsNumber()
  threshold?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Only when the value is back here it ends; the threshold, unless set.',
  })
  @IsOptional()
  @IsNumber()
  clearAt?: number | null;

  @Field(() => Int, { defaultValue: 3, description: 'So many polls in a row.' })
  @IsInt()
  @Min(1)
  @Max(1000)
  polls: number = 3;

  @Field(() => AlertSeverityEnum, { defaultValue: 'warning', description: 'How bad it is.' })
  @IsIn(Object.values(AlertSeverityEnum))
  severity: AlertSeverity = 'warning';

  @Field(() => String, { defaultValue: '', description: 'Mail addresses that are told, with commas between them.' })
  @IsString()
  @MaxLength(1000)
  @Matches(/^$|^\s*[^\s,@]+@[^\s,@]+(\s*,\s*[^\s,@]+@[^\s,@]+)*\s*$/, {
    message: 'mailTo is mail addresses with commas between them',
  })
  mailTo: string = '';
}

@Injectable()
export class SaveAlertRule extends Command<SaveAlertRuleInput, { ruleId: string }> {
  readonly rule: CommandRule = {
    name: 'networking.saveAlertRule',
    sentence: 'Add or change a rule of alerts',
    permission: NetworkingPermissions['monitoring.manage'],
    risk: 'normal',
  };
  readonly input = SaveAlertRuleInput;

  async handle(input: SaveAlertRuleInput, act: Act): Promise<{ ruleId: string }> {
    const value = valueOf(input);
    const isNew = input.ruleId === undefined;
    const ruleId = input.ruleId ?? act.newId<'AlertRule'>();
    const columns = [
      ruleId,
      input.name.trim(),
      input.deviceId ?? null,
      input.condition,
      value.key,
      value.threshold,
      value.clearAt,
      input.polls,
      input.severity,
      input.mailTo.trim(),
    ];
    try {
      if (isNew)
        await act.sql.execute(
          `INSERT INTO networking.alert_rule (id, name, device_id, condition, metric_key, threshold, clear_at, polls, severity, mail_to, created_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
          [...columns, act.at],
        );
      else await change(act, ruleId, input.revision, columns);
    } catch (error) {
      if (violatedConstraint(error) === 'alert_rule_name')
        throw conflict('NAME_TAKEN', `There is a rule named "${input.name}" already. Choose another name.`);
      throw error;
    }
    act.audit({ kind: 'alert_rule', id: ruleId }, `Rule of alerts ${input.name} ${isNew ? 'added' : 'changed'}`);
    return { ruleId };
  }
}

function valueOf({ condition, metricKey, threshold, clearAt }: SaveAlertRuleInput) {
  if (condition !== 'above' && condition !== 'below') return { key: null, threshold: null, clearAt: null };
  if (!metricKey || threshold === null || threshold === undefined)
    throw invalid('VALUE_NEEDED', 'Say which value, and beyond what.', [
      { field: metricKey ? 'threshold' : 'metricKey', message: 'is needed' },
    ]);
  const back = clearAt ?? threshold;
  if (alertRuleFault({ kind: condition, threshold, clearAt: back }))
    throw invalid('CLEARS_WHERE_RAISED', 'An alert must end on the calm side of its threshold.', [
      {
        field: 'clearAt',
        message: condition === 'above' ? 'must not be above the threshold' : 'must not be below the threshold',
      },
    ]);
  return { key: metricKey, threshold, clearAt: back };
}

async function change(act: Act, id: string, revision: number | undefined, columns: readonly unknown[]): Promise<void> {
  const changed = await act.sql.execute(
    `UPDATE networking.alert_rule SET name = $2, device_id = $3, condition = $4, metric_key = $5, threshold = $6, clear_at = $7, polls = $8,
       severity = $9, mail_to = $10, revision = revision + 1 WHERE id = $1 AND active AND revision = $11`,
    [...columns, revision ?? 0],
  );
  if (changed === 0) {
    const known = await act.sql.first('SELECT 1 FROM networking.alert_rule WHERE id = $1 AND active', [id]);
    throw known
      ? new Refusal('stale', 'CHANGED_MEANWHILE', 'This rule was changed by somebody else. Load it again.')
      : notFound('rule');
  }
  // What was counted was counted by another measure.
  await act.sql.execute('DELETE FROM networking.alert_watch WHERE rule_id = $1', [id]);
}

@InputType({ description: 'Which rule.' })
export class AlertRuleStepInput {
  @Field(() => RecordIdScalar, { description: 'The rule.' })
  @IsRecordId()
  ruleId: string;
}

@Injectable()
export class RetireAlertRule extends Command<AlertRuleStepInput, { ruleId: string }> {
  readonly rule: CommandRule = {
    name: 'networking.retireAlertRule',
    sentence: 'Take a rule of alerts out of use',
    permission: NetworkingPermissions['monitoring.manage'],
    risk: 'normal',
  };
  readonly input = AlertRuleStepInput;

  async handle({ ruleId }: AlertRuleStepInput, act: Act): Promise<{ ruleId: string }> {
    const rule = await act.sql.first<{ name: string }>(
      'UPDATE networking.alert_rule SET active = false, revision = revision + 1 WHERE id = $1 AND active RETURNING name',
      [ruleId],
    );
    if (!rule) throw notFound('rule');
    await act.sql.execute('UPDATE networking.alert SET cleared_at = $2 WHERE rule_id = $1 AND cleared_at IS NULL', [
      ruleId,
      act.at,
    ]);
    act.audit({ kind: 'alert_rule', id: ruleId }, `Rule of alerts ${rule.name} taken out of use`);
    return { ruleId };
  }
}

@InputType({ description: 'Which alert, and what is known about it.' })
export class AcknowledgeAlertInput {
  @Field(() => RecordIdScalar, { description: 'The alert.' })
  @IsRecordId()
  alertId: string;

  @Field(() => String, { defaultValue: '', description: 'What is known or done about it.' })
  @IsString()
  @MaxLength(1000)
  note: string = '';
}

const HANDLING = { permission: NetworkingPermissions['alert.handle'], risk: 'normal' } as const;

/** Somebody is at it. What says that something happened, and not that something is so, is over with it. */
@Injectable()
export class AcknowledgeAlert extends Command<AcknowledgeAlertInput, { alertId: string }> {
  readonly rule: CommandRule = { name: 'networking.acknowledgeAlert', sentence: 'Acknowledge an alert', ...HANDLING };
  readonly input = AcknowledgeAlertInput;

  async handle({ alertId, note }: AcknowledgeAlertInput, act: Act): Promise<{ alertId: string }> {
    const alert = await act.sql.first<{ said: string }>(
      `UPDATE networking.alert SET acknowledged_at = coalesce(acknowledged_at, $2), acknowledged_by = coalesce(acknowledged_by, $3),
         note = CASE WHEN $4 = '' THEN note ELSE $4 END,
         cleared_at = CASE WHEN (SELECT condition FROM networking.alert_rule WHERE id = rule_id) = 'config_changed' THEN coalesce(cleared_at, $2)
           ELSE cleared_at END
       WHERE id = $1 RETURNING said`,
      [alertId, act.at, actorLabel(act.actor).name, note],
    );
    if (!alert) throw notFound('alert');
    act.audit({ kind: 'alert', id: alertId }, `Alert acknowledged: ${alert.said}`, { note });
    return { alertId };
  }
}

@InputType({ description: 'Which alert, and how long nobody is to be told about it.' })
export class SilenceAlertInput {
  @Field(() => RecordIdScalar, { description: 'The alert.' })
  @IsRecordId()
  alertId: string;

  @Field(() => Int, { description: 'For so many minutes from now, at most 30 days; 0 lets it speak again.' })
  @IsInt()
  @Min(0)
  @Max(43_200)
  minutes: number;
}

@Injectable()
export class SilenceAlert extends Command<SilenceAlertInput, { alertId: string }> {
  readonly rule: CommandRule = { name: 'networking.silenceAlert', sentence: 'Silence an alert', ...HANDLING };
  readonly input = SilenceAlertInput;

  async handle({ alertId, minutes }: SilenceAlertInput, act: Act): Promise<{ alertId: string }> {
    const until = minutes === 0 ? null : new Date(act.at.getTime() + minutes * 60_000);
    const alert = await act.sql.first<{ said: string }>(
      'UPDATE networking.alert SET silenced_until = $2 WHERE id = $1 RETURNING said',
      [alertId, until],
    );
    if (!alert) throw notFound('alert');
    act.audit(
      { kind: 'alert', id: alertId },
      until ? `Alert silenced: ${alert.said}` : `Alert speaks again: ${alert.said}`,
      {
        until: until?.toISOString() ?? null,
      },
    );
    return { alertId };
  }
}
