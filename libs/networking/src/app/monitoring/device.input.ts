import { Field, Float, InputType, Int, registerEnumType } from '@nestjs/graphql';
import { IsListOf, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsIP,
  IsNumber,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';

export const DeviceKindEnum = {
  ROUTER: 'router',
  SWITCH: 'switch',
  ACCESS_POINT: 'access_point',
  RADIO_LINK: 'radio_link',
  OLT: 'olt',
  UPS: 'ups',
  SERVER: 'server',
  OTHER: 'other',
} as const;
export type DeviceKind = (typeof DeviceKindEnum)[keyof typeof DeviceKindEnum];
registerEnumType(DeviceKindEnum, {
  name: 'DeviceKind',
  description: 'What sort of equipment.',
  valuesMap: {
    ROUTER: { description: 'A router.' },
    SWITCH: { description: 'A switch.' },
    ACCESS_POINT: { description: 'A radio that customers connect to.' },
    RADIO_LINK: { description: 'One end of a radio link.' },
    OLT: { description: 'The head of a fibre tree.' },
    UPS: { description: 'A power supply with a battery.' },
    SERVER: { description: 'A server.' },
    OTHER: { description: 'Anything else.' },
  },
});

export const SnmpVersionEnum = { NONE: 'none', V2C: 'v2c', V3: 'v3' } as const;
registerEnumType(SnmpVersionEnum, {
  name: 'SnmpVersion',
  description: 'How a device is asked for values.',
  valuesMap: {
    NONE: { description: 'It is not: only whether it answers to ping is watched.' },
    V2C: { description: 'By a community, which passes in clear.' },
    V3: { description: 'As a user with keys (RFC 3414).' },
  },
});

export const SnmpAuthEnum = { NONE: 'none', MD5: 'md5', SHA: 'sha', SHA256: 'sha256', SHA512: 'sha512' } as const;
registerEnumType(SnmpAuthEnum, {
  name: 'SnmpAuth',
  description: 'How a user of SNMPv3 proves itself.',
  valuesMap: {
    NONE: { description: 'Not at all.' },
    MD5: { description: 'HMAC-MD5, for old devices.' },
    SHA: { description: 'HMAC-SHA-1.' },
    SHA256: { description: 'HMAC-SHA-256.' },
    SHA512: { description: 'HMAC-SHA-512.' },
  },
});

export type SnmpAuthKind = (typeof SnmpAuthEnum)[keyof typeof SnmpAuthEnum];
export const SnmpPrivacyEnum = { NONE: 'none', DES: 'des', AES: 'aes' } as const;
registerEnumType(SnmpPrivacyEnum, {
  name: 'SnmpPrivacy',
  description: 'How what is said over SNMPv3 is hidden.',
  valuesMap: {
    NONE: { description: 'It is not.' },
    DES: { description: 'DES, for old devices.' },
    AES: { description: 'AES-128.' },
  },
});

export type SnmpPrivacyKind = (typeof SnmpPrivacyEnum)[keyof typeof SnmpPrivacyEnum];
export const MetricKindEnum = { GAUGE: 'gauge', COUNTER: 'counter' } as const;
registerEnumType(MetricKindEnum, {
  name: 'MetricKind',
  description: 'How a value is to be read.',
  valuesMap: {
    GAUGE: { description: 'It is what it says.' },
    COUNTER: { description: 'It only grows; its growth a second is what counts.' },
  },
});

@InputType({ description: 'A value of a device’s own, by its OID.' })
export class OwnMetricInput {
  @Field(() => String, { description: 'The OID in numbers: 1.3.6.1.4.1.14988.1.1.3.10.0.' })
  @Matches(/^\d+(\.\d+){3,60}$/, { message: 'oid is an OID in numbers, such as 1.3.6.1.4.1.14988.1.1.3.10.0' })
  oid: string;

  @Field(() => String, { description: 'What it is called.' })
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  name: string;

  @Field(() => String, { defaultValue: '', description: 'Its unit.' })
  @IsString()
  @MaxLength(20)
  unit: string = '';

  @Field(() => Float, { defaultValue: 1, description: 'What the raw value is multiplied by: 0.1 for tenths.' })
  @IsNumber()
  factor: number = 1;

  @Field(() => MetricKindEnum, { defaultValue: 'gauge', description: 'How it is to be read.' })
  @IsIn(['gauge', 'counter'])
  kind: 'gauge' | 'counter' = 'gauge';
}

@InputType({ description: 'A device to watch.' })
export class SaveDeviceInput {
  @Field(() => RecordIdScalar, { nullable: true, description: 'Which device; left out, a new one.' })
  @IsOptional()
  @IsRecordId()
  deviceId?: string;

  @Field(() => Int, { nullable: true, description: 'The revision that was seen; needed to change one.' })
  @IsOptional()
  @IsInt()
  revision?: number;

  @Field(() => String, { description: 'The name, unique among the devices in use.' })
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name: string;

  @Field(() => DeviceKindEnum, { description: 'What it is.' })
  @IsIn(Object.values(DeviceKindEnum))
  kind: DeviceKind;

  @Field(() => String, { nullable: true, description: 'Make and model, for people.' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  model?: string;

  @Field(() => String, { description: 'Its address.' })
  @IsIP(undefined, { message: 'address must be an IP address' })
  address: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The partner whose it is; left out, everybody’s.' })
  @IsOptional()
  @IsRecordId()
  partnerId?: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'Where it stands.' })
  @IsOptional()
  @IsRecordId()
  siteId?: string | null;

  @Field(() => RecordIdScalar, {
    nullable: true,
    description: 'The router that it is, so that its customers are counted.',
  })
  @IsOptional()
  @IsRecordId()
  routerId?: string | null;

  @Field(() => RecordIdScalar, {
    nullable: true,
    description: 'The device that the way to it leads through: when that is down, nobody is told about this one.',
  })
  @IsOptional()
  @IsRecordId()
  parentId?: string | null;

  @Field(() => Boolean, { defaultValue: true, description: 'Whether it is pinged.' })
  @IsBoolean()
  ping: boolean = true;

  @Field(() => SnmpVersionEnum, { defaultValue: 'none', description: 'How it is asked for values.' })
  @IsIn(['none', 'v2c', 'v3'])
  snmp: 'none' | 'v2c' | 'v3' = 'none';

  @Field(() => Int, { defaultValue: 161, description: 'The port of SNMP.' })
  @IsInt()
  @Min(1)
  @Max(65_535)
  snmpPort: number = 161;

  @Field(() => String, { nullable: true, description: 'The community (v2c); left out, it stays. Never shown again.' })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(128)
  community?: string;

  @Field(() => String, { nullable: true, description: 'The user (v3).' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  snmpUser?: string | null;

  @Field(() => SnmpAuthEnum, { nullable: true, description: 'How the user proves itself (v3).' })
  @IsOptional()
  @IsIn(Object.values(SnmpAuthEnum))
  snmpAuth?: 'none' | 'md5' | 'sha' | 'sha256' | 'sha512';

  @Field(() => String, { nullable: true, description: 'The key for that, 8 characters or more; left out, it stays.' })
  @IsOptional()
  @IsString()
  @MinLength(8)
  @MaxLength(128)
  authKey?: string;

  @Field(() => SnmpPrivacyEnum, { nullable: true, description: 'How what is said is hidden (v3).' })
  @IsOptional()
  @IsIn(Object.values(SnmpPrivacyEnum))
  snmpPrivacy?: 'none' | 'des' | 'aes';

  @Field(() => String, { nullable: true, description: 'The key for that, 8 characters or more; left out, it stays.' })
  @IsOptional()
  @IsString()
  @MinLength(8)
  @MaxLength(128)
  privacyKey?: string;

  @Field(() => Int, { defaultValue: 60, description: 'Seconds between two polls.' })
  @IsInt()
  @Min(60)
  @Max(86_400)
  pollSeconds: number = 60;

  @Field(() => Boolean, { defaultValue: true, description: 'Whether its interfaces are read.' })
  @IsBoolean()
  interfaces: boolean = true;

  @Field(() => [OwnMetricInput], { defaultValue: [], description: 'Values of its own that are read as well.' })
  @IsListOf(() => OwnMetricInput, { most: 50 })
  metrics: OwnMetricInput[] = [];
}

@InputType({ description: 'Which device.' })
export class DeviceStepInput {
  @Field(() => RecordIdScalar, { description: 'The device.' })
  @IsRecordId()
  deviceId: string;
}
