import { ImportAccounts } from '@demarc/billing';
import type { CommandBus } from '@demarc/commands';
import { StaffAccounts } from '@demarc/identity';
import type { Id, IdSource } from '@demarc/kernel';
import type { References } from '../../data/references.js';
import type { ImportPlan } from '../../domain/import-plan.js';
import { customFieldName, LABELS_FIELD, UNLISTED } from '../../domain/mapping/map-settings.js';
import type { TargetAccount, TargetCustomer, TargetInvitation } from '../../domain/target.js';
import type { Batch } from '../apply-rows.js';
import { orNull, writeRows } from './step-tools.js';
import { type CustomerInput, writeCustomers } from './write-customers.js';

/** Administrators become invited staff: no password is taken over, and no mail goes out until somebody sends the invitation. */
export function invitations(
  plan: ImportPlan,
  accounts: StaffAccounts,
  references: References,
): Batch<TargetInvitation> {
  return {
    action: 'migration.importAdministrators',
    rows: plan.invitations.filter((person) => person.email !== undefined),
    entity: () => 'administrator',
    sourceId: (row) => row.sourceId,
    isMutable: false,
    write: async (rows, act) => {
      const ids = new Map<string, string>();
      for (const { id, row } of rows) {
        const partnerId = references.idOf('partner', row.partnerId);
        const staffId = await accounts.insert(act, {
          email: row.email ?? '',
          name: row.name.slice(0, 120),
          state: 'invited',
          passwordHash: null,
          partners: partnerId === undefined ? 'all' : [partnerId as Id<'Partner'>],
          roleIds: await accounts.roleIdsOf(act.sql, [row.role]),
        });
        act.audit({ kind: 'staff', id: staffId }, `${row.name} imported as invited staff`);
        ids.set(id, staffId);
      }
      return { refused: [], ids };
    },
  };
}

export interface CustomerWithAccount extends TargetCustomer {
  readonly account: TargetAccount;
}

/** A customer and the billing account are written in one transaction: neither is ever there without the other. */
export function customers(
  plan: ImportPlan,
  bus: CommandBus,
  references: References,
  ids: IdSource,
  note: (sentence: string) => void,
): Batch<CustomerWithAccount> {
  const accounts = new Map(plan.accounts.map((account) => [account.customerId, account]));
  return {
    action: 'migration.importCustomers',
    rows: plan.customers.flatMap((customer) => {
      const account = accounts.get(customer.sourceId);
      return account ? [{ ...customer, account }] : [];
    }),
    entity: () => 'customer',
    sourceId: (row) => row.sourceId,
    isMutable: true,
    write: async (rows, act) => {
      const here = new Map(rows.map(({ id, row }) => [row.sourceId, id]));
      const partnerOf = (row: TargetCustomer): string | undefined =>
        references.idOf('partner', row.partnerId) ?? references.idOf('partner', UNLISTED);
      const inputs = rows.map(({ id, row }) =>
        customerInput(id, row, {
          partnerId: partnerOf(row),
          locationId: references.idOf('location', row.locationId),
          parentId:
            row.parentId === undefined
              ? undefined
              : (here.get(row.parentId) ?? references.idOf('customer', row.parentId)),
        }),
      );
      const refused = await writeCustomers(bus, act, inputs, note);
      const lost = new Set(refused.map((one) => one.id));
      const accountInputs = rows
        .filter(({ id }) => !lost.has(id))
        .map(({ id, row }) => accountInput(id, row, plan, { partnerId: partnerOf(row), holdId: ids.next<'Hold'>() }));
      await writeRows(bus, act, ImportAccounts, accountInputs);
      return { refused };
    },
  };
}

function customerInput(
  id: string,
  row: TargetCustomer,
  links: {
    readonly partnerId: string | undefined;
    readonly locationId: string | undefined;
    readonly parentId: string | undefined;
  },
): CustomerInput & Readonly<Record<string, unknown>> {
  return {
    id,
    partnerId: links.partnerId,
    locationId: links.locationId ?? null,
    parentCustomerId: links.parentId ?? null,
    number: row.number,
    category: row.category,
    name: row.name.slice(0, 2_000),
    login: row.login ?? null,
    email: orNull(row.email),
    billingEmail: orNull(row.billingEmail),
    phones: orNull(row.phones),
    street: orNull(row.street),
    city: orNull(row.city),
    zip: orNull(row.zipCode),
    gps: row.gps ?? null,
    contactPerson: orNull(row.contactPerson),
    companyNumber: orNull(row.companyId),
    vatId: orNull(row.vatId),
    bornOn: row.bornOn ?? null,
    identityDocument: orNull(row.identityDocument),
    lifecycle: row.lifecycle,
    customFields: {
      ...Object.fromEntries(Object.entries(row.custom).map(([name, value]) => [customFieldName(name), value])),
      ...(row.labels.length > 0 ? { [LABELS_FIELD]: row.labels.join(', ') } : {}),
    },
    ...(row.addedOn === undefined ? {} : { createdAt: `${row.addedOn}T00:00:00Z` }),
    addedByName: 'Import',
  };
}

const BILLING_TYPES = { recurring: 'recurring', prepaid: 'prepaid_daily', prepaid_monthly: 'prepaid_custom' } as const;

function accountInput(
  customerId: string,
  { account }: CustomerWithAccount,
  plan: ImportPlan,
  given: { readonly partnerId: string | undefined; readonly holdId: string },
): object {
  return {
    customerId,
    partnerId: given.partnerId,
    currency: plan.currency,
    billingType: BILLING_TYPES[account.billingType],
    billingEnabled: account.billingEnabled,
    billingDay: account.billingDay,
    dueDays: account.dueDays,
    blockingDays: account.blockingDays,
    deactivationDays: account.deactivationDays,
    minimumBalanceMinor: account.minimumBalanceMinor.toString(),
    autoInvoice: account.makesInvoices,
    invoiceAddress: account.invoiceAddress ?? null,
    lifecycle: account.lifecycle,
    standing: account.standing,
    standingSince: account.standingSince,
    nextCheckOn: account.lifecycle === 'active' ? plan.snapshotOn : null,
    hold: account.heldByPerson
      ? { id: given.holdId, reason: 'Blocked by a person in the system that it comes from' }
      : null,
  };
}
