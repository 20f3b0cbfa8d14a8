import type { LoadRequest } from '../http-load.ts';
import type { Provider } from '../provider.ts';

/** One way to look at the customer list. */
export interface Question {
  readonly sort: 'NUMBER' | 'NAME' | 'BALANCE' | 'CREATED';
  readonly descending: boolean;
  readonly filter: { readonly locationIds?: readonly string[]; readonly statuses?: readonly string[] };
}

export const ROWS = 50;

/** As staff look: by place, by who is blocked, by who owes most, by who came last. */
export function questions({ locations }: Provider): Question[] {
  const places = locations.filter((_location, index) => index % 4 === 0);
  return places.flatMap((location): Question[] => [
    { sort: 'NUMBER', descending: false, filter: { locationIds: [location] } },
    { sort: 'NAME', descending: false, filter: { statuses: ['BLOCKED'] } },
    { sort: 'BALANCE', descending: false, filter: {} },
    { sort: 'CREATED', descending: true, filter: {} },
  ]);
}

const DOCUMENT = `query Customers($filter: CustomerListFilterInput, $sort: CustomerListSort!, $descending: Boolean!, $first: Int!) {
  customerList(filter: $filter, sort: $sort, descending: $descending, first: $first) {
    nodes { id number name status balance { amount currency } partner { id name } location { id name } login email phones city createdAt
      services { id number kind title status } }
  }
}`;

export function toGraphql(question: Question, apiKey: string): LoadRequest {
  return {
    method: 'POST',
    path: '/graphql',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
    body: JSON.stringify({ query: DOCUMENT, variables: { ...question, first: ROWS } }),
  };
}

export function toBare(question: Question): LoadRequest {
  const path = `/?q=${encodeURIComponent(JSON.stringify(question))}`;
  return { method: 'GET', path, headers: {}, body: '' };
}
