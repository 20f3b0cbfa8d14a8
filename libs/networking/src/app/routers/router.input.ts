import { Field, InputType, Int, registerEnumType } from '@nestjs/graphql';
import { IsListOf, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsIP,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { MOST_KBPS } from '../sites/site.input.js';
import { RouterApiOptionsInput } from './router-api.input.js';

export const RouterVendorEnum = {
  MIKROTIK: 'mikrotik',
  CISCO_IOS: 'cisco_ios',
  CISCO_IOSXE: 'cisco_iosxe',
  JUNIPER: 'juniper',
  HUAWEI: 'huawei',
  UBIQUITI: 'ubiquiti',
  CAMBIUM: 'cambium',
  ACCEL_PPP: 'accel_ppp',
  WISPR: 'wispr',
  STANDARD: 'standard',
} as const;
export type RouterVendor = (typeof RouterVendorEnum)[keyof typeof RouterVendorEnum];
registerEnumType(RouterVendorEnum, {
  name: 'RouterVendor',
  description: 'Whose words for speed and lists a router understands.',
  valuesMap: {
    MIKROTIK: { description: 'RouterOS: Mikrotik-Rate-Limit and address lists.' },
    CISCO_IOS: { description: 'Cisco IOS: rate limits of the PPP interface in AV pairs.' },
    CISCO_IOSXE: { description: 'Cisco IOS XE and ASR: names of policies in AV pairs.' },
    JUNIPER: { description: 'Juniper ERX: names of service profiles.' },
    HUAWEI: { description: 'Huawei: input and output rates.' },
    UBIQUITI: { description: 'Ubiquiti EdgeRouter: the WISPr bandwidth attributes.' },
    CAMBIUM: { description: 'Cambium ePMP and PMP 450: uplink and downlink rates.' },
    ACCEL_PPP: { description: 'accel-ppp: rates of its shaper in Filter-Id.' },
    WISPR: { description: 'Anything that takes the WISPr bandwidth attributes.' },
    STANDARD: { description: 'Any other make: the WISPr bandwidth attributes.' },
  },
});

export const MessageAuthenticatorEnum = { REQUIRE: 'require', AUTO: 'auto', OFF: 'off' } as const;
export type MessageAuthenticator = (typeof MessageAuthenticatorEnum)[keyof typeof MessageAuthenticatorEnum];
registerEnumType(MessageAuthenticatorEnum, {
  name: 'MessageAuthenticatorPolicy',
  description:
    'What is asked of the logins that a router passes on. Without the signature a login can be forged on the way (CVE-2024-3596).',
  valuesMap: {
    REQUIRE: { description: 'Unsigned requests get no answer. The usual; RouterOS signs from 7.15 on.' },
    AUTO: {
      description: 'Unsigned requests are answered until the first signed one, but never with Proxy-State in them.',
    },
    OFF: { description: 'Unsigned requests are answered. Only on a line that nobody else can reach.' },
  },
});

export const BlockByEnum = { DISCONNECT: 'disconnect', ADDRESS_LIST: 'address_list' } as const;
registerEnumType(BlockByEnum, {
  name: 'BlockBy',
  description: 'How a running session is blocked.',
  valuesMap: {
    DISCONNECT: { description: 'It ends, and the next login is refused.' },
    ADDRESS_LIST: {
      description: 'It goes on, on the blocking list: firewall rules on the router decide what is let through.',
    },
  },
});

export const LineByEnum = {
  LOGIN: 'login',
  MAC: 'mac',
  CIRCUIT: 'circuit',
  REMOTE: 'remote',
  CIRCUIT_AND_REMOTE: 'circuit_and_remote',
} as const;
export type LineBy = (typeof LineByEnum)[keyof typeof LineByEnum];
registerEnumType(LineByEnum, {
  name: 'LineBy',
  description: 'What the requests of a router are recognised by.',
  valuesMap: {
    LOGIN: { description: 'The login alone.' },
    MAC: { description: 'The MAC address of the device alone, whatever the name.' },
    CIRCUIT: { description: 'The circuit id that the access node says (DHCP option 82).' },
    REMOTE: { description: 'The remote id that it says.' },
    CIRCUIT_AND_REMOTE: { description: 'Both of them.' },
  },
});

export const CircuitFromEnum = { USER_NAME: 'user_name', NAS_PORT_ID: 'nas_port_id' } as const;
export type CircuitFrom = (typeof CircuitFromEnum)[keyof typeof CircuitFromEnum];
registerEnumType(CircuitFromEnum, {
  name: 'CircuitFrom',
  description: 'Where a router puts the circuit id, when not where the standard does (RFC 4679).',
  valuesMap: {
    USER_NAME: { description: 'In User-Name: Cisco ISG and Junos can be set so.' },
    NAS_PORT_ID: { description: 'In NAS-Port-Id: Huawei can be set so.' },
  },
});

const NAME = /^[\w.-]{1,64}$/;

@InputType({ description: 'Reduced access in place of a refused login, for one kind of refusal.' })
export class WalledGardenListInput {
  @Field(() => Int, {
    description:
      '0 unknown login, 1 not active or held, 2 blocked for money or quota, 3 wrong device, 4 wrong password.',
  })
  @IsInt()
  @Min(0)
  @Max(4)
  list: 0 | 1 | 2 | 3 | 4;

  @Field(() => String, { description: 'The address list on the router.' })
  @Matches(NAME, { message: 'addressList has letters, digits, dots, dashes and underscores only' })
  addressList: string;

  @Field(() => String, {
    nullable: true,
    description: 'The pool on the router that gives an address to those without a fixed one.',
  })
  @IsOptional()
  @Matches(NAME, { message: 'pool has letters, digits, dots, dashes and underscores only' })
  pool?: string;
}

@InputType({
  description:
    'Lets blocked customers in with reduced access, so that they can pay. Off unless set: the router must have firewall rules for the lists.',
})
export class WalledGardenInput {
  @Field(() => [WalledGardenListInput], { description: 'For which refusals.' })
  @IsListOf(() => WalledGardenListInput, { most: 5 })
  lists: WalledGardenListInput[];

  @Field(() => Int, {
    defaultValue: 300,
    description: 'Such a session ends after so many seconds, so that who paid is back without help.',
  })
  @IsInt()
  @Min(60)
  @Max(86_400)
  sessionTimeoutSeconds: number = 300;
}

@InputType({ description: 'How a router is to be treated.' })
export class RouterOptionsInput {
  @Field(() => BlockByEnum, { nullable: true, description: 'How running sessions are blocked; DISCONNECT unless set.' })
  @IsOptional()
  @IsIn(['disconnect', 'address_list'])
  blockBy?: 'disconnect' | 'address_list';

  @Field(() => String, { nullable: true, description: 'The list of blocked sessions; Reject_2 unless set.' })
  @IsOptional()
  @Matches(NAME, { message: 'blockedAddressList has letters, digits, dots, dashes and underscores only' })
  blockedAddressList?: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The list of open sessions. Needed for ADDRESS_LIST: a session leaves the blocking list only onto another.',
  })
  @IsOptional()
  @Matches(NAME, { message: 'activeAddressList has letters, digits, dots, dashes and underscores only' })
  activeAddressList?: string;

  @Field(() => Int, { nullable: true, description: 'Sessions end after so many seconds and log in anew.' })
  @IsOptional()
  @IsInt()
  @Min(60)
  @Max(2_592_000)
  sessionTimeoutSeconds?: number;

  @Field(() => Int, { nullable: true, description: 'Sessions without traffic end after so many seconds.' })
  @IsOptional()
  @IsInt()
  @Min(60)
  @Max(86_400)
  idleTimeoutSeconds?: number;

  @Field(() => Boolean, { nullable: true, description: 'Whether a refused login is told why; true unless set.' })
  @IsOptional()
  @IsBoolean()
  explainRejects?: boolean;

  @Field(() => LineByEnum, {
    nullable: true,
    description: 'What its requests are recognised by; left out, by a login, else the line, else the device.',
  })
  @IsOptional()
  @IsIn(Object.values(LineByEnum))
  lineBy?: LineBy;

  @Field(() => CircuitFromEnum, {
    nullable: true,
    description: 'Where it puts the circuit id; left out, where RFC 4679, Cisco and Juniper put it.',
  })
  @IsOptional()
  @IsIn(Object.values(CircuitFromEnum))
  circuitFrom?: CircuitFrom;

  @Field(() => WalledGardenInput, { nullable: true, description: 'Reduced access in place of refused logins.' })
  @IsOptional()
  @Type(() => WalledGardenInput)
  @ValidateNested()
  walledGarden?: WalledGardenInput;

  @Field(() => RouterApiOptionsInput, {
    nullable: true,
    description: 'What is kept on it over its API; nothing when left out.',
  })
  @IsOptional()
  @Type(() => RouterApiOptionsInput)
  @ValidateNested()
  api?: RouterApiOptionsInput;
}

