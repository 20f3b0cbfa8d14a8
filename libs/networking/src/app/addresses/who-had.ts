import { Injectable } from '@nestjs/common';
import { Field, InputType, Int } from '@nestjs/graphql';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { type CustomerBrief, Customers } from '@demarc/crm';
import { InstantScalar } from '@demarc/graphql';
import { conflict, type Id, invalid } from '@demarc/kernel';
import { Type } from 'class-transformer';
import { IsDate, IsInt, IsOptional, IsString, Max, MaxLength, Min, MinLength } from 'class-validator';
import { insideOf, outsideOf } from '../../domain/cgnat.js';
import { type AddressNumber, addressText, readAddress } from '../../domain/prefix-text.js';
import { NetworkingPermissions } from '../../permissions.js';
import { type CgnatMap, cgnatMaps } from './cgnat-maps.js';
import { findHolders, type FoundHolder, type TimeSpan } from './find-holders.js';

@InputType({ description: 'An address, a port and a time, and why it is asked.' })
export class WhoHadInput {
  @Field(() => String, { description: 'The address, IPv4 or IPv6.' })
  @IsString()
  @MaxLength(64)
  address: string;

  @Field(() => Int, { nullable: true, description: 'The port; needed where many share the address.' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(65_535)
  port?: number | null;

  @Field(() => InstantScalar, { description: 'When.' })
  @Type(() => Date)
  @IsDate()
  at: Date;

  @Field(() => Int, { description: 'So many minutes before and after count too: clocks differ.', defaultValue: 0 })
  @IsInt()
  @Min(0)
  @Max(1440)
  toleranceMinutes: number = 0;

  @Field(() => String, { description: 'Why it is asked; it stands in the audit log.' })
  @IsString()
  @MinLength(5)
  @MaxLength(500)
  reason: string;

  @Field(() => String, { nullable: true, description: 'The number of the case or of the request.' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  caseNumber?: string | null;
}

export interface Holder extends Omit<FoundHolder, 'since' | 'until'> {
  readonly since: string;
  readonly until: string | null;
  readonly customerNumber: string | null;
  readonly customerName: string | null;
  readonly customerAddress: string | null;
  readonly via: 'direct' | 'cgnat_deterministic' | 'cgnat_dynamic';
  readonly mapName: string | null;
  readonly insideAddress: string | null;
  readonly firstPort: number | null;
  readonly lastPort: number | null;
  /** Who reported the block of ports, and when it was open. */
  readonly reportedBy: string | null;
  readonly blockSince: string | null;
  readonly blockUntil: string | null;
}

interface Block {
  readonly inside: string;
  readonly firstPort: number;
  readonly lastPort: number;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  readonly reportedBy: string;
}

type Way = Pick<
  Holder,
  'via' | 'mapName' | 'insideAddress' | 'firstPort' | 'lastPort' | 'reportedBy' | 'blockSince' | 'blockUntil'
>;

const DIRECT: Way = {
  via: 'direct',
  mapName: null,
  insideAddress: null,
  firstPort: null,
  lastPort: null,
  reportedBy: null,
  blockSince: null,
  blockUntil: null,
};

/**
 * Who had an address and port at a time, as the law lets an authority ask. A command, not a query: that somebody asked, why, and
 * whom they found is itself on record, with each customer who was found.
 */
@Injectable()
export class WhoHad extends Command<WhoHadInput, { holders: Holder[] }> {
  readonly rule: CommandRule = {
    name: 'networking.whoHad',
    sentence: 'Find out who had an address at a time',
    permission: NetworkingPermissions['address.whoHad'],
    risk: 'normal',
  };
  readonly input = WhoHadInput;

  constructor(private readonly customers: Customers) {
    super();
  }

  async handle(input: WhoHadInput, act: Act): Promise<{ holders: Holder[] }> {
    const address = readAddress(input.address.trim());
    if (!address)
      throw invalid('BAD_ADDRESS', 'This is not an address.', [
        { field: 'address', message: 'must be such as 203.0.113.7 or 2001:db8::7' },
      ]);
    if (input.at > act.at)
      throw invalid('IN_THE_FUTURE', 'Nobody had it yet: this time is to come.', [
        { field: 'at', message: 'must not be in the future' },
      ]);
    const slack = input.toleranceMinutes * 60_000;
    const span = { from: new Date(input.at.getTime() - slack), to: new Date(input.at.getTime() + slack) };
    const found = [
      ...(await findHolders(act.sql, address, span)).map((holder) => ({ holder, way: DIRECT })),
      ...(await this.shared(act, address, input.port ?? null, span)),
    ];
    const ids = found.flatMap(({ holder }) =>
      holder.customerId === null ? [] : [holder.customerId as Id<'Customer'>],
    );
    const customers = await this.customers.findMany(act.sql, [...new Set(ids)]);
    record(act, input, address, found.length, [...customers.values()]);
    return { holders: found.map((one) => named(one, customers)) };
  }

  private async shared(
    act: Act,
    outside: AddressNumber,
    port: number | null,
    span: TimeSpan,
  ): Promise<{ holder: FoundHolder; way: Way }[]> {
    const maps = await cgnatMaps(act.sql, `outside >>= $1::inet AND during && tstzrange($2, $3, '[]')`, [
      addressText(outside.family, outside.address),
      span.from,
      span.to,
    ]);
    if (maps.length > 0 && port === null)
      throw conflict(
        'PORT_NEEDED',
        `Many customers shared this address as "${maps[0]?.name ?? ''}" says. Ask again with the port.`,
      );
    const found: { holder: FoundHolder; way: Way }[] = [];
    for (const map of maps) {
      const ways =
        map.mode === 'deterministic'
          ? computed(map, outside, port ?? 0)
          : await reported(act, map, outside, port ?? 0, span);
      for (const way of ways) {
        const inside = readAddress(way.insideAddress ?? '');
        const time = within(within(span, map.since, map.until), asDate(way.blockSince), asDate(way.blockUntil));
        const holders = inside && time.from <= time.to ? await findHolders(act.sql, inside, time, map.routerId) : [];
        found.push(...holders.map((holder) => ({ holder, way })));
      }
    }
    return found;
  }
}

function named(
  { holder, way }: { holder: FoundHolder; way: Way },
  customers: ReadonlyMap<Id<'Customer'>, CustomerBrief>,
): Holder {
  const customer = customers.get(holder.customerId as Id<'Customer'>);
  const lines = [customer?.street, [customer?.zip, customer?.city].filter(Boolean).join(' '), customer?.country];
  return {
    ...holder,
    ...way,
    since: holder.since.toISOString(),
    until: holder.until?.toISOString() ?? null,
    customerNumber: customer?.number ?? null,
    customerName: customer?.name ?? null,
    customerAddress: customer ? lines.filter(Boolean).join(', ') : null,
  };
}

function record(
  act: Act,
  input: WhoHadInput,
  { family, address }: AddressNumber,
  found: number,
  customers: readonly CustomerBrief[],
): void {
  const text = addressText(family, address);
  const port = input.port ?? null;
  const what = port === null ? text : `${text} port ${port}`;
  const question = { at: input.at.toISOString(), port, reason: input.reason, caseNumber: input.caseNumber ?? null };
  act.audit({ kind: 'address', id: text }, `Asked who had ${what}`, {
    ...question,
    toleranceMinutes: input.toleranceMinutes,
    found,
  });
  for (const { id, partnerId } of customers)
    act.audit({ kind: 'customer', id, customerId: id, partnerId }, `Found as who had ${what}`, question);
}

function computed(map: CgnatMap, outside: AddressNumber, port: number): Way[] {
  const inside = insideOf(map, outside.address, port);
  const block = inside === undefined ? undefined : outsideOf(map, inside);
  if (inside === undefined || !block) return [];
  return [
    {
      ...DIRECT,
      via: 'cgnat_deterministic',
      mapName: map.name,
      insideAddress: addressText(4, inside),
      firstPort: block.firstPort,
      lastPort: block.lastPort,
    },
  ];
}

async function reported(act: Act, map: CgnatMap, outside: AddressNumber, port: number, span: TimeSpan): Promise<Way[]> {
  const blocks = await act.sql.query<Block>(
    `SELECT host(inside) AS inside, first_port AS "firstPort", last_port AS "lastPort", opened_at AS "openedAt", closed_at AS "closedAt", reported_by AS "reportedBy"
       FROM networking.cgnat_block WHERE map_id = $1 AND outside = $2::inet AND first_port <= $3 AND last_port >= $3
        AND opened_at <= $5 AND (closed_at IS NULL OR closed_at >= $4) ORDER BY opened_at DESC LIMIT 50`,
    [map.id, addressText(4, outside.address), port, span.from, span.to],
  );
  return blocks.map(({ inside, firstPort, lastPort, openedAt, closedAt, reportedBy }) => ({
    via: 'cgnat_dynamic',
    mapName: map.name,
    insideAddress: inside,
    firstPort,
    lastPort,
    reportedBy,
    blockSince: openedAt.toISOString(),
    blockUntil: closedAt?.toISOString() ?? null,
  }));
}

/** The part of a span in which something was in force. */
function within(span: TimeSpan, since: Date | null, until: Date | null): TimeSpan {
  return {
    from: since && since > span.from ? since : span.from,
    to: until && until < span.to ? until : span.to,
  };
}

function asDate(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
