import { Field, InputType, Int, registerEnumType } from '@nestjs/graphql';
import { IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import type { DeviceRule } from './access-row.js';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';

export const AccessMethodEnum = {
  PPPOE: 'pppoe',
  IPOE: 'ipoe',
  HOTSPOT: 'hotspot',
  STATIC: 'static',
  MAC: 'mac',
} as const;
export type AccessMethodName = (typeof AccessMethodEnum)[keyof typeof AccessMethodEnum];
registerEnumType(AccessMethodEnum, {
  name: 'AccessMethod',
  description: 'How a customer’s device gets onto the network.',
  valuesMap: {
    PPPOE: { description: 'PPPoE with login and password.' },
    IPOE: { description: 'DHCP: known by the line that the access node names (option 82), or by the MAC address.' },
    HOTSPOT: { description: 'Hotspot with login and password.' },
    STATIC: { description: 'A fixed address without a login.' },
    MAC: { description: 'The MAC address is the login.' },
  },
});

export const Ipv4AssignmentEnum = { NONE: 'none', PERMANENT: 'permanent', POOL: 'pool' } as const;
registerEnumType(Ipv4AssignmentEnum, {
  name: 'Ipv4Assignment',
  description: 'Where the IPv4 address comes from.',
  valuesMap: {
    NONE: { description: 'The router decides.' },
    PERMANENT: { description: 'This service’s own address, for good.' },
    POOL: { description: 'From the named pool on the router, another each time.' },
  },
});

export const DeviceRuleEnum = { LEARN: 'learn', ALERT: 'alert', PIN: 'pin' } as const;
registerEnumType(DeviceRuleEnum, {
  name: 'DeviceRule',
  description: 'What happens when another device comes up on a line.',
  valuesMap: {
    LEARN: { description: 'It is let in, and remembered.' },
    ALERT: { description: 'It is let in, and staff are shown that it is another one.' },
    PIN: { description: 'It is refused, until staff say that it may be.' },
  },
});

@InputType({ isAbstract: true })
export abstract class AccessDetailsInput {
  @Field(() => String, {
    nullable: true,
    description: 'The network login, unique among those in use; made from the operator’s numbers when left out.',
  })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(253)
  @Matches(/^[^\s\p{Cc}]+$/u, { message: 'login has no spaces or control characters' })
  login?: string;

  @Field(() => String, {
    nullable: true,
    description: 'The network password; one is made when left out. It can be read again only by an act that is logged.',
  })
  @IsOptional()
  @IsString()
  @MinLength(4)
  @MaxLength(128)
  @Matches(/^[^\p{Cc}]+$/u, { message: 'password has no control characters' })
  password?: string;

  @Field(() => RecordIdScalar, {
    nullable: true,
    description: 'The only router that it may come from; any, when left out.',
  })
  @IsOptional()
  @IsRecordId()
  routerId?: string | null;

  @Field(() => Ipv4AssignmentEnum, { nullable: true, description: 'Where the IPv4 address comes from.' })
  @IsOptional()
  @IsIn(['none', 'permanent', 'pool'])
  ipv4Assignment?: 'none' | 'permanent' | 'pool';

  @Field(() => String, {
    nullable: true,
    description: 'The address, for PERMANENT; the next free one of the pool when left out.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(15)
  ipv4?: string | null;

  @Field(() => RecordIdScalar, {
    nullable: true,
    description: 'The pool: of static addresses for PERMANENT, of the router for POOL.',
  })
  @IsOptional()
  @IsRecordId()
  poolId?: string | null;

  @Field(() => [String], { nullable: true, description: 'Further networks that are routed to the customer.' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  routes?: string[];

  @Field(() => String, { nullable: true, description: 'IPv6 prefix of the line: `2001:db8:1::/64`.' })
  @IsOptional()
  @IsString()
  ipv6Prefix?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'IPv6 prefix delegated to the customer’s own router: `2001:db8:7::/56`.',
  })
  @IsOptional()
  @IsString()
  delegatedPrefix?: string | null;

  @Field(() => RecordIdScalar, {
    nullable: true,
    description: 'The IPv6 network of the kind STATIC that the next free prefix of the line is taken from.',
  })
  @IsOptional()
  @IsRecordId()
  ipv6PoolId?: string;

  @Field(() => RecordIdScalar, {
    nullable: true,
    description:
      'The IPv6 network of the kind DELEGATION that the next free prefix for the customer’s router is taken from.',
  })
  @IsOptional()
  @IsRecordId()
  delegationPoolId?: string;

  @Field(() => RecordIdScalar, {
    nullable: true,
    description: 'The IPv4 network of the kind DELEGATION that one further network is taken from, beside the routes.',
  })
  @IsOptional()
  @IsRecordId()
  routePoolId?: string;

  @Field(() => [String], {
    nullable: true,
    description: 'MAC addresses of the allowed devices, in any spelling; any device when empty.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  macs?: string[];

  @Field(() => String, {
    nullable: true,
    description:
      'IPoE: the circuit id that the access node sends (DHCP option 82), as text or as 0x and hexadecimal digits; unique on its router.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  circuitId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'IPoE: the remote id that the access node sends, written the same way. With both, both have to fit.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  remoteId?: string | null;

  @Field(() => DeviceRuleEnum, {
    nullable: true,
    description: 'What happens when another device comes up on the line; LEARN unless set.',
  })
  @IsOptional()
  @IsIn(['learn', 'alert', 'pin'])
  deviceRule?: DeviceRule;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Hotspot: the devices log in by their MAC address alone, and others by login and password.',
  })
  @IsOptional()
  @IsBoolean()
  macLogin?: boolean;

  @Field(() => Int, { nullable: true, description: 'Sessions at once; no limit when left out.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100)
  simultaneousUse?: number | null;
}

@InputType({ description: 'The network side of an internet service, to be set up.' })
export class ProvisionAccessInput extends AccessDetailsInput {
  @Field(() => RecordIdScalar, { description: 'The service.' })
  @IsRecordId()
  serviceId: string;

  @Field(() => AccessMethodEnum, { description: 'How the device gets onto the network.' })
  @IsIn(['pppoe', 'ipoe', 'hotspot', 'static', 'mac'])
  method: AccessMethodName;
}

@InputType({ description: 'Changes to the network side of a service; what is left out stays.' })
export class ChangeAccessInput extends AccessDetailsInput {
  @Field(() => RecordIdScalar, { description: 'The service.' })
  @IsRecordId()
  serviceId: string;

  @Field(() => Int, { description: 'The revision that was seen; refused when it changed since.' })
  @IsInt()
  revision: number;

  @Field(() => AccessMethodEnum, { nullable: true, description: 'How the device gets onto the network.' })
  @IsOptional()
  @IsIn(['pppoe', 'ipoe', 'hotspot', 'static', 'mac'])
  method?: AccessMethodName;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'The device that is on the line may be there: a change is no longer shown, and a bound line binds anew.',
  })
  @IsBoolean()
  acceptDevice: boolean = false;
}

@InputType({ description: 'Which service.' })
export class AccessStepInput {
  @Field(() => RecordIdScalar, { description: 'The service.' })
  @IsRecordId()
  serviceId: string;
}
