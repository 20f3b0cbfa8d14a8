import type { SearchArea, SearchShape } from '../domain/search-shape.js';
import type { Parameters } from './parameters.js';

export type SearchKind = 'customer' | 'service' | 'invoice' | 'payment';

/** One row of any finder: what it is, which record, whose. The first rank wins where two finders hit the same record. */
export interface Hit {
  readonly kind: SearchKind;
  readonly id: string;
  readonly customer_id: string;
  readonly rank: number;
}

export interface FinderReach {
  readonly kinds: ReadonlySet<SearchKind>;
  readonly most: number;
}

const KIND_OF: Readonly<Record<SearchArea, SearchKind>> = {
  customers: 'customer',
  services: 'service',
  invoices: 'invoice',
  payments: 'payment',
};

/** The exact look-ups that a text calls for, each by an index of its own. */
export function exactFinders(
  shape: SearchShape,
  text: string,
  parameters: Parameters,
  reach: FinderReach,
): readonly string[] {
  const found: (string | undefined)[] = [];
  const say = (kind: SearchKind, rank: number, sql: string): void => {
    if (reach.kinds.has(kind))
      found.push(
        `(SELECT '${kind}' AS kind, found.id, found.customer_id, ${rank} AS rank FROM (${sql}) found LIMIT ${reach.most})`,
      );
  };
  switch (shape.kind) {
    case 'empty':
      break;
    case 'number':
      numberFinders(parameters.add(shape.number), say);
      break;
    case 'ip':
      addressFinders(parameters.add(shape.address), shape.address.includes(':') ? 6 : 4, say);
      break;
    case 'mac':
      macFinders(parameters.add(shape.mac), reach.most, say);
      break;
    case 'digits':
      if (shape.digits.length <= 18) numberFinders(parameters.add(shape.digits), say);
      prefixFinders(parameters.add(text), say);
      break;
    case 'email':
      say(
        'customer',
        2,
        `SELECT id, id AS customer_id FROM crm.customer WHERE email_key ^@ ${parameters.add(shape.email)}::text`,
      );
      prefixFinders(parameters.add(text), say);
      break;
    case 'words':
      if (!/\s/.test(text)) prefixFinders(parameters.add(text), say);
      break;
  }
  return found.filter((finder) => finder !== undefined);
}

export function kindsOf(area: SearchArea | undefined, allowed: ReadonlySet<SearchKind>): ReadonlySet<SearchKind> {
  if (area === undefined) return allowed;
  const kind = KIND_OF[area];
  return new Set(allowed.has(kind) ? [kind] : []);
}

type Say = (kind: SearchKind, rank: number, sql: string) => void;

function numberFinders(number: string, say: Say): void {
  say('customer', 1, `SELECT id, id AS customer_id FROM crm.customer WHERE number = ${number}::bigint`);
  say('service', 4, `SELECT id, customer_id FROM billing.service WHERE number = ${number}::bigint`);
}

function prefixFinders(text: string, say: Say): void {
  say('customer', 2, `SELECT id, id AS customer_id FROM crm.customer WHERE login_key ^@ lower(${text}::text)`);
  say(
    'service',
    3,
    `SELECT service_id AS id, customer_id FROM networking.access WHERE login_key ^@ lower(${text}::text)`,
  );
  say('invoice', 3, `SELECT id, customer_id FROM billing.invoice WHERE number ^@ ${text}::text`);
  say('invoice', 3, `SELECT id, customer_id FROM billing.invoice WHERE number ^@ upper(${text}::text)`);
  say('payment', 5, `SELECT id, customer_id FROM billing.payment WHERE receipt_number ^@ ${text}::text`);
}

function addressFinders(address: string, family: 4 | 6, say: Say): void {
  if (family === 4) {
    say(
      'service',
      1,
      `SELECT service_id AS id, customer_id FROM networking.session_open WHERE framed_ipv4 = ${address}::inet AND service_id IS NOT NULL`,
    );
    say('service', 2, `SELECT service_id AS id, customer_id FROM networking.access WHERE ipv4 = ${address}::inet`);
    return;
  }
  const networks = [128, 64, 60, 56, 48].map((bits) => `set_masklen(${address}::inet, ${bits})::cidr`).join(', ');
  say(
    'service',
    1,
    `SELECT service_id AS id, customer_id FROM networking.access WHERE ipv6_prefix = ANY (ARRAY[${networks}])`,
  );
  say(
    'service',
    2,
    `SELECT service_id AS id, customer_id FROM networking.access WHERE delegated_prefix = ANY (ARRAY[${networks}])`,
  );
}

function macFinders(mac: string, most: number, say: Say): void {
  say(
    'service',
    1,
    `SELECT service_id AS id, customer_id FROM networking.session_open WHERE mac = ${mac}::macaddr AND service_id IS NOT NULL`,
  );
  say('service', 2, `SELECT service_id AS id, customer_id FROM reporting.find_mac(${mac}::macaddr, ${most})`);
}
