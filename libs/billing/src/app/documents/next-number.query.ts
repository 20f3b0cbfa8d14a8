import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import type { Sql } from '@demarc/persistence';
import { type NumberFacts, parseNumberPattern, renderNumber, seriesKey } from '../../domain/index.js';
import { BillingPermissions } from '../../permissions.js';
import { Policies } from '../settings/policies.js';

export const NUMBER_SERIES = [
  'invoice',
  'one_time_invoice',
  'credit_note',
  'receipt',
  'deposit',
  'proforma',
  'statement',
] as const;
export type NumberSeries = (typeof NUMBER_SERIES)[number];

export interface WantedNumber {
  readonly series: NumberSeries;
  readonly pattern: string;
  readonly partnerId?: string | null | undefined;
}

export interface NextNumbers {
  /** The next number and those after it, as things stand; empty when the pattern has a fault. */
  readonly numbers: readonly string[];
  readonly fault: string | null;
}

const EXAMPLE = '5f2c8e1a9b4d7036c1e58a2f4b9d6073e8a15c2f7b4d906138ea5cf2b7d49061';

/** What a pattern would give: nothing is taken. Parts that follow the customer are shown for the newest one. */
@Injectable()
export class NextNumber extends Query<WantedNumber, NextNumbers> {
  readonly rule: Rule = {
    name: 'billing.nextNumber',
    sentence: 'See the next number of a pattern',
    permission: BillingPermissions['policy.view'],
  };

  constructor(private readonly policies: Policies) {
    super();
  }

  async answer({ series, pattern, partnerId = null }: WantedNumber, { sql, clock }: Asking): Promise<NextNumbers> {
    const parsed = parseNumberPattern(pattern);
    if (!parsed.ok) return { numbers: [], fault: parsed.error.message };
    if (series !== 'receipt' && parsed.value.some((part) => part.kind === 'variable' && part.name === 'type'))
      return { numbers: [], fault: '{type} is the way to pay: only receipts have it.' };
    const terms = await this.policies.terms(sql, partnerId ?? '');
    const facts = { on: clock.todayIn(terms.zone), ...(await exampleFacts(sql, partnerId)), random: EXAMPLE };
    const row = await sql.first<{ next: string }>(
      'SELECT next FROM billing.number_series WHERE partner_id IS NOT DISTINCT FROM $1::uuid AND kind = $2 AND key = $3',
      [partnerId, series, seriesKey(parsed.value, facts)],
    );
    const next = BigInt(row?.next ?? '1');
    return {
      numbers: [0n, 1n].map((more) => renderNumber(parsed.value, { ...facts, next: next + more })),
      fault: null,
    };
  }
}

async function exampleFacts(sql: Sql, partnerId: string | null): Promise<Omit<NumberFacts, 'on' | 'next'>> {
  const row = await sql.first<{ customer: string; partner: string; location: string | null }>(
    `SELECT customer.number::text AS customer, partner.number::text AS partner, location.number::text AS location
       FROM crm.customer JOIN crm.partner ON partner.id = customer.partner_id LEFT JOIN crm.location ON location.id = customer.location_id
      WHERE $1::uuid IS NULL OR customer.partner_id = $1 ORDER BY customer.id DESC LIMIT 1`,
    [partnerId],
  );
  return {
    customerNumber: row?.customer ?? '1',
    partnerNumber: row?.partner ?? '1',
    locationNumber: row?.location ?? '0',
    type: '1',
  };
}
