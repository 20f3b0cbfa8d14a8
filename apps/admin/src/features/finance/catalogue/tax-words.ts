import type { ResultOf } from '@demarc/web-api';
import type { TaxesDocument } from './taxes.graphql';

export type Tax = ResultOf<typeof TaxesDocument>['taxes'][number];
export type TaxBase = Tax['parts'][number]['on'];

export const taxBases: readonly TaxBase[] = ['NET', 'PREVIOUS_TAX', 'NET_AND_PREVIOUS', 'NET_AND_ALL'];

/** The rate that comes next, if one is planned. */
export function nextRate({ versions }: Pick<Tax, 'versions'>, today: string): Tax['versions'][number] | null {
  return versions.find(({ from }) => from > today) ?? null;
}

export interface RateRow {
  /** Null: it holds before the first change too. */
  readonly from: string | null;
  readonly percent: string;
  readonly state: 'past' | 'now' | 'planned';
}

/** All rates of a tax, the latest first. A tax without changes has had its rate always. */
export function rateRows({ versions, percent }: Pick<Tax, 'versions' | 'percent'>, today: string): readonly RateRow[] {
  if (versions.length === 0) return [{ from: null, percent, state: 'now' }];
  const holding = versions.reduce((at, { from }, index) => (from <= today ? index : at), 0);
  return versions
    .map((version, at): RateRow => ({
      from: at === 0 ? null : version.from,
      percent: version.percent,
      state: at === holding ? 'now' : at < holding ? 'past' : 'planned',
    }))
    .reverse();
}
