import type { IncomingMessage } from 'node:http';
import type { Dataset } from './dataset.ts';
import { ExactNumber, printExact, scalarText, type ExactRow } from './exact-json.ts';
import { parsePhpQuery, type PhpValue } from './php-query.ts';
import { routeOf, type Route } from './routes.ts';
import { BadFilter, compare, filterOf } from './row-filter.ts';
import type { Switches } from './server.ts';
import type { Denial, SignIn } from './sign-in.ts';

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

interface World {
  readonly dataset: Dataset;
  readonly signIn: SignIn;
  readonly switches: Switches;
}

const BASE = '/api/2.0/admin/';

export function answerApi(request: IncomingMessage, body: string, world: World): Answer {
  const method = request.method ?? 'GET';
  const [path = '', query = ''] = (request.url ?? '').split(/\?(.*)/s);
  if (!path.startsWith(BASE)) return error(404, 'Page not found', 'NOT_FOUND');
  const tail = path.slice(BASE.length).replace(/\/+$/, '');
  if (tail === 'auth/tokens' || tail.startsWith('auth/tokens/')) return answerTokens(request, tail, body, world);
  const denial = world.signIn.check(request.headers);
  if (denial) return denied(denial);
  const route = routeOf(tail);
  if (!route) return error(404, 'Page not found', 'NOT_FOUND');
  if (world.switches.forbidden.has(route.collection))
    return error(403, 'You have no permissions for this action', 'FORBIDDEN');
  if (world.switches.disabled.has(route.collection)) return error(405, 'Method is disabled!', 'METHOD_DISABLED');
  if (!world.dataset.has(route.collection)) return error(404, 'Page not found', 'NOT_FOUND');
  if (method === 'OPTIONS') return { status: 200, body: schemaOf(world.dataset.rows(route.collection)) };
  if (method !== 'GET' && method !== 'HEAD') return error(405, 'Method is disabled!', 'METHOD_DISABLED');
  return route.kind === 'item'
    ? answerItem(route, world)
    : answerCollection(route, parsePhpQuery(query), method, world);
}

function answerTokens(request: IncomingMessage, tail: string, body: string, world: World): Answer {
  const agent = request.headers['user-agent'] ?? '';
  if (request.method === 'POST' && tail === 'auth/tokens') {
    const granted = world.signIn.issue(parseForm(body, request.headers['content-type'] ?? ''), agent);
    return typeof granted === 'string' ? { status: 201, body: granted } : denied(granted);
  }
  if (request.method === 'GET' && tail.startsWith('auth/tokens/')) {
    const granted = world.signIn.renew(tail.slice('auth/tokens/'.length), agent);
    return typeof granted === 'string' ? { status: 200, body: granted } : denied(granted);
  }
  return error(405, 'Method is disabled!', 'METHOD_DISABLED');
}

function answerItem(route: Extract<Route, { kind: 'item' }>, world: World): Answer {
  const [row] = world.dataset.rowsOf(route.collection, route.field, route.id);
  return row
    ? { status: 200, body: printExact(row, world.switches.asStrings) }
    : error(404, 'Object not found', 'NOT_FOUND');
}

function answerCollection(
  route: Extract<Route, { kind: 'collection' }>,
  query: { [key: string]: PhpValue },
  method: string,
  world: World,
): Answer {
  let filter;
  try {
    filter = filterOf(query);
  } catch (reason) {
    if (reason instanceof BadFilter) return error(400, reason.message, 'BAD_REQUEST');
    throw reason;
  }
  if (route.needsFilter && filter === undefined) return error(500, 'Internal server error', 'INTERNAL_ERROR');
  const { owner } = route;
  const owned = owner
    ? world.dataset.rowsOf(route.collection, owner.field, owner.id)
    : world.dataset.rows(route.collection);
  const rows = filter ? owned.filter(filter) : owned;
  if (method === 'HEAD') return { status: 204, body: '', headers: { 'X-total-count': String(rows.length) } };
  const paged = route.paged && !world.switches.ignorePaging;
  const page = paged ? cut(ordered(rows, query['order']), query, world.switches, owned) : rows;
  return { status: 200, body: printExact([...page], world.switches.asStrings) };
}

function ordered(rows: readonly ExactRow[], order: PhpValue | undefined): readonly ExactRow[] {
  const [entry] = typeof order === 'object' ? Object.entries(order) : [];
  if (!entry) return rows;
  const sign = String(entry[1]).toUpperCase() === 'DESC' ? -1 : 1;
  return [...rows].sort(
    (left, right) => sign * compare(scalarText(left[entry[0]]) ?? '', scalarText(right[entry[0]]) ?? ''),
  );
}

function cut(
  rows: readonly ExactRow[],
  query: { [key: string]: PhpValue },
  switches: Switches,
  all: readonly ExactRow[],
): readonly ExactRow[] {
  const limit = typeof query['limit'] === 'string' ? Number(query['limit']) : Number.POSITIVE_INFINITY;
  const offset = typeof query['offset'] === 'string' ? Number(query['offset']) : 0;
  const page = rows.slice(offset, offset + limit);
  return page.length === 0 && switches.repeatLastPage ? all.slice(-Math.min(limit, all.length)) : page;
}

function schemaOf(rows: readonly ExactRow[]): string {
  const [first = {}] = rows;
  const attributes = Object.entries(first)
    .filter(([name]) => name !== 'additional_attributes')
    .map(([name, value]) => ({
      name,
      title: name,
      type: value instanceof ExactNumber ? 'integer' : 'string',
      required: name === 'id',
    }));
  return JSON.stringify({ attributes, additional_attributes: [] });
}

function parseForm(body: string, type: string): { [field: string]: unknown } {
  if (!type.includes('json')) return Object.fromEntries(new URLSearchParams(body));
  try {
    return JSON.parse(body) as { [field: string]: unknown };
  } catch {
    return {};
  }
}

function denied(denial: Denial): Answer {
  return error(denial.status, denial.message, denial.internalCode);
}

function error(status: number, message: string, internalCode: string): Answer {
  return { status, body: JSON.stringify({ error: { message, code: status, internal_code: internalCode } }) };
}
