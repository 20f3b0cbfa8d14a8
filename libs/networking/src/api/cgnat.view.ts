import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { InstantScalar, RecordIdScalar } from '@demarc/graphql';
import { CgnatLayoutEnum, CgnatModeEnum } from '../app/addresses/define-cgnat-map.js';
import { HoldingKindEnum, type HoldingKind } from './address.view.js';

@ObjectType('CgnatMap', { description: 'How inside addresses share outside ones, from when to when.' })
export class CgnatMapView {
  @Field(() => RecordIdScalar, { description: 'Names the map.' })
  id: string;

  @Field(() => String, { description: 'What staff call it.' })
  name: string;

  @Field(() => CgnatModeEnum, { description: 'How it is known who has which ports.' })
  mode: 'deterministic' | 'dynamic';

  @Field(() => CgnatLayoutEnum, { description: 'Who shares an outside address.' })
  layout: 'slices' | 'consecutive';

  @Field(() => String, { description: 'The customers’ addresses.' })
  inside: string;

  @Field(() => String, { description: 'The public addresses.' })
  outside: string;

  @Field(() => Int, { description: 'The lowest port that is given.' })
  firstPort: number;

  @Field(() => Int, { description: 'The highest port that is given.' })
  lastPort: number;

  @Field(() => Int, { description: 'How many ports each has.' })
  blockPorts: number;

  @Field(() => Int, { description: 'How many share a public address.' })
  perAddress: number;

  @Field(() => String, { description: 'How many customers it has room for.' })
  room: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The router that translates.' })
  routerId: string | null;

  @Field(() => InstantScalar, { description: 'Since when it is in force.' })
  since: Date;

  @Field(() => InstantScalar, { nullable: true, description: 'Until when it was; null: it is.' })
  until: Date | null;
}

@ObjectType('CgnatTranslation', { description: 'An inside address, and what the world sees of it.' })
export class CgnatTranslationView {
  @Field(() => RecordIdScalar, { description: 'The map that says so.' })
  mapId: string;

  @Field(() => String, { description: 'What staff call the map.' })
  mapName: string;

  @Field(() => String, { description: 'The customer’s address.' })
  inside: string;

  @Field(() => String, { description: 'The public address.' })
  outside: string;

  @Field(() => Int, { description: 'The first port.' })
  firstPort: number;

  @Field(() => Int, { description: 'The last port.' })
  lastPort: number;
}

export const HolderViaEnum = {
  DIRECT: 'direct',
  CGNAT_DETERMINISTIC: 'cgnat_deterministic',
  CGNAT_DYNAMIC: 'cgnat_dynamic',
} as const;
registerEnumType(HolderViaEnum, {
  name: 'AddressHolderVia',
  description: 'How an address leads to who had it.',
  valuesMap: {
    DIRECT: { description: 'They had the address itself.' },
    CGNAT_DETERMINISTIC: { description: 'They had an inside address, whose block of ports follows from it.' },
    CGNAT_DYNAMIC: { description: 'They had an inside address, whose block of ports the router reported.' },
  },
});

export const HolderShownByEnum = { HOLDING: 'holding', SESSION: 'session' } as const;
registerEnumType(HolderShownByEnum, {
  name: 'AddressHolderShownBy',
  description: 'What shows who had an address.',
  valuesMap: {
    HOLDING: { description: 'It was given to the service for good.' },
    SESSION: { description: 'A router reported a session with it.' },
  },
});

@ObjectType('AddressHolder', { description: 'Who had an address and port at a time, and what shows it.' })
export class AddressHolderView {
  @Field(() => HolderViaEnum, { description: 'How the address leads to them.' })
  via: 'direct' | 'cgnat_deterministic' | 'cgnat_dynamic';

  @Field(() => HolderShownByEnum, { description: 'What shows it.' })
  shownBy: 'holding' | 'session';

  @Field(() => HoldingKindEnum, { description: 'What it was held as.' })
  kind: HoldingKind;

  @Field(() => String, { description: 'What they had: the address or prefix itself, or the inside address.' })
  held: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The customer.' })
  customerId: string | null;

  @Field(() => String, { nullable: true, description: 'The customer’s number.' })
  customerNumber: string | null;

  @Field(() => String, { nullable: true, description: 'The customer’s name.' })
  customerName: string | null;

  @Field(() => String, { nullable: true, description: 'The customer’s address.' })
  customerAddress: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The service.' })
  serviceId: string | null;

  @Field(() => String, { nullable: true, description: 'The login.' })
  login: string | null;

  @Field(() => String, { description: 'Since when they had it, as an instant in UTC.' })
  since: string;

  @Field(() => String, { nullable: true, description: 'Until when; null: still.' })
  until: string | null;

  @Field(() => String, { nullable: true, description: 'The router that the session was on.' })
  routerName: string | null;

  @Field(() => String, { nullable: true, description: 'The session, as the router calls it.' })
  sessionId: string | null;

  @Field(() => String, { nullable: true, description: 'The MAC address of the session’s device.' })
  mac: string | null;

  @Field(() => String, { nullable: true, description: 'The port of the router.' })
  nasPort: string | null;

  @Field(() => String, { nullable: true, description: 'The map of shared addresses.' })
  mapName: string | null;

  @Field(() => String, { nullable: true, description: 'The customer’s address behind the shared one.' })
  insideAddress: string | null;

  @Field(() => Int, { nullable: true, description: 'The first port of their block.' })
  firstPort: number | null;

  @Field(() => Int, { nullable: true, description: 'The last port of their block.' })
  lastPort: number | null;

  @Field(() => String, { nullable: true, description: 'Who reported the block.' })
  reportedBy: string | null;

  @Field(() => String, { nullable: true, description: 'Since when the block was theirs.' })
  blockSince: string | null;

  @Field(() => String, { nullable: true, description: 'Until when the block was theirs.' })
  blockUntil: string | null;
}
