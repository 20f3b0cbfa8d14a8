import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { InstantScalar, RecordIdScalar } from '@demarc/graphql';
import type { BlockWay, RouterReadiness } from '../domain/block-way.js';

export const BlockWayEnum = {
  DISCONNECT: 'disconnect',
  ADDRESS_LIST: 'address_list',
  RENEWAL: 'renewal',
  NEXT_LOGIN: 'next_login',
  DISABLED: 'disabled',
  NOT_WRITTEN: 'not_written',
} as const;
registerEnumType(BlockWayEnum, {
  name: 'BlockWay',
  description: 'How access of a customer closes.',
  valuesMap: {
    DISCONNECT: { description: 'The router is told to end the session; the next login is answered differently.' },
    ADDRESS_LIST: { description: 'The session goes on, on the list of blocked ones.' },
    RENEWAL: { description: 'With the next renewal of the lease.' },
    NEXT_LOGIN: { description: 'Nobody is online: with the next login.' },
    DISABLED: { description: 'The row that lets them in is disabled on the router, and a running session is ended.' },
    NOT_WRITTEN: { description: 'Not at all: their router is only compared, never written.' },
  },
});

export const BlockProofEnum = {
  NOT_YET: 'not_yet',
  ON_ITS_WAY: 'on_its_way',
  HELD: 'held',
  DONE: 'done',
  FAILED: 'failed',
} as const;
registerEnumType(BlockProofEnum, {
  name: 'BlockProof',
  description: 'What the network says of a suspension.',
  valuesMap: {
    NOT_YET: { description: 'Access is open.' },
    ON_ITS_WAY: { description: 'The routers are being told.' },
    HELD: { description: 'Too many would close at once: a person lets it through.' },
    DONE: { description: 'Access is closed; the routers did as told.' },
    FAILED: { description: 'A router did not follow.' },
  },
});

@ObjectType('SuspensionNetwork', { description: 'How access of a customer on a list closes, or did close.' })
export class SuspensionNetworkView {
  @Field(() => Int, { description: 'Sessions that are running now.' })
  sessions: number;

  @Field(() => [String], { description: 'The routers on which they run.' })
  routers: string[];

  @Field(() => BlockWayEnum, { description: 'How access closes.' })
  way: BlockWay;

  @Field(() => Boolean, { description: 'A page to pay on stays reachable.' })
  garden: boolean;

  @Field(() => BlockProofEnum, { description: 'What the network says.' })
  proof: (typeof BlockProofEnum)[keyof typeof BlockProofEnum];

  @Field(() => InstantScalar, { nullable: true, description: 'When the routers last did as told.' })
  convergedAt: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'The router’s last answer: acknowledged, gone, refused, unanswered.',
  })
  answer: string | null;
}

export const RouterReadinessEnum = {
  ANSWERS: 'answers',
  REFUSES: 'refuses',
  SILENT: 'silent',
  UNTESTED: 'untested',
  NOT_WRITTEN: 'not_written',
} as const;
registerEnumType(RouterReadinessEnum, {
  name: 'RouterReadiness',
  description: 'How a router answered the last time it was told something about a session.',
  valuesMap: {
    ANSWERS: { description: 'It did as told.' },
    REFUSES: { description: 'It refused.' },
    SILENT: { description: 'It did not answer.' },
    UNTESTED: { description: 'It was not told anything yet.' },
    NOT_WRITTEN: { description: 'It is only compared, never written: nobody is shut there.' },
  },
});

@ObjectType('SuspensionRouter', { description: 'A router that a list of suspensions would tell.' })
export class SuspensionRouterView {
  @Field(() => RecordIdScalar, { description: 'The router.' })
  routerId: string;

  @Field(() => String, { description: 'Its name.' })
  name: string;

  @Field(() => Int, { description: 'Customers of the list who are online there.' })
  customers: number;

  @Field(() => RouterReadinessEnum, { description: 'How it answered the last time.' })
  state: RouterReadiness;

  @Field(() => InstantScalar, { nullable: true, description: 'When that was.' })
  answeredAt: Date | null;

  @Field(() => InstantScalar, { nullable: true, description: 'When it was last heard.' })
  lastSeenAt: Date | null;
}
