import { createHash } from 'node:crypto';
import type { Sql } from '@demarc/persistence';
import { TEMPLATE_COLUMNS, type TemplateName } from './account-templates.js';

export interface AccountFilter {
  readonly partnerId: string | null;
  readonly billingTypes: readonly string[];
}

export type Templates = Readonly<Record<string, Readonly<Record<TemplateName, string | null>>>>;

export interface AttributeChange {
  readonly name: TemplateName;
  readonly before: string | null;
  readonly after: string | null;
}

export interface AccountChange {
  readonly customerId: string;
  readonly currency: string;
  readonly changes: readonly AttributeChange[];
}

/** The condition that an account is in the filter and differs from its partner’s template in one of the attributes. */
export function differs(attributes: readonly TemplateName[]): string {
  const each = attributes.map((name) => `account.${TEMPLATE_COLUMNS[name][0]} IS DISTINCT FROM ${wanted(name)}`);
  return `account.lifecycle <> 'ended' AND ($2::uuid IS NULL OR account.partner_id = $2) AND (cardinality($3::text[]) = 0 OR account.billing_type = ANY ($3::text[]))
    AND (${each.join(' OR ')})`;
}

export const TEMPLATES = `JOIN LATERAL (SELECT ($1::jsonb)->(account.partner_id::text) AS value) template ON template.value IS NOT NULL`;

export function wanted(name: TemplateName): string {
  return `(template.value->>'${name}')::${TEMPLATE_COLUMNS[name][1]}`;
}

/** Which accounts would change, by the templates of their partners: the one decision behind preview and update. */
export async function findAccountChanges(
  sql: Sql,
  templates: Templates,
  filter: AccountFilter,
  attributes: readonly TemplateName[],
): Promise<{ changes: AccountChange[]; hash: string }> {
  const columns = attributes.map(
    (name) => `account.${TEMPLATE_COLUMNS[name][0]}::text AS "${name}", ${wanted(name)}::text AS "${name}After"`,
  );
  const rows = await sql.query<Record<string, string | null> & { customerId: string; currency: string }>(
    `SELECT account.customer_id AS "customerId", account.currency, ${columns.join(', ')} FROM billing.account account ${TEMPLATES}
      WHERE ${differs(attributes)} ORDER BY account.customer_id`,
    [JSON.stringify(templates), filter.partnerId, filter.billingTypes],
  );
  const hash = createHash('sha256');
  const changes = rows.map(({ customerId, currency, ...row }): AccountChange => {
    const own = attributes
      .map((name) => ({ name, before: row[name] ?? null, after: row[`${name}After`] ?? null }))
      .filter(({ before, after }) => before !== after);
    hash.update(JSON.stringify([customerId, own.map(({ name, before, after }) => [name, before, after])]));
    return { customerId, currency, changes: own };
  });
  return { changes, hash: hash.digest('hex') };
}
