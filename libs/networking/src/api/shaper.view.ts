import { Field, Float, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { BigIntScalar, InstantScalar, RecordIdScalar } from '@demarc/graphql';
import { AccessStateEnum } from './enums.js';

export const ShaperItemKindEnum = { SITE: 'site', ROUTER: 'router', SECTOR: 'sector', CIRCUIT: 'circuit' } as const;
registerEnumType(ShaperItemKindEnum, {
  name: 'ShaperItemKind',
  description: 'What the feed of shapers tells of.',
  valuesMap: {
    SITE: { description: 'A place where equipment stands.' },
    ROUTER: { description: 'A router.' },
    SECTOR: { description: 'A part of a site that customers hang on.' },
    CIRCUIT: { description: 'A service on the network.' },
  },
});

export const ShaperNodeKindEnum = { SITE: 'site', ROUTER: 'router', SECTOR: 'sector' } as const;
registerEnumType(ShaperNodeKindEnum, {
  name: 'ShaperNodeKind',
  description: 'A part of the network that circuits hang on.',
  valuesMap: {
    SITE: { description: 'A place where equipment stands.' },
    ROUTER: { description: 'A router.' },
    SECTOR: { description: 'A part of a site that customers hang on.' },
  },
});

export const ConsumerWayEnum = {
  CHANGES: 'changes',
  SHAPED_DEVICES: 'shaped_devices',
  NETWORK: 'network',
  SPLYNX: 'splynx',
} as const;
registerEnumType(ConsumerWayEnum, {
  name: 'ShaperConsumerWay',
  description: 'What a shaper reads.',
  valuesMap: {
    CHANGES: { description: 'What changed since it read last.' },
    SHAPED_DEVICES: { description: 'The file ShapedDevices.csv of LibreQoS.' },
    NETWORK: { description: 'The file network.json of LibreQoS.' },
    SPLYNX: { description: 'Answers in the dialect of a Splynx.' },
  },
});

export const LeftOutReasonEnum = {
  CLOSED: 'closed',
  NO_ADDRESS: 'no_address',
  NO_RATE: 'no_rate',
  ADDRESS_TAKEN: 'address_taken',
} as const;
registerEnumType(LeftOutReasonEnum, {
  name: 'CircuitLeftOutReason',
  description: 'Why a circuit is not in the list of a shaper.',
  valuesMap: {
    CLOSED: { description: 'Its access is closed.' },
    NO_ADDRESS: { description: 'It has no address of its own and is not online.' },
    NO_RATE: { description: 'Its plan says no speed.' },
    ADDRESS_TAKEN: { description: 'Its addresses are with another circuit.' },
  },
});

@ObjectType('ShaperRates', { description: 'Speeds as the customer sees them, in bit/s.' })
export class ShaperRatesView {
  @Field(() => Float, { description: 'What may be received.' })
  download: number;

  @Field(() => Float, { description: 'What may be sent.' })
  upload: number;
}

@ObjectType('ShaperParent', { description: 'What something hangs on in the tree of the network.' })
export class ShaperParentView {
  @Field(() => ShaperNodeKindEnum, { description: 'What it is.' })
  kind: 'site' | 'router' | 'sector';

  @Field(() => RecordIdScalar, { description: 'Which one.' })
  id: string;
}

@ObjectType('ShaperAdjustment', { description: 'Why the speed is not the plan’s own.' })
export class ShaperAdjustmentView {
  @Field(() => String, { description: 'hours, fair_use or quota.' })
  by: string;

  @Field(() => String, { description: 'As the operator calls the rule.' })
  name: string;
}

@ObjectType('ShaperNode', { description: 'A part of the network that circuits hang on.' })
export class ShaperNodeView {
  @Field(() => RecordIdScalar, { description: 'Names it for ever.' })
  id: string;

  @Field(() => ShaperNodeKindEnum, { description: 'What it is.' })
  kind: 'site' | 'router' | 'sector';

  @Field(() => String, { description: 'What staff call it.' })
  name: string;

  @Field(() => ShaperParentView, { nullable: true, description: 'What it hangs on itself.' })
  parent: ShaperParentView | null;

  @Field(() => Int, { nullable: true, description: 'What all below it can receive together; null: not known.' })
  downloadKbps: number | null;

  @Field(() => Int, { nullable: true, description: 'What all below it can send together; null: not known.' })
  uploadKbps: number | null;
}

@ObjectType('Circuit', { description: 'A service on the network, as shapers are told of it.' })
export class CircuitView {
  @Field(() => RecordIdScalar, { description: 'The service.' })
  id: string;

  @Field(() => String, { description: 'The number of the service, which never changes.' })
  number: string;

  @Field(() => RecordIdScalar, { description: 'Whose it is.' })
  customerId: string;

  @Field(() => String, { description: 'The number of the customer.' })
  customerNumber: string;

  @Field(() => String, { description: 'The name of the customer.' })
  customerName: string;

  @Field(() => RecordIdScalar, { description: 'Its plan.' })
  planId: string;

  @Field(() => String, { description: 'What the plan is called.' })
  planTitle: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The router that it comes through, as far as known.' })
  routerId: string | null;

  @Field(() => ShaperParentView, { nullable: true, description: 'The sector or router that it hangs on.' })
  parent: ShaperParentView | null;

  @Field(() => AccessStateEnum, { description: 'What the network should do for it.' })
  state: 'open' | 'blocked' | 'closed';

  @Field(() => String, { nullable: true, description: 'Why it is not open, as a code.' })
  reason: string | null;

  @Field(() => ShaperRatesView, {
    nullable: true,
    description: 'What holds now: hours, fair use and quota are in it. Null where its plan says no speed.',
  })
  rates: ShaperRatesView | null;

  @Field(() => ShaperRatesView, { nullable: true, description: 'What it has whatever the others do.' })
  guaranteed: ShaperRatesView | null;

  @Field(() => Int, { nullable: true, description: '1 goes before 8.' })
  priority: number | null;

  @Field(() => ShaperAdjustmentView, { nullable: true, description: 'Why the speed is not the plan’s own.' })
  adjusted: ShaperAdjustmentView | null;

  @Field(() => Boolean, { description: 'Whether it has a session now.' })
  isOnline: boolean;

  @Field(() => [String], { description: 'Devices: those that are bound to it and that of its session.' })
  macs: readonly string[];

  @Field(() => [String], { description: 'IPv4 addresses and networks, its own and those of its session.' })
  ipv4: readonly string[];

  @Field(() => [String], { description: 'IPv6 networks, its own and those of its session.' })
  ipv6: readonly string[];
}

@ObjectType('ShaperChange', { description: 'One step of the feed. Without a node and a circuit, the thing is gone.' })
export class ShaperChangeView {
  @Field(() => BigIntScalar, { description: 'Grows with every change.' })
  position: string;

  @Field(() => ShaperItemKindEnum, { description: 'What it is about.' })
  kind: 'site' | 'router' | 'sector' | 'circuit';

  @Field(() => RecordIdScalar, { description: 'Which one.' })
  id: string;

  @Field(() => ShaperNodeView, { nullable: true, description: 'As it is now, where it is part of the tree.' })
  node: ShaperNodeView | null;

  @Field(() => CircuitView, { nullable: true, description: 'As it is now, where it is a circuit.' })
  circuit: CircuitView | null;
}

@ObjectType('ShaperFeedPage', {
  description: 'What changed, in order; read on until there is no more, then act on it.',
})
export class ShaperFeedPageView {
  @Field(() => Boolean, {
    description: 'The cursor was none, too old or of another database: forget what you have, this is the whole.',
  })
  begins: boolean;

  @Field(() => String, { description: 'Ask with it the next time.' })
  cursor: string;

  @Field(() => Boolean, { description: 'Whether there is more now.' })
  hasMore: boolean;

  @Field(() => [ShaperChangeView], { description: 'The changes.' })
  changes: readonly ShaperChangeView[];
}

@ObjectType('ShaperNodeLoad', { description: 'A part of the network, and what is sold on it.' })
export class ShaperNodeLoadView {
  @Field(() => ShaperNodeView, { description: 'The part.' })
  node: ShaperNodeView;

  @Field(() => Int, { description: 'Open circuits at and below it.' })
  circuits: number;

  @Field(() => Float, { description: 'What they may receive together, in kbit/s.' })
  soldDownloadKbps: number;

  @Field(() => Float, { description: 'What they may send together.' })
  soldUploadKbps: number;

  @Field(() => Float, { description: 'What is guaranteed to them together.' })
  guaranteedDownloadKbps: number;

  @Field(() => Float, { description: 'The same the other way.' })
  guaranteedUploadKbps: number;

  @Field(() => Boolean, {
    description: 'Nobody has said what it can carry: shapers that need a number are told 10 Gbit/s.',
  })
  isAssumed: boolean;

  @Field(() => Float, {
    nullable: true,
    description: 'How often its capacity is sold, the worse of both directions; null where it is not known.',
  })
  oversubscription: number | null;
}

@ObjectType('CircuitsLeftOut', { description: 'Circuits that a shaper is not told of, by their reason.' })
export class CircuitsLeftOutView {
  @Field(() => LeftOutReasonEnum, { description: 'Why.' })
  why: 'closed' | 'no_address' | 'no_rate' | 'address_taken';

  @Field(() => Int, { description: 'How many.' })
  circuits: number;
}

@ObjectType('ShaperConsumer', { description: 'A program that reads what shapers are told, and how far it is.' })
export class ShaperConsumerView {
  @Field(() => RecordIdScalar, { description: 'Its API key.' })
  apiKeyId: string;

  @Field(() => String, { description: 'What the key is called.' })
  name: string;

  @Field(() => ConsumerWayEnum, { description: 'What it reads.' })
  way: 'changes' | 'shaped_devices' | 'network' | 'splynx';

  @Field(() => BigIntScalar, { description: 'Up to where it has read.' })
  position: string;

  @Field(() => Boolean, { description: 'False while it still reads on.' })
  isComplete: boolean;

  @Field(() => Int, { description: 'Things that changed since.' })
  behind: number;

  @Field(() => InstantScalar, { description: 'When it read for the first time.' })
  firstAt: Date;

  @Field(() => InstantScalar, { description: 'When it read last.' })
  lastAt: Date;
}

@ObjectType('ShaperOverview', { description: 'What shapers are told, to whom, and what is sold where.' })
export class ShaperOverviewView {
  @Field(() => BigIntScalar, { description: 'Where the feed stands.' })
  position: string;

  @Field(() => InstantScalar, { nullable: true, description: 'When it was worked out.' })
  refreshedAt: Date | null;

  @Field(() => Int, { description: 'Circuits in all.' })
  circuits: number;

  @Field(() => Int, { description: 'Those that are in the list of a shaper.' })
  shaped: number;

  @Field(() => [CircuitsLeftOutView], { description: 'Those that are not, by reason.' })
  leftOut: readonly CircuitsLeftOutView[];

  @Field(() => [ShaperNodeLoadView], { description: 'The tree.' })
  nodes: readonly ShaperNodeLoadView[];

  @Field(() => [ShaperConsumerView], { description: 'Programs that read it.' })
  consumers: readonly ShaperConsumerView[];
}

@ObjectType('FoundCircuit', { description: 'A circuit, and whether shapers are told of it.' })
export class FoundCircuitView {
  @Field(() => CircuitView, { description: 'The circuit.' })
  circuit: CircuitView;

  @Field(() => LeftOutReasonEnum, { nullable: true, description: 'Why it is left out; null where it is not.' })
  leftOut: 'closed' | 'no_address' | 'no_rate' | 'address_taken' | null;
}

@ObjectType('FoundCircuits', { description: 'Circuits that fit a question.' })
export class FoundCircuitsView {
  @Field(() => [FoundCircuitView], { description: 'The first 200.' })
  rows: readonly FoundCircuitView[];

  @Field(() => Int, { description: 'How many there are.' })
  found: number;
}