@InputType({ isAbstract: true })
export abstract class RouterDetailsInput {
  @Field(() => RecordIdScalar, {
    nullable: true,
    description: 'The partner whose router it is; left out for everybody’s.',
  })
  @IsOptional()
  @IsRecordId()
  partnerId?: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'Where it stands.' })
  @IsOptional()
  @IsRecordId()
  locationId?: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The site at which it stands: its place on the map.' })
  @IsOptional()
  @IsRecordId()
  siteId?: string | null;

  @Field(() => String, { nullable: true, description: 'Model, for people.' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  model?: string | null;

  @Field(() => Int, { nullable: true, description: 'What all behind it can receive together, in kbit/s.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST_KBPS)
  downloadKbps?: number | null;

  @Field(() => Int, { nullable: true, description: 'What all behind it can send together, in kbit/s.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST_KBPS)
  uploadKbps?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Where CoA and Disconnect are sent; left out, to where its packets come from.',
  })
  @IsOptional()
  @IsIP(undefined, { message: 'address must be an IP address' })
  address?: string | null;

  @Field(() => MessageAuthenticatorEnum, {
    nullable: true,
    description: 'What is asked of its logins; REQUIRE unless set.',
  })
  @IsOptional()
  @IsIn(['require', 'auto', 'off'])
  messageAuthenticator?: MessageAuthenticator;

  @Field(() => Int, {
    nullable: true,
    description: 'Port for CoA and Disconnect; 3799 unless set (1700 on older Cisco, 3779 on EdgeRouter).',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(65_535)
  coaPort?: number;

  @Field(() => Int, { nullable: true, description: 'How often sessions report, in seconds; 300 unless set.' })
  @IsOptional()
  @IsInt()
  @Min(60)
  @Max(86_400)
  interimSeconds?: number;

  @Field(() => String, {
    nullable: true,
    description:
      'The RADIUS secret, 16 characters or more. Left out, one is made. It can be read again only by an act that is logged.',
  })
  @IsOptional()
  @IsString()
  @MinLength(16)
  @MaxLength(128)
  @Matches(/^[\x21-\x7e]+$/, { message: 'radiusSecret has printable ASCII characters without spaces only' })
  radiusSecret?: string;

  @Field(() => RouterOptionsInput, { nullable: true, description: 'How it is to be treated.' })
  @IsOptional()
  @Type(() => RouterOptionsInput)
  @ValidateNested()
  options?: RouterOptionsInput;
}
