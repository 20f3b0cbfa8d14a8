import type { VariablesOf } from '@demarc/web-api';
import type { ReportDocument } from './reports.graphql';

export type ReportFilter = NonNullable<VariablesOf<typeof ReportDocument>['filter']>;

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const ID = /^[0-9a-f-]{36}$/;
export const optionPrefix = 'o.';

/** What the address asks of a report; what is no day and no id is left out, since the server would refuse the whole. */
export function reportFilter(search: Readonly<Record<string, string>>): ReportFilter {
  const { from = '', through = '', customer = '' } = search;
  const partnerIds = ids(search['partner']);
  const locationIds = ids(search['location']);
  const options = Object.entries(search)
    .filter(([name]) => name.startsWith(optionPrefix))
    .map(([name, value]) => ({ name: name.slice(optionPrefix.length), value }));
  return {
    ...(DAY.test(from) ? { from } : {}),
    ...(DAY.test(through) ? { through } : {}),
    ...(partnerIds.length > 0 ? { partnerIds } : {}),
    ...(locationIds.length > 0 ? { locationIds } : {}),
    ...(ID.test(customer) ? { customerId: customer } : {}),
    ...(options.length > 0 ? { options } : {}),
  };
}

function ids(text: string | undefined): string[] {
  return (text ?? '').split(',').filter((id) => ID.test(id));
}
