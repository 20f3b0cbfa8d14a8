import { Injectable } from '@nestjs/common';
import type { Act } from '@demarc/commands';
import { Customers, type CustomerBrief } from '@demarc/crm';
import { type Clock, notFound, parseMoney, type CurrencyCode, type Id, type LocalDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import {
  customerStatus,
  type CustomerLifecycle,
  type CycleChange,
  type CustomerStatus,
  type Standing,
} from '../../domain/index.js';
import { Policies } from '../settings/policies.js';
import type { BillingTerms } from '../settings/settings.js';

export interface Account {
  readonly customerId: Id<'Customer'>;
  readonly partnerId: Id<'Partner'>;
  readonly currency: CurrencyCode;
  readonly billingType: 'recurring' | 'prepaid_daily' | 'prepaid_custom';
  readonly billingEnabled: boolean;
  readonly billingDay: number;
  readonly periodMonths: number;
  readonly cycleAnchorOn: LocalDate | null;
  readonly mode: 'advance' | 'arrears';
  readonly dueDays: number;
  readonly blockingDays: number | null;
  readonly deactivationDays: number | null;
  readonly minimumBalanceMinor: bigint;
  readonly autoInvoice: boolean;
  /** Do proformas make themselves for it: as the settings say, on a day and for months of its own, or never. */
  readonly proformas: 'as_settings' | 'own' | 'never';
  readonly proformaDay: number | null;
  readonly proformaMonths: number | null;
  /** Settings that were decided for this customer; the others were taken over from those of new customers. */
  readonly ownSettings: readonly string[];
  readonly cycleChanges: readonly CycleChange[] | null;
  readonly taxExempt: boolean;
  /** What the customer has (positive) or owes (negative). */
  readonly balanceMinor: bigint;
  readonly lifecycle: CustomerLifecycle;
  readonly standing: Standing;
  readonly standingSince: LocalDate;
  readonly nextCheckOn: LocalDate | null;
  readonly promiseUntil: LocalDate | null;
  /** Why access is not closed for what is owed. */
  readonly protectedReason: string | null;
  /** The last day of this protection; null: it has no end. */
  readonly protectedUntil: LocalDate | null;
  readonly openHolds: number;
  readonly customerStatus: CustomerStatus;
  readonly lastInvoiceMinor: bigint | null;
  /** The account that this one belongs to, and whether that one is charged for it. */
  readonly mainCustomerId: Id<'Customer'> | null;
  readonly subBilling: 'independent' | 'aggregated' | null;
  /** Other accounts are billed together with this one. */
  readonly leadsOthers: boolean;
  readonly revision: number;
}

type AccountRow = Omit<Account, 'minimumBalanceMinor' | 'balanceMinor' | 'lastInvoiceMinor'> & {
  readonly minimumBalanceMinor: string;
  readonly balanceMinor: string;
  readonly lastInvoiceMinor: string | null;
};

export const ACCOUNT_COLUMNS = `account.customer_id AS "customerId", account.partner_id AS "partnerId", account.currency,
  account.billing_type AS "billingType", account.billing_enabled AS "billingEnabled", account.billing_day AS "billingDay",
  account.period_months AS "periodMonths", account.cycle_anchor_on AS "cycleAnchorOn", account.mode, account.due_days AS "dueDays",
  account.blocking_days AS "blockingDays", account.deactivation_days AS "deactivationDays",
  account.minimum_balance_minor AS "minimumBalanceMinor", account.auto_invoice AS "autoInvoice", account.proformas,
  account.proforma_day AS "proformaDay", account.proforma_months AS "proformaMonths", account.own_settings AS "ownSettings", account.cycle_changes AS "cycleChanges", account.tax_exempt AS "taxExempt",
  account.balance_minor AS "balanceMinor", account.lifecycle, account.standing, account.standing_since AS "standingSince",
  account.next_check_on AS "nextCheckOn", account.promise_until AS "promiseUntil", account.protected_reason AS "protectedReason",
  account.protected_until AS "protectedUntil", account.open_holds AS "openHolds",
  account.customer_status AS "customerStatus", account.last_invoice_minor AS "lastInvoiceMinor",
  account.main_customer_id AS "mainCustomerId", account.sub_billing AS "subBilling",
  EXISTS (SELECT 1 FROM billing.account sub WHERE sub.main_customer_id = account.customer_id AND sub.sub_billing = 'aggregated') AS "leadsOthers",
  account.revision`;

/** Holds are counted on the account; the domain only asks whether there are any. */
export function statusOf(account: Pick<Account, 'lifecycle' | 'standing' | 'openHolds'>): CustomerStatus {
  const holds = Array.from({ length: account.openHolds }, (_, index) => ({ holdId: String(index), reason: '' }));
  return customerStatus(account.lifecycle, account.standing, holds);
}

/** The billing accounts: found, locked first of all rows, and opened for customers that have none yet. */
@Injectable()
export class Accounts {
  constructor(
    private readonly customers: Customers,
    private readonly policies: Policies,
  ) {}

  async find(sql: Sql, customerId: string): Promise<Account | undefined> {
    const row = await sql.first<AccountRow>(
      `SELECT ${ACCOUNT_COLUMNS} FROM billing.account account WHERE customer_id = $1`,
      [customerId],
    );
    return row && accountOf(row);
  }

  async findMany(sql: Sql, customerIds: readonly string[]): Promise<Account[]> {
    const rows = await sql.query<AccountRow>(
      `SELECT ${ACCOUNT_COLUMNS} FROM billing.account account WHERE customer_id = ANY ($1::uuid[])`,
      [customerIds],
    );
    return rows.map(accountOf);
  }

  /** Refuses a customer whom the actor does not reach. */
  async reach(act: Act, customerId: string): Promise<void> {
    await this.customers.reached(act.sql, act.actor, customerId as Id<'Customer'>);
  }

  /** Locks the account until the end of the act; opens it when the customer has none. Refuses when there is no such customer. */
  async lock(act: Act, customerId: string): Promise<Account> {
    await this.customers.reached(act.sql, act.actor, customerId as Id<'Customer'>);
    const [found] = await this.lockMany(act.sql, [customerId]);
    if (found) return found;
    await this.open(act, await this.customers.required(act.sql, customerId as Id<'Customer'>));
    const [opened] = await this.lockMany(act.sql, [customerId]);
    if (!opened) throw notFound('customer');
    return opened;
  }

  /** The date where the account’s provider is. */
  async today(act: Act, { partnerId }: Account): Promise<LocalDate> {
    return act.todayIn((await this.policies.terms(act.sql, partnerId)).zone);
  }

  /** In the order of their ids, so that nobody waits in a circle. */
  async lockMany(sql: Sql, customerIds: readonly string[]): Promise<Account[]> {
    const rows = await sql.query<AccountRow>(
      `SELECT ${ACCOUNT_COLUMNS} FROM billing.account account WHERE customer_id = ANY ($1::uuid[]) ORDER BY customer_id FOR UPDATE`,
      [customerIds],
    );
    return rows.map(accountOf);
  }

  /** The account as it is, or as it will be opened by the settings of the partner: for what only looks ahead. */
  async findOrPlan(sql: Sql, clock: Clock, customer: CustomerBrief): Promise<Account> {
    const found = await this.find(sql, customer.id);
    if (found) return found;
    const terms = await this.policies.terms(sql, customer.partnerId);
    return newAccount(customer, terms, clock.todayIn(terms.zone));
  }

  /** Opens an account by the settings of the partner. Twice gives one. */
  async open(act: Act, customer: CustomerBrief): Promise<void> {
    const terms = await this.policies.terms(act.sql, customer.partnerId);
    const account = newAccount(customer, terms, act.todayIn(terms.zone));
    await act.sql.execute(
      `INSERT INTO billing.account (customer_id, partner_id, currency, billing_type, billing_day, period_months, cycle_anchor_on, mode,
         due_days, blocking_days, deactivation_days, minimum_balance_minor, lifecycle, standing_since, customer_status, opened_at, auto_invoice)
       VALUES ($1, $2, $3, $16, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $17) ON CONFLICT DO NOTHING`,
      [
        account.customerId,
        account.partnerId,
        account.currency,
        account.billingDay,
        account.periodMonths,
        account.cycleAnchorOn,
        account.mode,
        account.dueDays,
        account.blockingDays,
        account.deactivationDays,
        account.minimumBalanceMinor.toString(),
        account.lifecycle,
        account.standingSince,
        account.customerStatus,
        act.at,
        account.billingType,
        account.autoInvoice,
      ],
    );
  }
}

/** What an account is before anything has happened on it. */
function newAccount(customer: CustomerBrief, terms: BillingTerms, today: LocalDate): Account {
  const { settings } = terms;
  const lifecycle = lifecycleOf(customer.lifecycle);
  return {
    customerId: customer.id,
    partnerId: customer.partnerId,
    currency: terms.currency,
    billingType: settings.billingType,
    billingEnabled: true,
    billingDay: settings.billingDay,
    periodMonths: settings.periodMonths,
    cycleAnchorOn: settings.periodMonths > 1 ? today : null,
    mode: settings.mode,
    dueDays: settings.dueDays,
    blockingDays: settings.blockingDays,
    deactivationDays: settings.deactivationDays,
    minimumBalanceMinor: parseMoney(settings.minimumBalance, terms.currency)?.amountMinor ?? 0n,
    autoInvoice: settings.autoInvoice,
    proformas: 'as_settings',
    proformaDay: null,
    proformaMonths: null,
    ownSettings: [],
    cycleChanges: null,
    taxExempt: false,
    balanceMinor: 0n,
    lifecycle,
    standing: 'good',
    standingSince: today,
    nextCheckOn: null,
    promiseUntil: null,
    protectedReason: null,
    protectedUntil: null,
    openHolds: 0,
    customerStatus: customerStatus(lifecycle, 'good', []),
    lastInvoiceMinor: null,
    mainCustomerId: null,
    subBilling: null,
    leadsOthers: false,
    revision: 1,
  };
}

/** Inactive and archived customers take no services: the relation has ended. */
export function lifecycleOf(lifecycle: CustomerBrief['lifecycle']): CustomerLifecycle {
  return lifecycle === 'new' || lifecycle === 'active' ? lifecycle : 'ended';
}

export function accountOf(row: AccountRow): Account {
  return {
    ...row,
    minimumBalanceMinor: BigInt(row.minimumBalanceMinor),
    balanceMinor: BigInt(row.balanceMinor),
    lastInvoiceMinor: row.lastInvoiceMinor === null ? null : BigInt(row.lastInvoiceMinor),
  };
}
