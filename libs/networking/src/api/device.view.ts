import { Field, Float, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { BigIntScalar, InstantScalar, RecordIdScalar } from '@demarc/graphql';
import {
  type DeviceKind,
  DeviceKindEnum,
  MetricKindEnum,
  SnmpAuthEnum,
  type SnmpAuthKind,
  SnmpPrivacyEnum,
  type SnmpPrivacyKind,
  SnmpVersionEnum,
} from '../app/monitoring/device.input.js';

export const DeviceStateEnum = { UNKNOWN: 'unknown', UP: 'up', DOWN: 'down' } as const;
registerEnumType(DeviceStateEnum, {
  name: 'DeviceState',
  description: 'Whether a device answers.',
  valuesMap: {
    UNKNOWN: { description: 'It was not asked yet, or answered only once too few.' },
    UP: { description: 'It answers.' },
    DOWN: { description: 'It does not.' },
  },
});

export const DeviceEventKindEnum = {
  UP: 'up',
  DOWN: 'down',
  RESTARTED: 'restarted',
  INTERFACE_UP: 'interface_up',
  INTERFACE_DOWN: 'interface_down',
} as const;
registerEnumType(DeviceEventKindEnum, {
  name: 'DeviceEventKind',
  description: 'What happened to a device.',
  valuesMap: {
    UP: { description: 'It answers again.' },
    DOWN: { description: 'It went silent.' },
    RESTARTED: { description: 'It started anew.' },
    INTERFACE_UP: { description: 'An interface came up.' },
    INTERFACE_DOWN: { description: 'An interface went down.' },
  },
});

@ObjectType('Device', { description: 'A watched device.' })
export class DeviceView {
  @Field(() => RecordIdScalar, { description: 'Names the device.' })
  id: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The partner whose it is; null is everybody’s.' })
  partnerId: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'Where it stands.' })
  siteId: string | null;

  @Field(() => String, { nullable: true, description: 'The name of that site.' })
  siteName: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The router that it is.' })
  routerId: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The device that the way to it leads through.' })
  parentId: string | null;

  @Field(() => String, { description: 'What staff call it.' })
  name: string;

  @Field(() => DeviceKindEnum, { description: 'What it is.' })
  kind: DeviceKind;

  @Field(() => String, { description: 'Make and model.' })
  model: string;

  @Field(() => String, { description: 'Its address.' })
  address: string;

  @Field(() => Boolean, { description: 'Whether it is pinged.' })
  ping: boolean;

  @Field(() => SnmpVersionEnum, { description: 'How it is asked for values.' })
  snmp: 'none' | 'v2c' | 'v3';

  @Field(() => Int, { description: 'The port of SNMP.' })
  snmpPort: number;

  @Field(() => String, { nullable: true, description: 'The user of SNMPv3.' })
  snmpUser: string | null;

  @Field(() => SnmpAuthEnum, { nullable: true, description: 'How that user proves itself.' })
  snmpAuth: SnmpAuthKind | null;

  @Field(() => SnmpPrivacyEnum, { nullable: true, description: 'How what is said is hidden.' })
  snmpPrivacy: SnmpPrivacyKind | null;

  @Field(() => Int, { description: 'Seconds between two polls.' })
  pollSeconds: number;

  @Field(() => Boolean, { description: 'Whether its interfaces are read.' })
  interfaces: boolean;

  @Field(() => Int, { description: 'Counts the changes; give it when changing.' })
  revision: number;

  @Field(() => DeviceStateEnum, { description: 'Whether it answers.' })
  state: 'unknown' | 'up' | 'down';

  @Field(() => InstantScalar, { nullable: true, description: 'Since when.' })
  stateSince: Date | null;

  @Field(() => String, { nullable: true, description: 'What went wrong at the last poll.' })
  fault: string | null;

  @Field(() => InstantScalar, { nullable: true, description: 'When it was last asked.' })
  polledAt: Date | null;

  @Field(() => InstantScalar, { nullable: true, description: 'When it last answered.' })
  answeredAt: Date | null;

  @Field(() => BigIntScalar, { nullable: true, description: 'How long it runs.' })
  uptimeSeconds: string | null;

  @Field(() => Float, { nullable: true, description: 'The round trip of the last ping.' })
  rttMs: number | null;

  @Field(() => String, { nullable: true, description: 'What it calls itself.' })
  systemName: string | null;

  @Field(() => String, { nullable: true, description: 'How it describes itself.' })
  systemText: string | null;

  @Field(() => Float, { nullable: true, description: 'The load of its processors, in percent.' })
  cpu: number | null;

  @Field(() => Float, { nullable: true, description: 'The share of its memory in use, in percent.' })
  memory: number | null;

  @Field(() => Int, { description: 'Alerts about it that are on.' })
  openAlerts: number;
}

