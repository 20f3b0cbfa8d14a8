import type { APIRequestContext } from '@playwright/test';
import { address } from '../product/demo.ts';
import type { AppName, Route } from './routes.ts';

interface Answer<Data> {
  readonly data?: Data;
  readonly errors?: readonly { readonly message: string }[];
}

/** Asks the API as whoever is signed in there. */
export async function ask<Data>(
  request: APIRequestContext,
  app: AppName,
  query: string,
  variables: object = {},
): Promise<Data> {
  const response = await request.post(address('/graphql'), {
    headers: { 'X-Demarc-App': app },
    data: { query, variables },
  });
  const { data, errors } = (await response.json()) as Answer<Data>;
  if (errors?.length || data === undefined) throw new Error(`${query}\n${JSON.stringify(errors)}`);
  return data;
}

/** Each answers the record that the screens of this parameter are looked at with. */
const adminRecords: Readonly<Record<string, string>> = {
  customerId: '{ found: customerList(first: 1, sort: BALANCE, descending: true) { nodes { id } } }',
  roleId: '{ found: roles { id } }',
  invoiceId: '{ found: invoiceList(first: 1) { nodes { id } } }',
  paymentId: '{ found: paymentList(first: 1) { nodes { id } } }',
  runId: '{ found: billingRuns(first: 1) { id } }',
  batchId: '{ found: suspensionBatches(first: 1) { id } }',
  planId: '{ found: plans { id } }',
  moveId: '{ found: planMoves { id } }',
  routerId: '{ found: routers { id } }',
  partnerId: '{ found: partners { id } }',
  taxRateId: '{ found: taxRates { id } }',
  poolId: '{ found: addressPools { id } }',
  deviceId: '{ found: devices { id } }',
};
const portalRecords: Readonly<Record<string, string>> = {
  invoiceId: '{ found: me { invoices(first: 1) { nodes { id } } } }',
};

type Found = readonly { readonly id: string }[] | { readonly nodes: readonly { readonly id: string }[] };

/** The address of a route with its parameters filled in from the demo provider. */
export async function addressOf({ app, path }: Route, request: APIRequestContext): Promise<string> {
  const names = [...path.matchAll(/\$(\w+)/g)].flatMap(([, name]) => name ?? []);
  let filled = path;
  for (const name of names) filled = filled.replace(`$${name}`, await recordOf(app, name, request));
  return address(`/${app}${filled}`);
}

/** Where the demo has none, the screen says that there is no such record: a state that must be right as well. */
const NO_RECORD = '00000000-0000-7000-8000-000000000000';

async function recordOf(app: AppName, name: string, request: APIRequestContext): Promise<string> {
  if (name === 'reportId') return 'receivables-aging';
  if (name === 'creditNoteId') return (await creditNoteOf(request)) ?? NO_RECORD;
  const query = (app === 'admin' ? adminRecords : portalRecords)[name];
  if (query === undefined) throw new Error(`Say in demo-records.ts how to find a record for $${name}.`);
  const { found } = await ask<{ found: Found | { invoices: Found } }>(request, app, query);
  const list = 'invoices' in found ? found.invoices : found;
  return ('nodes' in list ? list.nodes : list)[0]?.id ?? NO_RECORD;
}

async function creditNoteOf(request: APIRequestContext): Promise<string | undefined> {
  const { list } = await ask<{ list: { nodes: { id: string }[] } }>(
    request,
    'admin',
    '{ list: customerList(first: 100) { nodes { id } } }',
  );
  for (const { id } of list.nodes) {
    const query = 'query ($id: RecordId!) { customer(id: $id) { creditNotes { id } } }';
    const { customer } = await ask<{ customer: { creditNotes: { id: string }[] } }>(request, 'admin', query, { id });
    if (customer.creditNotes[0]) return customer.creditNotes[0].id;
  }
  return undefined;
}
