import type { LocalDate } from '@demarc/kernel';
import type { ResellerBasis, SettledSums } from '../domain/index.js';
import { decimalOf, type PaperData, type PaperParty, partyData } from './paper-data.js';

export interface PaperSettlement extends SettledSums {
  readonly number: string;
  readonly from: LocalDate;
  readonly through: LocalDate;
  readonly settledOn: LocalDate;
  readonly currency: string;
  readonly terms: readonly (SettledSums & {
    readonly from: LocalDate;
    readonly percent: string;
    readonly basis: ResellerBasis;
    readonly withFees: boolean;
  })[];
  readonly customers: readonly (SettledSums & {
    readonly number: string;
    readonly name: string;
    /** Numbers of the documents that brought it. */
    readonly documents: readonly string[];
  })[];
}

/** A settlement is between the operator, who bills and collects, and the partner. */
export interface SettlementParties {
  readonly operator: PaperParty;
  readonly partner: PaperParty;
}

/** What a partner got of a period: by terms, and by customer with the documents that brought it. */
export function settlementData(settlement: PaperSettlement, { operator, partner }: SettlementParties): PaperData {
  const { number, from, through, settledOn, currency, shareMinor, notSharedMinor } = settlement;
  const amounts = (sums: SettledSums): PaperData => ({
    gross: decimalOf(sums.grossMinor, currency),
    tax: decimalOf(sums.taxMinor, currency),
    not_shared: decimalOf(sums.notSharedMinor, currency),
    base: decimalOf(sums.baseMinor, currency),
    share: decimalOf(sums.shareMinor, currency),
    kept: decimalOf(sums.keptMinor, currency),
  });
  return {
    seller: partyData(operator),
    partner: partyData(partner),
    document: {
      number,
      from,
      through,
      settled_on: settledOn,
      currency,
      ...amounts(settlement),
      has_not_shared: notSharedMinor !== 0n,
      is_owed_back: shareMinor < 0n,
    },
    terms: settlement.terms.map((terms) => ({
      from: terms.from,
      percent: terms.percent,
      basis: terms.basis,
      with_fees: terms.withFees,
      ...amounts(terms),
    })),
    customers: settlement.customers.map((customer) => ({
      number: customer.number,
      name: customer.name,
      documents: customer.documents,
      ...amounts(customer),
    })),
  };
}
