import type { GridState } from '@demarc/ui';
import type { VariablesOf } from '@demarc/web-api';
import type { CustomerListDocument } from './customer-list.graphql';

type Question = VariablesOf<typeof CustomerListDocument>;
type Filter = NonNullable<Question['filter']>;
type Sort = Question['sort'];

const sorts: Readonly<Record<string, Sort>> = {
  number: 'NUMBER',
  name: 'NAME',
  balance: 'BALANCE',
  created: 'CREATED',
};
const statuses = ['NEW', 'ACTIVE', 'BLOCKED', 'INACTIVE'] as const;
const balances = ['OWES', 'CREDIT', 'ZERO'] as const;

/** What the address says, as the server wants to be asked. Values that it does not know are left out. */
export function listFilter(state: GridState): Filter {
  const { text, filters } = state;
  const chosen = statuses.filter((one) => filters['status']?.includes(one));
  const balance = balances.find((one) => filters['balance']?.[0] === one);
  return {
    ...(text === '' ? {} : { text }),
    ...(chosen.length === 0 ? {} : { statuses: chosen }),
    ...ids('partnerIds', filters['partner']),
    ...ids('locationIds', filters['location']),
    ...ids('planIds', filters['plan']),
    ...(balance === undefined ? {} : { balance }),
    ...(filters['archived']?.[0] === 'yes' ? { archived: true } : {}),
  };
}

export function listOrder({ sort }: GridState): { readonly sort: Sort; readonly descending: boolean } {
  return { sort: sorts[sort?.column ?? 'number'] ?? 'NUMBER', descending: sort?.direction === 'desc' };
}

function ids<Name extends string>(name: Name, values: readonly string[] | undefined): Partial<Record<Name, string[]>> {
  const known = (values ?? []).filter((value) => /^[0-9a-f-]{36}$/.test(value));
  const filled: Partial<Record<Name, string[]>> = {};
  if (known.length > 0) filled[name] = known;
  return filled;
}
