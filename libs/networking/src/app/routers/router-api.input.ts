import { Field, InputType, Int, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsIP, IsOptional, Matches, Max, Min, ValidateNested } from 'class-validator';

export const RouterModeEnum = { PASSIVE: 'passive', BY_HAND: 'by_hand', REPAIR: 'repair' } as const;
registerEnumType(RouterModeEnum, {
  name: 'RouterMode',
  description: 'Whether rows on a router are only compared or also written.',
  valuesMap: {
    PASSIVE: { description: 'Compared, never written.' },
    BY_HAND: { description: 'What differs becomes a plan that a person approves.' },
    REPAIR: { description: 'A plan within the brake goes ahead by itself.' },
  },
});

export const RouterShapingEnum = {
  NONE: 'none',
  SESSION: 'session',
  SIMPLE_QUEUE: 'simple_queue',
  SIMPLE_QUEUE_TREE: 'simple_queue_tree',
  PCQ: 'pcq',
} as const;
registerEnumType(RouterShapingEnum, {
  name: 'RouterShaping',
  description: 'Where on a router the speed of customers is kept.',
  valuesMap: {
    NONE: { description: 'Nowhere: RADIUS or another device does it.' },
    SESSION: { description: 'On what lets them in: PPP profile, lease or hotspot profile.' },
    SIMPLE_QUEUE: { description: 'A simple queue for each.' },
    SIMPLE_QUEUE_TREE: { description: 'A simple queue for each, below one for those who share a plan’s speed.' },
    PCQ: { description: 'Marks, queue types and trees for each speed, and lists of who has it.' },
  },
});

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;
const NAME = /^[\w.-]{1,64}$/;
const NAMED = 'has letters, digits, dots, dashes and underscores only';

@InputType({ description: 'Hours in which plans may be written, by the operator’s clock.' })
export class WriteWindowInput {
  @Field(() => String, { description: 'From, as 02:00.' })
  @Matches(CLOCK, { message: 'from is a time such as 02:00' })
  from: string;

  @Field(() => String, { description: 'To, as 05:00; before `from` it is on the next day.' })
  @Matches(CLOCK, { message: 'to is a time such as 05:00' })
  to: string;
}

@InputType({ description: 'What is kept on a MikroTik router over its API.' })
export class RouterApiOptionsInput {
  @Field(() => RouterModeEnum, { description: 'Whether it is written.' })
  @IsIn(Object.values(RouterModeEnum))
  mode: 'passive' | 'by_hand' | 'repair';

  @Field(() => RouterShapingEnum, { nullable: true, description: 'Where speeds are kept.' })
  @IsOptional()
  @IsIn(Object.values(RouterShapingEnum))
  shaping?: 'none' | 'session' | 'simple_queue' | 'simple_queue_tree' | 'pcq';

  @Field(() => Boolean, {
    nullable: true,
    description: 'Keep the lists of blocked and open customers beside RADIUS too.',
  })
  @IsOptional()
  @IsBoolean()
  keepLists?: boolean;

  @Field(() => Int, { nullable: true, description: 'Compared each so many minutes; 5 unless set.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_440)
  compareMinutes?: number;

  @Field(() => WriteWindowInput, { nullable: true, description: 'Plans are written in these hours only.' })
  @IsOptional()
  @Type(() => WriteWindowInput)
  @ValidateNested()
  window?: WriteWindowInput;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Rows that Splynx left become ours where they bear the name of a customer.',
  })
  @IsOptional()
  @IsBoolean()
  adoptImported?: boolean;

  @Field(() => String, { nullable: true, description: 'Service of PPP secrets: any or pppoe; any unless set.' })
  @IsOptional()
  @IsIn(['any', 'pppoe'])
  pppService?: 'any' | 'pppoe';

  @Field(() => String, {
    nullable: true,
    description: 'Profile of secrets and hotspot users where speeds are kept elsewhere.',
  })
  @IsOptional()
  @Matches(NAME, { message: `profile ${NAMED}` })
  profile?: string;

  @Field(() => String, { nullable: true, description: 'The router’s own address in PPP profiles.' })
  @IsOptional()
  @IsIP(4, { message: 'localAddress is an IPv4 address' })
  localAddress?: string;

  @Field(() => String, { nullable: true, description: 'The DHCP server of leases; all unless set.' })
  @IsOptional()
  @Matches(NAME, { message: `dhcpServer ${NAMED}` })
  dhcpServer?: string;

  @Field(() => String, { nullable: true, description: 'The hotspot of its users; all unless set.' })
  @IsOptional()
  @Matches(NAME, { message: `hotspotServer ${NAMED}` })
  hotspotServer?: string;
}
