import { Injectable } from '@nestjs/common';
import { Customers, Operators, Partners } from '@demarc/crm';
import type { Id } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import type { VisitorAccess } from '../../domain/garden/notice-reason.js';
import { readAddress } from '../../domain/prefix-text.js';
import { prefixesAround } from '../addresses/find-holders.js';

/** Whose line a request comes from, as far as its address tells. */
export interface Visitor {
  readonly customerId: Id<'Customer'>;
  readonly partnerId: Id<'Partner'>;
  readonly number: string;
  readonly language: string | null;
  readonly access: VisitorAccess;
  readonly brand: Brand;
}

export interface Brand {
  readonly name: string;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  readonly language?: string | undefined;
}

interface AccessRow {
  readonly customerId: Id<'Customer'>;
  readonly access: VisitorAccess;
}

/**
 * The session that has the address now goes before the access that it is kept for. Who forges a source address gets no
 * answer over TCP, so an address is enough to show what is due, and never enough for anything else of an account.
 */
const byAddress = (isOfSession: string): string => `
  SELECT access.customer_id AS "customerId", CASE access.desired WHEN 'blocked' THEN access.desired_reason ELSE access.desired END AS access
    FROM (SELECT service_id, updated_at FROM networking.session_open WHERE ${isOfSession} AND service_id IS NOT NULL
          UNION ALL SELECT service_id, '-infinity' FROM networking.address_holding WHERE held >>= $1::inet AND upper_inf(during)) line
    JOIN networking.access ON access.service_id = line.service_id
   ORDER BY line.updated_at DESC LIMIT 1`;

const BY_ADDRESS = {
  4: byAddress('framed_ipv4 = $1::inet'),
  6: byAddress('(framed_ipv6 = ANY ($2::cidr[]) OR delegated_prefix = ANY ($2::cidr[]))'),
} as const;

@Injectable()
export class Visitors {
  constructor(
    private readonly customers: Customers,
    private readonly partners: Partners,
    private readonly operators: Operators,
  ) {}

  /** Undefined: nobody here has this address. */
  async find(sql: Sql, address: string): Promise<Visitor | undefined> {
    const known = readAddress(address);
    if (!known) return undefined;
    const around = known.family === 6 ? [prefixesAround(known.address)] : [];
    const row = await sql.first<AccessRow>(BY_ADDRESS[known.family], [address, ...around]);
    if (!row) return undefined;
    const customer = await this.customers.required(sql, row.customerId);
    const partner = await this.partners.required(sql, customer.partnerId);
    const { phone, email, language } = partner.legal;
    return {
      customerId: customer.id,
      partnerId: customer.partnerId,
      number: customer.number,
      language: customer.language,
      access: row.access,
      brand: { name: partner.name, phone, email, language },
    };
  }

  async operator(sql: Sql): Promise<Brand> {
    const operator = await this.operators.find(sql);
    return { name: operator?.name ?? 'Internet', language: operator?.locale.slice(0, 2) };
  }

  async currency(sql: Sql): Promise<string | undefined> {
    return (await this.operators.find(sql))?.currency;
  }
}
