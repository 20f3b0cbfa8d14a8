import { Injectable } from '@nestjs/common';
import { Field, InputType, registerEnumType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { Customers } from '@demarc/crm';
import { InstantScalar, RecordIdScalar } from '@demarc/graphql';
import { conflict, type Id, invalid, notFound } from '@demarc/kernel';
import { IsDate, IsIn, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { Type } from 'class-transformer';
import type { AddressPoolId } from '../../domain/ids.js';
import { contains, lastOf, type Prefix, prefixAround, sizeOf } from '../../domain/prefix.js';
import { prefixText } from '../../domain/prefix-text.js';
import { NetworkingPermissions } from '../../permissions.js';
import { type Network, networkById, wantedPrefix } from './networks.js';
import { writeReservations } from './reservations.js';

const MOST_AT_ONCE = 1024n;

export const ReservationKindEnum = { RESERVED: 'reserved', DEVICE: 'device' } as const;
registerEnumType(ReservationKindEnum, {
  name: 'ReservationKind',
  description: 'Why an address is given to nobody.',
  valuesMap: {
    RESERVED: { description: 'It is kept free, for a customer where one is named.' },
    DEVICE: { description: 'A device of the operator has it.' },
  },
});

@InputType({ description: 'Addresses to keep from being given.' })
export class ReserveAddressesInput {
  @Field(() => RecordIdScalar, { description: 'The network that they are of.' })
  @IsRecordId()
  poolId: AddressPoolId;

  @Field(() => String, { description: 'The address, or the first of a range; of IPv6 what one service gets.' })
  @IsString()
  @MaxLength(64)
  first: string;

  @Field(() => String, { nullable: true, description: 'The last of a range; the first alone when left out.' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  last?: string | null;

  @Field(() => ReservationKindEnum, { description: 'Why.' })
  @IsIn(['reserved', 'device'])
  kind: 'reserved' | 'device';

  @Field(() => String, { description: 'The reason, or what the device is called.' })
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  label: string;

  @Field(() => InstantScalar, { nullable: true, description: 'Until when; without an end when left out.' })
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  until?: Date | null;

  @Field(() => RecordIdScalar, {
    nullable: true,
    description: 'Whom it is kept for: this customer gets it, anybody else is refused.',
  })
  @IsOptional()
  @IsRecordId()
  customerId?: string | null;
}

@Injectable()
export class ReserveAddresses extends Command<ReserveAddressesInput, { count: number }> {
  readonly rule: CommandRule = {
    name: 'networking.reserveAddresses',
    sentence: 'Reserve addresses',
    permission: NetworkingPermissions['address.reserve'],
    risk: 'normal',
  };
  readonly input = ReserveAddressesInput;

  constructor(private readonly customers: Customers) {
    super();
  }

  async handle(input: ReserveAddressesInput, act: Act): Promise<{ count: number }> {
    const network = await networkById(act.sql, input.poolId);
    if (network.kind === 'root')
      throw conflict(
        'NOTHING_TO_GIVE',
        `"${network.name}" only holds other networks. Reserve addresses in one of those.`,
      );
    if (input.until && input.until <= act.at)
      throw invalid('BAD_UNTIL', 'A reservation ends in the future.', [
        { field: 'until', message: 'must be in the future' },
      ]);
    const units = unitsOf(network, input);
    const customer = await this.customerOf(input.customerId ?? null, act);
    await writeReservations(act, network, units, {
      kind: input.kind,
      label: input.label.trim(),
      until: input.until ?? null,
      customer,
    });
    const about = customer && {
      customerId: customer.id as Id<'Customer'>,
      partnerId: customer.partnerId as Id<'Partner'>,
    };
    act.audit({ kind: 'address_pool', id: network.id, ...about }, `Addresses of ${network.name} reserved`, {
      first: units[0] && prefixText(units[0]),
      count: units.length,
      label: input.label,
      until: input.until ?? null,
    });
    return { count: units.length };
  }

  private async customerOf(id: string | null, act: Act): Promise<{ id: string; partnerId: string } | null> {
    if (id === null) return null;
    const customerId = id as Id<'Customer'>;
    await this.customers.reached(act.sql, act.actor, customerId);
    const { partnerId } = await this.customers.required(act.sql, customerId);
    return { id, partnerId };
  }
}

function unitsOf(network: Network, { first, last }: ReserveAddressesInput): Prefix[] {
  const from = unitAround(network, first, 'first');
  const to = last ? unitAround(network, last, 'last') : from;
  const step = sizeOf(from);
  if (to.first < from.first)
    throw invalid('BAD_RANGE', 'The last address comes before the first.', [
      { field: 'last', message: 'must not come before the first' },
    ]);
  const count = (lastOf(to) - from.first + 1n) / step;
  if (count > MOST_AT_ONCE)
    throw invalid('TOO_MANY', `At most ${MOST_AT_ONCE} addresses are reserved at once.`, [
      { field: 'last', message: 'is too far away' },
    ]);
  return Array.from({ length: Number(count) }, (_, index) => ({ ...from, first: from.first + BigInt(index) * step }));
}

function unitAround(network: Network, text: string, field: string): Prefix {
  const given = wantedPrefix(text);
  if (!contains(network.prefix, given))
    throw invalid('NOT_IN_POOL', `${text} is not in "${network.name}".`, [
      { field, message: `must be in ${prefixText(network.prefix)}` },
    ]);
  return prefixAround(given.family, given.first, network.unitLength);
}

@InputType({ description: 'Which reservation.' })
export class EndReservationInput {
  @Field(() => RecordIdScalar, { description: 'The reservation: of an address, a device, or what is in quarantine.' })
  @IsRecordId()
  holdingId: string;
}

/** Lets a reserved address, a device’s, or one in quarantine be given again. */
@Injectable()
export class EndReservation extends Command<EndReservationInput, { holdingId: string }> {
  readonly rule: CommandRule = {
    name: 'networking.endReservation',
    sentence: 'End the reservation of an address',
    permission: NetworkingPermissions['address.reserve'],
    risk: 'normal',
  };
  readonly input = EndReservationInput;

  async handle({ holdingId }: EndReservationInput, act: Act): Promise<{ holdingId: string }> {
    const row = await act.sql.first<{
      held: string;
      service_id: string | null;
      since: Date;
      is_over: boolean;
      label: string;
    }>(
      `SELECT held::text, service_id, lower(during) AS since, upper(during) <= $2 AS is_over, label FROM networking.address_holding WHERE id = $1 FOR UPDATE`,
      [holdingId, act.at],
    );
    if (!row) throw notFound('reservation');
    if (row.service_id !== null)
      throw conflict(
        'HELD_BY_A_SERVICE',
        `${row.held} is held by a service. Change the network side of the service to release it.`,
      );
    if (row.is_over) throw conflict('RESERVATION_IS_OVER', 'This reservation has ended already.');
    await act.sql.execute(
      row.since >= act.at
        ? 'DELETE FROM networking.address_holding WHERE id = $1'
        : 'UPDATE networking.address_holding SET during = tstzrange(lower(during), $2) WHERE id = $1',
      row.since >= act.at ? [holdingId] : [holdingId, act.at],
    );
    act.audit({ kind: 'address', id: row.held }, `Reservation of ${row.held} ended`, { label: row.label });
    return { holdingId };
  }
}
