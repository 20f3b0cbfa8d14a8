import { Field, Float, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { InstantScalar, RecordIdScalar } from '@demarc/graphql';
import { AddressPoolKindEnum } from '../app/addresses/pool.input.js';
import type { CellState } from '../domain/address-grid.js';
import type { AddressPoolId } from '../domain/ids.js';
import type { NetworkKind } from '../domain/network-tree.js';

@ObjectType('AddressPool', { description: 'A network of addresses, in the tree of all of them.' })
export class AddressPoolView {
  @Field(() => RecordIdScalar, { description: 'Names the pool.' })
  id: AddressPoolId;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The root that it lies in.' })
  parentId: AddressPoolId | null;

  @Field(() => String, { description: 'What staff call it.' })
  name: string;

  @Field(() => String, { description: 'The network.' })
  prefix: string;

  @Field(() => Int, { description: '4 or 6.' })
  family: number;

  @Field(() => AddressPoolKindEnum, { description: 'What it is for.' })
  kind: NetworkKind;

  @Field(() => Int, { description: 'What one service gets of it, as a length: 32 one IPv4 address, 56 a /56.' })
  unitLength: number;

  @Field(() => String, { nullable: true, description: 'Its name on the router.' })
  routerPoolName: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The router that it is on.' })
  routerId: string | null;

  @Field(() => Int, { nullable: true, description: 'The VLAN that it is on.' })
  vlan: number | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The partner whose it is; null is everybody’s.' })
  partnerId: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'Where it is used.' })
  locationId: string | null;

  @Field(() => String, { description: 'A remark.' })
  comment: string;

  @Field(() => String, { description: 'How many services it has room for, exactly; of a root its addresses.' })
  units: string;

  @Field(() => Int, { description: 'How many services it has room for, as far as an Int tells; 0 for roots.' })
  size: number;

  @Field(() => Int, { description: 'What services have of it for good.' })
  assigned: number;

  @Field(() => Int, { description: 'What is reserved, has a device, or is in quarantine.' })
  reserved: number;

  @Field(() => Int, { description: 'Sessions that are up on its IPv4 addresses.' })
  online: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Percent of it that is used; of a root what lies in networks. Null where nothing is counted.',
  })
  usedPercent: number | null;
}

export const AddressStateEnum = {
  FREE: 'free',
  HELD: 'held',
  RESERVED: 'reserved',
  DEVICE: 'device',
  QUARANTINE: 'quarantine',
  ONLINE: 'online',
  STRAY: 'stray',
  END: 'end',
  TAKEN: 'taken',
} as const;
registerEnumType(AddressStateEnum, {
  name: 'AddressState',
  description: 'What an address is.',
  valuesMap: {
    FREE: { description: 'Nobody has it.' },
    HELD: { description: 'A service has it.' },
    RESERVED: { description: 'It is kept free, for a customer where one is named.' },
    DEVICE: { description: 'A device of the operator has it.' },
    QUARANTINE: { description: 'It is kept for a while for who had it last.' },
    ONLINE: { description: 'The router gave it to a session.' },
    STRAY: { description: 'A session uses it that it does not belong to.' },
    END: { description: 'The first or last address of an IPv4 network, which nobody can have.' },
    TAKEN: { description: 'Somebody has it whom you may not see.' },
  },
});

export const HoldingKindEnum = {
  STATIC: 'static',
  WAN: 'wan',
  ROUTE: 'route',
  DELEGATED: 'delegated',
  RESERVED: 'reserved',
  DEVICE: 'device',
  QUARANTINE: 'quarantine',
  SESSION: 'session',
} as const;
export type HoldingKind = (typeof HoldingKindEnum)[keyof typeof HoldingKindEnum];
registerEnumType(HoldingKindEnum, {
  name: 'HoldingKind',
  description: 'What an address is held as.',
  valuesMap: {
    STATIC: { description: 'The fixed address of a service.' },
    WAN: { description: 'The IPv6 prefix of a line.' },
    ROUTE: { description: 'A further network that is routed to a customer.' },
    DELEGATED: { description: 'An IPv6 prefix for the customer’s own router.' },
    RESERVED: { description: 'Kept free.' },
    DEVICE: { description: 'A device of the operator.' },
    QUARANTINE: { description: 'Kept for a while for who had it last.' },
    SESSION: { description: 'A session had it, as the router reported.' },
  },
});

