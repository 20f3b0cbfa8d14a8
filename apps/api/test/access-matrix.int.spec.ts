import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { type Actor, allPermissions, holds, NOBODY, type RouteDeclaration } from '@demarc/access';
import type { Rule } from '@demarc/commands';
import { CreateApiKey, type DeclaredRoute, permissionReference, routesOf, SHIPPED_ROLES } from '@demarc/identity';
import { asId, Refusal } from '@demarc/kernel';
import { customerActor, staffWith } from '@demarc/testing';
import { type GraphQLSchema, isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ids, idsIn, type Operation, operationsOf } from './matrix-documents.ts';
import { fingerprint, probes, send } from './matrix-probe.ts';
import { buildTown, MISSING, PORTAL_PASSWORD, type Town } from './matrix-town.ts';
import { type GraphqlAnswer, ProductHouse, STAFF_PASSWORD } from './product-house.ts';

type Verdict = 'yes' | 'no' | 'sign in' | 'own';

interface Principal {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly actor: Actor;
  /** A session besides the first, to be ended. */
  readonly again?: () => Promise<Record<string, string>>;
}

const PAGES = join(import.meta.dirname, '../../../docs/reference');

/** Questions that the town has no case for: who owns what they are about is told so, not that it is missing. */
const REFUSED_TO_THE_OWNER: Readonly<Record<string, string>> = {
  previewOwnPause: 'PAUSE_NOT_BY_CUSTOMER',
  previewOwnPlanChange: 'CUSTOMER_NOT_ACTIVE',
  previewAddService: 'PLAN_IS_NOT_ONE_TIME',
  previewCancelRecurringInvoice: 'NOT_THE_LAST_INVOICE',
  previewPriceChange: 'NOTHING_TO_CHANGE',
  previewResellerSettlement: 'NO_RESELLER_TERMS',
};

let house: ProductHouse;
let town: Town;
let schema: GraphQLSchema;
let operations: Operation[];
let routes: readonly DeclaredRoute[];
let principals: Principal[];
let customers: readonly [Principal, Principal];
let stranger: Principal;
const table = new Map<string, Map<string, Verdict>>();

beforeAll(async () => {
  // Nothing listens there: no key is tried at the real provider.
  house = await ProductHouse.open({ env: { STRIPE_API_URL: 'http://127.0.0.1:9' } });
  town = await buildTown(house);
  schema = house.app.get(GraphQLSchemaHost).schema;
  operations = operationsOf(schema);
  routes = routesOf(
    house.app.get(DiscoveryService, { strict: false }),
    house.app.get(MetadataScanner, { strict: false }),
  );
  customers = [await customer(0), await customer(1)];
  stranger = await staff('super_administrator', [town.partners[1]], 'Super administrator of another partner');
  const roles: Principal[] = [];
  for (const role of SHIPPED_ROLES) roles.push(await staff(role.key, 'all', role.name));
  const key = await house.run(CreateApiKey, { name: 'No rights', permissions: [], everyPartner: true, partnerIds: [] });
  const bare: Principal = {
    name: 'API key without rights',
    headers: { authorization: `Bearer ${key.secret}` },
    actor: { kind: 'api_key', id: asId<'ApiKey'>(MISSING), name: 'bare', permissions: new Set(), partners: 'all' },
  };
  principals = [{ name: 'Nobody', headers: { 'x-demarc-app': 'admin' }, actor: NOBODY }, ...roles, bare, customers[0]];
});
afterAll(async () => {
  const found = await house.violations();
  await house.close();
  expect(found).toEqual([]);
});