@ObjectType('DeviceInterface', { description: 'An interface of a device, as it was last read.' })
export class DeviceInterfaceView {
  @Field(() => Int, { description: 'Its number on the device.' })
  index: number;

  @Field(() => String, { description: 'Its name.' })
  name: string;

  @Field(() => String, { description: 'What somebody wrote beside it.' })
  alias: string;

  @Field(() => BigIntScalar, { nullable: true, description: 'How fast it is.' })
  speedBps: string | null;

  @Field(() => Boolean, { description: 'Whether it is switched on.' })
  adminUp: boolean;

  @Field(() => Boolean, { description: 'Whether it works.' })
  operUp: boolean;

  @Field(() => Float, { nullable: true, description: 'What it receives; null until two readings are there.' })
  inBps: number | null;

  @Field(() => Float, { nullable: true, description: 'What it sends; null until two readings are there.' })
  outBps: number | null;

  @Field(() => Float, { nullable: true, description: 'Errors both ways.' })
  errorsPerSecond: number | null;
}

@ObjectType('DeviceMetric', { description: 'A value of a device that is kept over time.' })
export class DeviceMetricView {
  @Field(() => String, { description: 'Names it on the device.' })
  key: string;

  @Field(() => String, { description: 'What it is called.' })
  name: string;

  @Field(() => String, { description: 'Its unit.' })
  unit: string;

  @Field(() => String, { nullable: true, description: 'Its OID, for own ones.' })
  oid: string | null;

  @Field(() => Float, { description: 'What the raw value is multiplied by.' })
  factor: number;

  @Field(() => MetricKindEnum, { description: 'How it is read.' })
  kind: 'gauge' | 'counter';

  @Field(() => Boolean, { description: 'Whether staff asked for it by its OID.' })
  own: boolean;

  @Field(() => Float, { nullable: true, description: 'What it was last.' })
  lastValue: number | null;

  @Field(() => InstantScalar, { nullable: true, description: 'When.' })
  lastAt: Date | null;
}

@ObjectType('DeviceEvent', { description: 'Something that happened to a device.' })
export class DeviceEventView {
  @Field(() => BigIntScalar, { description: 'Names the event.' })
  id: string;

  @Field(() => InstantScalar, { description: 'When.' })
  at: Date;

  @Field(() => DeviceEventKindEnum, { description: 'What.' })
  kind: 'up' | 'down' | 'restarted' | 'interface_up' | 'interface_down';

  @Field(() => String, { description: 'More about it.' })
  said: string;

  @Field(() => BigIntScalar, { nullable: true, description: 'How long the state before had lasted.' })
  lastedSeconds: string | null;
}

@ObjectType('MetricPoint', { description: 'A value in a stretch of time.' })
export class MetricPointView {
  @Field(() => InstantScalar, { description: 'When the stretch begins.' })
  at: Date;

  @Field(() => Float, { description: 'The lowest reading.' })
  lowest: number;

  @Field(() => Float, { description: 'The highest reading.' })
  highest: number;

  @Field(() => Float, { description: 'The mean.' })
  mean: number;
}

@ObjectType('MetricSeries', { description: 'How a value moved.' })
export class MetricSeriesView {
  @Field(() => String, { description: 'Names it on the device.' })
  key: string;

  @Field(() => String, { description: 'What it is called.' })
  name: string;

  @Field(() => String, { description: 'Its unit.' })
  unit: string;

  @Field(() => [MetricPointView], { description: 'By time; a gap is where nothing was read.' })
  points: MetricPointView[];
}
