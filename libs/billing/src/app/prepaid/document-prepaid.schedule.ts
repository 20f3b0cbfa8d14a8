import { Injectable } from '@nestjs/common';
import { systemActor } from '@demarc/access';
import { type Act, Acts } from '@demarc/commands';
import { Operators } from '@demarc/crm';
import { ScheduledJob } from '@demarc/jobs';
import { type LocalDate, startOfMonth } from '@demarc/kernel';
import { InvoicesIssued } from '../../events.js';
import { type Account, Accounts } from '../accounts/accounts.js';
import { Policies } from '../settings/policies.js';
import { customersToDocument, documentCharges } from './document-charges.js';

const PAGE = 100;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** When a month is over, prepaid time that was charged in it gets its invoice, where the settings want one. */
@Injectable()
export class DocumentPrepaid extends ScheduledJob {
  readonly name = 'billing.document-prepaid';
  readonly cron = '20 * * * *';

  constructor(
    private readonly acts: Acts,
    private readonly operators: Operators,
    private readonly accounts: Accounts,
    private readonly policies: Policies,
  ) {
    super();
  }

  async run(): Promise<void> {
    const call = { actor: systemActor('billing calendar'), requestId: 'document-prepaid' };
    let after: string | undefined = FIRST;
    while (after !== undefined) {
      const from: string = after;
      after = await this.acts.perform(call, 'billing.documentPrepaid', (act) => this.page(act, from));
    }
  }

  private async page(act: Act, after: string): Promise<string | undefined> {
    const operator = await this.operators.find(act.sql);
    if (!operator) return undefined;
    const on = act.todayIn(operator.timeZone);
    const due = await customersToDocument(act.sql, startOfMonth(on), after, PAGE);
    const ids = due.map((row) => row.customer_id);
    const termsOf = await this.policies.termsOfAll(act.sql);
    for (const account of await this.accounts.lockMany(act.sql, ids))
      await this.document(act, account, on, termsOf(account.partnerId));
    return due.length === PAGE ? ids.at(-1) : undefined;
  }

  private async document(
    act: Act,
    account: Account,
    on: LocalDate,
    terms: Parameters<typeof documentCharges>[2]['terms'],
  ): Promise<void> {
    const issued = await documentCharges(act, account, { on, terms, moment: 'month', runId: null });
    if (issued.length === 0) return;
    const { customerId, partnerId } = account;
    const invoices = issued.map((invoiceId) => ({ invoiceId, customerId }));
    act.emit(InvoicesIssued, { runId: null, invoices }, { customerId, partnerId });
  }
}
