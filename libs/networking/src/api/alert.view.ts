import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import { InstantScalar, RecordIdScalar } from '@demarc/graphql';
import {
  AlertConditionEnum,
  type AlertConditionKind,
  type AlertSeverity,
  AlertSeverityEnum,
} from '../app/monitoring/alert-steps.js';

@ObjectType('Alert', { description: 'Something that somebody is to know about.' })
export class AlertView {
  @Field(() => RecordIdScalar, { description: 'Names the alert.' })
  id: string;

  @Field(() => RecordIdScalar, { description: 'The rule.' })
  ruleId: string;

  @Field(() => String, { description: 'Its name.' })
  ruleName: string;

  @Field(() => AlertConditionEnum, { description: 'Its condition.' })
  condition: AlertConditionKind;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The device.' })
  deviceId: string | null;

  @Field(() => String, { nullable: true, description: 'Its name.' })
  deviceName: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The router.' })
  routerId: string | null;

  @Field(() => String, { nullable: true, description: 'Its name.' })
  routerName: string | null;

  @Field(() => String, { description: 'What is wrong.' })
  said: string;

  @Field(() => AlertSeverityEnum, { description: 'How bad it is.' })
  severity: AlertSeverity;

  @Field(() => Float, { nullable: true, description: 'The value that raised it.' })
  value: number | null;

  @Field(() => InstantScalar, { description: 'Since when.' })
  raisedAt: Date;

  @Field(() => InstantScalar, { nullable: true, description: 'When it was over.' })
  clearedAt: Date | null;

  @Field(() => InstantScalar, { nullable: true, description: 'When somebody took it.' })
  acknowledgedAt: Date | null;

  @Field(() => String, { nullable: true, description: 'Who.' })
  acknowledgedBy: string | null;

  @Field(() => String, { description: 'What is known about it.' })
  note: string;

  @Field(() => InstantScalar, { nullable: true, description: 'Until then nobody is told.' })
  silencedUntil: Date | null;

  @Field(() => String, { nullable: true, description: 'It follows from this device being down.' })
  hiddenByName: string | null;

  @Field(() => Int, { description: 'Alerts that follow from this one.' })
  hides: number;

  @Field(() => InstantScalar, { nullable: true, description: 'When somebody was last told by mail.' })
  mailedAt: Date | null;

  @Field(() => Int, { description: 'Customers with open services behind it.' })
  customersHit: number;
}

@ObjectType('AlertRule', { description: 'When who is to be told.' })
export class AlertRuleView {
  @Field(() => RecordIdScalar, { description: 'Names the rule.' })
  id: string;

  @Field(() => String, { description: 'What staff call it.' })
  name: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The device; null: all.' })
  deviceId: string | null;

  @Field(() => String, { nullable: true, description: 'Its name.' })
  deviceName: string | null;

  @Field(() => AlertConditionEnum, { description: 'When.' })
  condition: AlertConditionKind;

  @Field(() => String, { nullable: true, description: 'Which value.' })
  metricKey: string | null;

  @Field(() => Float, { nullable: true, description: 'Beyond this it is raised.' })
  threshold: number | null;

  @Field(() => Float, { nullable: true, description: 'Back here it ends.' })
  clearAt: number | null;

  @Field(() => Int, { description: 'So many polls in a row.' })
  polls: number;

  @Field(() => AlertSeverityEnum, { description: 'How bad it is.' })
  severity: AlertSeverity;

  @Field(() => String, { description: 'Who is told.' })
  mailTo: string;

  @Field(() => Int, { description: 'Counts the changes; give it when changing.' })
  revision: number;
}

@ObjectType('DownNow', { description: 'A device that does not answer.' })
export class DownNowView {
  @Field(() => RecordIdScalar, { description: 'The device.' })
  deviceId: string;

  @Field(() => String, { description: 'Its name.' })
  name: string;

  @Field(() => InstantScalar, { nullable: true, description: 'Since when.' })
  since: Date | null;

  @Field(() => String, { nullable: true, description: 'What was seen.' })
  fault: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'Where it stands.' })
  siteId: string | null;

  @Field(() => String, { nullable: true, description: 'The name of that site.' })
  siteName: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The location of that site.' })
  locationId: string | null;

  @Field(() => Int, { description: 'Customers with open services behind it.' })
  customersHit: number;

  @Field(() => Int, { description: 'Devices behind it that are silent too.' })
  hidesDown: number;

  @Field(() => [String], { description: 'Their names.' })
  hides: string[];

  @Field(() => RecordIdScalar, { nullable: true, description: 'The alert that was raised for it.' })
  alertId: string | null;

  @Field(() => String, { nullable: true, description: 'Who is at it.' })
  acknowledgedBy: string | null;

  @Field(() => String, { description: 'What is known about it.' })
  note: string;
}

@ObjectType('TopTalker', { description: 'A session that moves much now.' })
export class TopTalkerView {
  @Field(() => RecordIdScalar, { description: 'The service.' })
  serviceId: string;

  @Field(() => RecordIdScalar, { description: 'Whose it is.' })
  customerId: string;

  @Field(() => String, { description: 'The name of the customer.' })
  customerName: string;

  @Field(() => String, { nullable: true, description: 'The login.' })
  login: string | null;

  @Field(() => Float, { description: 'What the customer receives.' })
  downloadBps: number;

  @Field(() => Float, { description: 'What the customer sends.' })
  uploadBps: number;
}

@ObjectType('LoginMinute', { description: 'Logins within a minute.' })
export class LoginMinuteView {
  @Field(() => InstantScalar, { description: 'The minute.' })
  at: Date;

  @Field(() => Int, { description: 'Accepted.' })
  accepts: number;

  @Field(() => Int, { description: 'Refused, or let in with reduced access.' })
  rejects: number;
}

@ObjectType('NetworkNow', { description: 'The network at this moment.' })
export class NetworkNowView {
  @Field(() => InstantScalar, { description: 'This moment.' })
  at: Date;

  @Field(() => Int, { description: 'Sessions that are up.' })
  online: number;

  @Field(() => Int, { description: 'Services that may be online.' })
  openServices: number;

  @Field(() => Int, { description: 'Watched devices.' })
  devices: number;

  @Field(() => Int, { description: 'Those that do not answer.' })
  devicesDown: number;

  @Field(() => Int, { description: 'Those that were not asked yet.' })
  devicesUnknown: number;

  @Field(() => Float, { description: 'Refused logins a minute, over the last quarter of an hour.' })
  rejectsPerMinute: number;

  @Field(() => [LoginMinuteView], { description: 'The last hour by the minute; minutes without a login are left out.' })
  logins: LoginMinuteView[];

  @Field(() => Int, { description: 'Accesses that routers do not follow, as the list of drifted sessions has them.' })
  drifted: number;

  @Field(() => Int, { description: 'Rows on routers that differ from what they should be, as last read.' })
  driftedRows: number;

  @Field(() => Int, { description: 'Routers with such rows.' })
  driftedRouters: number;

  @Field(() => Int, { description: 'Routers of which a check fails.' })
  routersFailing: number;

  @Field(() => Int, {
    description: 'Lines with another device than before, or on which another one was refused within a day.',
  })
  otherDevices: number;

  @Field(() => [DownNowView], { description: 'What is down, by the customers hit.' })
  down: DownNowView[];

  @Field(() => [TopTalkerView], { description: 'Who moves most.' })
  talkers: TopTalkerView[];
}