describe('the access matrix', () => {
  it('has a declaration for every operation of the schema', () => {
    const declared = new Set(routes.filter(({ declaration }) => declaration).map(({ route }) => route));
    expect(operations.map(routeOf).filter((route) => !declared.has(route))).toEqual([]);
    expect(operations.length).toBeGreaterThan(100);
  });

  it('lets each principal through exactly where the declaration says so', { timeout: 120_000 }, async () => {
    const wrong: string[] = [];
    for (const principal of principals) {
      for (const operation of operations) {
        const answer = await send(house, principal.headers, operation, { missing: MISSING });
        const expected = verdictOf(declarationOf(routeOf(operation)), principal.actor);
        note(routeOf(operation), principal.name, expected);
        const seen = seenIn(answer);
        if (seen !== (expected === 'own' ? 'yes' : expected)) {
          wrong.push(
            `${routeOf(operation)} as ${principal.name}: ${seen}, declared ${expected}: ${answer.text.slice(0, 200)}`,
          );
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('holds for every field that a resolver adds', async () => {
    const wrong: string[] = [];
    for (const { route, kind, declaration } of routes) {
      if (kind !== 'field' || !declaration) continue;
      for (const principal of principals) {
        const expected = verdictOf(declaration, principal.actor);
        note(route, principal.name, expected);
        const seen = await askField(route, principal.actor);
        if (seen !== (expected === 'own' ? 'yes' : expected))
          wrong.push(`${route} as ${principal.name}: ${seen}, declared ${expected}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('holds for every REST route', async () => {
    const wrong: string[] = [];
    const rest = routes.filter(({ kind }) => kind === 'http');
    for (const { route, declaration } of rest) {
      for (const principal of principals) {
        const expected = verdictOf(declaration, principal.actor);
        note(route, principal.name, expected);
        const [method = '', path = ''] = route.replaceAll(/:\w+/g, MISSING).split(' ');
        const headers = (route.endsWith('/sign-out') && (await principal.again?.())) || principal.headers;
        const answer = await fetch(`${house.url}${path}`, {
          method,
          redirect: 'manual',
          headers: { ...headers, ...(method === 'GET' ? {} : { 'content-type': 'application/json' }) },
          ...(method === 'GET' ? {} : { body: '{}' }),
        });
        const code = /"code":"(\w+)"/.exec(await answer.text())?.[1];
        const seen = code === 'NOT_PERMITTED' ? 'no' : code === 'SIGN_IN_NEEDED' ? 'sign in' : 'yes';
        if (declaration?.kind !== 'public' && seen !== (expected === 'own' ? 'yes' : expected)) {
          wrong.push(`${route} as ${principal.name}: ${answer.status} ${code}, declared ${expected}`);
        }
        expect(answer.status, route).toBeLessThan(500);
      }
    }
    expect(wrong).toEqual([]);
    expect(rest.length).toBeGreaterThan(15);
  });
});

describe('an object of somebody else', () => {
  async function compare(principal: Principal, own: Ids, foreign: Ids): Promise<string[]> {
    const before = await fingerprint(house, town.partners[0]);
    const told: string[] = [];
    const open = operations.filter(
      (operation) => verdictOf(declarationOf(routeOf(operation)), principal.actor) !== 'no',
    );
    for await (const probe of probes(house, principal.headers, open, own, foreign)) {
      const [seen, none] = probe.told;
      if (seen !== none)
        told.push(
          `${routeOf(probe.operation)} ${probe.id}: foreign ${seen.slice(0, 260)} | missing ${none.slice(0, 260)}`,
        );
    }
    expect(await fingerprint(house, town.partners[0])).toEqual(before);
    return told;
  }

  it(
    'answers another partner’s staff as one that is missing, whatever their role, and stays as it was',
    { timeout: 120_000 },
    async () => {
      expect(await compare(stranger, town.other, town.first)).toEqual([]);
    },
  );

  it('answers another customer as one that is missing, and stays as it was', async () => {
    expect(await compare(customers[1], town.sibling, town.first)).toEqual([]);
  });

  it('answers its owner, so that the other answers mean something', async () => {
    const failed: string[] = [];
    const owner = principals.find(({ name }) => name === 'Super administrator');
    if (!owner) throw new Error('no owner');
    for (const operation of operations.filter(({ kind, field }) => kind === 'query' && field.args.length > 0)) {
      const ids = idsIn(operation);
      if (ids.length === 0 || ids.some((id) => town.first[id] === undefined)) continue;
      const answer = await send(house, owner.headers, operation, town.first, ids);
      const code = answer.errors[0]?.extensions.code;
      if (code !== undefined && code !== REFUSED_TO_THE_OWNER[operation.name])
        failed.push(`${routeOf(operation)}: ${answer.text.slice(0, 200)}`);
    }
    expect(failed).toEqual([]);
  });
});

describe('the reference pages', () => {
  it('say what the running product does', () => {
    const pages = { 'permissions.md': permissionReference(), 'access-matrix.md': matrixPage() };
    for (const [name, text] of Object.entries(pages)) {
      const file = join(PAGES, name);
      if (process.env['WRITE_GENERATED']) {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
      }
      expect(readFileSync(file, 'utf8') === text, `docs/reference/${name} is written anew with WRITE_GENERATED=1`).toBe(
        true,
      );
    }
  });
});

async function staff(role: string, partners: Parameters<ProductHouse['staff']>[1], name: string): Promise<Principal> {
  const headers = await house.staff(role, partners, partners === 'all' ? '' : '-elsewhere');
  const held = allPermissions().filter(
    ({ roles }) => role === 'super_administrator' || (roles as readonly string[]).includes(role),
  );
  return {
    name,
    headers,
    actor: staffWith(
      held.map(({ permission }) => permission),
      partners,
    ),
    again: () =>
      house.signIn('admin', '/auth/staff/sign-in', {
        email: `${role}${partners === 'all' ? '' : '-elsewhere'}@staff.example`,
        password: STAFF_PASSWORD,
      }),
  };
}

async function customer(which: 0 | 1): Promise<Principal> {
  const again = (): Promise<Record<string, string>> =>
    house.signIn('portal', '/auth/customer/sign-in', { login: town.logins[which], password: PORTAL_PASSWORD });
  const headers = await again();
  const id = asId<'Customer'>((which === 0 ? town.first : town.sibling)['customerId'] ?? '');
  return { name: 'Customer', headers, actor: customerActor(id, town.partners[0]), again };
}

function routeOf({ kind, name }: Operation): string {
  return `${kind === 'query' ? 'Query' : 'Mutation'}.${name}`;
}

function declarationOf(route: string): RouteDeclaration | undefined {
  return routes.find((one) => one.route === route)?.declaration;
}

/** What the declaration says, worked out from its words alone. */
function verdictOf(declaration: RouteDeclaration | undefined, actor: Actor): Verdict {
  if (!declaration || declaration.kind === 'public') return 'yes';
  const rule =
    declaration.kind === 'allows'
      ? undefined
      : (house.app.get(declaration.target as never, { strict: false }) as { rule: Rule }).rule;
  if (rule?.public !== undefined) return 'yes';
  if (actor.kind === 'nobody') return 'sign in';
  if (rule) {
    if (actor.kind === 'customer') return rule.customer === 'own' ? 'own' : 'no';
    if (rule.permission === null) return actor.kind === 'staff' ? 'yes' : 'no';
    return rule.permission !== 'system' && holds(actor, rule.permission) ? 'yes' : 'no';
  }
  const needed = declaration.kind === 'allows' ? declaration.permission : 'staff';
  if (needed === 'signed_in') return actor.kind === 'customer' ? 'own' : 'yes';
  if (needed === 'customer') return actor.kind === 'customer' ? 'own' : 'no';
  if (needed === 'staff') return actor.kind === 'customer' ? 'no' : 'yes';
  return holds(actor, needed) ? 'yes' : 'no';
}

function seenIn({ errors }: GraphqlAnswer): Verdict {
  const code = errors[0]?.extensions.code;
  if (code === 'NOT_PERMITTED') return 'no';
  return code === 'SIGN_IN_NEEDED' ? 'sign in' : 'yes';
}

/** Asks the schema's own resolve function, as the executor does for each row. */
async function askField(route: string, actor: Actor): Promise<Verdict> {
  const [typeName = '', fieldName = ''] = route.split('.');
  const type = schema.getType(typeName);
  const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
  if (!field?.resolve) throw new Error(`${route} is not in the schema`);
  try {
    await field.resolve({ id: MISSING }, {}, { req: { call: { actor, requestId: 'matrix' } } }, {} as never);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'NOT_PERMITTED') return 'no';
    if (error instanceof Refusal && error.code === 'SIGN_IN_NEEDED') return 'sign in';
  }
  return 'yes';
}

function note(route: string, principal: string, verdict: Verdict): void {
  table.set(route, (table.get(route) ?? new Map<string, Verdict>()).set(principal, verdict));
}

function matrixPage(): string {
  const names = principals.map(({ name }) => name);
  const signs: Readonly<Record<Verdict, string>> = { yes: '✓', no: '', 'sign in': '', own: 'own' };
  const lines = [...table]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([route, cells]) => {
      const declaration = declarationOf(route);
      const why = declaration?.kind === 'public' ? `open: ${declaration.reason}` : '';
      return `| \`${route}\` | ${names.map((name) => signs[cells.get(name) ?? 'no']).join(' | ')} | ${why} |`;
    });
  return [
    '# Who may do what',
    '',
    'Written by the test that calls every operation as everybody (`apps/api/test/access-matrix.int.spec.ts`). ✓ means that the shipped role gets in, within its partners; “own” that customers reach what is theirs. An object of another partner or customer is answered as a missing one.',
    '',
    `| Operation | ${names.join(' | ')} | |`,
    `|---|${names.map(() => ':-:|').join('')}---|`,
    ...lines,
    '',
  ].join('\n');
}