@ObjectType('AddressCell', { description: 'One address of a network, or what one service gets of it.' })
export class AddressCellView {
  @Field(() => String, { description: 'The address; of networks with their length.' })
  address: string;

  @Field(() => AddressStateEnum, { description: 'What it is.' })
  state: CellState;

  @Field(() => HoldingKindEnum, { nullable: true, description: 'What it is held as.' })
  kind: HoldingKind | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The holding: name it to end a reservation.' })
  holdingId: string | null;

  @Field(() => String, { nullable: true, description: 'What is held where that is more than this cell, or less.' })
  held: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The customer who has it, or whom it is kept for.' })
  customerId: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The service that has it.' })
  serviceId: string | null;

  @Field(() => String, { nullable: true, description: 'The login of the service or of the session.' })
  login: string | null;

  @Field(() => String, { description: 'The reason of a reservation, or what the device is called.' })
  label: string;

  @Field(() => String, { description: 'Who reserved it.' })
  notedBy: string;

  @Field(() => InstantScalar, { nullable: true, description: 'Since when.' })
  since: Date | null;

  @Field(() => InstantScalar, { nullable: true, description: 'Until when; null without an end.' })
  until: Date | null;

  @Field(() => Boolean, { description: 'Whether a session is up on it.' })
  isOnline: boolean;

  @Field(() => String, { nullable: true, description: 'The login of the session that is up on it.' })
  sessionLogin: string | null;
}

@ObjectType('AddressGrid', { description: 'A page of a network, at most 256 cells.' })
export class AddressGridView {
  @Field(() => String, { description: 'Which page, from 0.' })
  page: string;

  @Field(() => String, { description: 'How many pages there are.' })
  pages: string;

  @Field(() => [AddressCellView], { description: 'The cells, in the order of their addresses.' })
  cells: AddressCellView[];
}

@ObjectType('AddressHistoryLine', { description: 'Who held an address for a time.' })
export class AddressHistoryLineView {
  @Field(() => String, { description: 'Names the line.' })
  key: string;

  @Field(() => HoldingKindEnum, { description: 'What it was held as.' })
  kind: HoldingKind;

  @Field(() => String, { description: 'What was held.' })
  held: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The customer.' })
  customerId: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The service.' })
  serviceId: string | null;

  @Field(() => String, { nullable: true, description: 'The login.' })
  login: string | null;

  @Field(() => String, { description: 'The reason of a reservation, or what the device was called.' })
  label: string;

  @Field(() => InstantScalar, { description: 'Since when.' })
  since: Date;

  @Field(() => InstantScalar, { nullable: true, description: 'Until when; null: still.' })
  until: Date | null;
}

@ObjectType('AddressSettings', { description: 'How addresses are given out.' })
export class AddressSettingsView {
  @Field(() => Int, { description: 'So many days an address is kept for who had it last.' })
  quarantineDays: number;

  @Field(() => Boolean, {
    description: 'Whether a customer who comes back gets the address that they had, while it is free.',
  })
  givesBack: boolean;

  @Field(() => Boolean, { description: 'Whether a fixed address may be one of a pool that the router hands out.' })
  staticFromPools: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'After so many months a disabled service of a customer who is not active is archived. Null: never.',
  })
  releaseAfterMonths: number | null;
}

@ObjectType('DueRelease', { description: 'A service whose login and addresses the next night lets go of.' })
export class DueReleaseView {
  @Field(() => RecordIdScalar, { description: 'The service.' })
  serviceId: string;

  @Field(() => RecordIdScalar, { description: 'Whose it is.' })
  customerId: string;

  @Field(() => String, { nullable: true, description: 'The login that becomes free.' })
  login: string | null;

  @Field(() => [String], { description: 'The addresses that become free.' })
  addresses: string[];

  @Field(() => InstantScalar, { description: 'Since when its access is closed.' })
  closedAt: Date;
}
