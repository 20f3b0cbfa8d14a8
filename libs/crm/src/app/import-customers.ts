import { Injectable } from '@nestjs/common';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { type CustomFieldRule, type CustomValues, readImported } from '../domain/custom-fields.js';
import type { CustomerId } from '../domain/ids.js';
import { CustomersImported } from '../events.js';
import { customFieldRules } from './custom-field-rules.js';
import { ImportCustomersInput, type ImportCustomerRow } from './import-customer-row.js';
import { importFaults } from './import-customer-faults.js';
import { type ImportOutcome, outcomeOf, sift } from './import-outcome.js';

export interface ImportedCustomers extends ImportOutcome {
  /** Custom values that did not fit their field: the customer was written without them. */
  readonly leftOut: readonly { readonly id: string; readonly field: string; readonly value: string }[];
}

/** Customers of another system under ids and numbers that they keep: repeating it changes nothing. */
@Injectable()
export class ImportCustomers extends Command<ImportCustomersInput, ImportedCustomers> {
  readonly rule: CommandRule = {
    name: 'crm.importCustomers',
    sentence: 'Import customers',
    permission: 'system',
    risk: 'normal',
  };
  readonly input = ImportCustomersInput;

  async handle({ rows }: ImportCustomersInput, act: Act): Promise<ImportedCustomers> {
    const { kept, refused } = sift(rows, await importFaults(act.sql, rows));
    const rules = await customFieldRules(act.sql, 'customer');
    const leftOut: { id: string; field: string; value: string }[] = [];
    const ready = kept.map((row) => ({ ...row, customFields: fitting(rules, row, leftOut) }));
    const written = await act.sql.query<{ id: CustomerId; added: boolean }>(UPSERT, [JSON.stringify(ready), act.at]);
    if (written.length > 0) {
      await act.sql.query(NUMBERS_GO_ON);
      act.emit(CustomersImported, { customerIds: written.map((row) => row.id) });
    }
    act.audit({ kind: 'import', id: 'customers' }, `${written.length} customers imported`);
    return { ...outcomeOf(written, kept.length, refused), leftOut };
  }
}

function fitting(
  rules: readonly CustomFieldRule[],
  row: ImportCustomerRow,
  leftOut: { id: string; field: string; value: string }[],
): CustomValues {
  const values: Record<string, string | boolean> = {};
  for (const [field, value] of Object.entries(row.customFields ?? {})) {
    if (value === null || value === '') continue;
    const rule = rules.find((one) => one.name === field);
    const read = rule && readImported(rule, value);
    if (read === undefined) leftOut.push({ id: row.id, field, value: JSON.stringify(value).slice(0, 200) });
    else values[field] = read;
  }
  return values;
}

const COLUMNS = [
  ['location_id', 'locationId', 'uuid'],
  ['parent_customer_id', 'parentCustomerId', 'uuid'],
  ['number', 'number', 'bigint'],
  ['category', 'category', 'text'],
  ['name', 'name', 'text'],
  ['login', 'login', 'citext'],
  ['email', 'email', 'text'],
  ['billing_email', 'billingEmail', 'text'],
  ['phones', 'phones', 'text'],
  ['street', 'street', 'text'],
  ['city', 'city', 'text'],
  ['zip', 'zip', 'text'],
  ['country', 'country', 'char(2)'],
  ['gps', 'gps', 'text'],
  ['contact_person', 'contactPerson', 'text'],
  ['company_number', 'companyNumber', 'text'],
  ['vat_id', 'vatId', 'text'],
  ['born_on', 'bornOn', 'date'],
  ['identity_document', 'identityDocument', 'text'],
  ['lifecycle', 'lifecycle', 'text'],
  ['custom_fields', 'customFields', 'jsonb'],
] as const;

const names = COLUMNS.map(([column]) => column);

const UPSERT = `
  INSERT INTO crm.customer (id, partner_id, ${names.join(', ')}, created_at, added_by_name)
  SELECT id, "partnerId", ${COLUMNS.map(([, field]) => `"${field}"`).join(', ')}, coalesce("createdAt", $2), coalesce("addedByName", 'Import')
  FROM jsonb_to_recordset($1::jsonb) AS row (id uuid, "partnerId" uuid, ${COLUMNS.map(([, field, type]) => `"${field}" ${type}`).join(', ')},
    "createdAt" timestamptz, "addedByName" text)
  ON CONFLICT (id) DO UPDATE SET ${names.map((column) => `${column} = excluded.${column}`).join(', ')}, revision = customer.revision + 1
  WHERE (${names.map((column) => `customer.${column}`).join(', ')}) IS DISTINCT FROM (${names.map((column) => `excluded.${column}`).join(', ')})
  RETURNING id, (xmax = 0) AS added`;

/** New customers get numbers after the imported ones. */
const NUMBERS_GO_ON = `
  SELECT setval('crm.customer_number', greatest((SELECT max(number) FROM crm.customer), (SELECT last_value FROM crm.customer_number)))`;
