import { Injectable } from '@nestjs/common';
import { BillingPermissions } from '@demarc/billing';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { Operators } from '@demarc/crm';
import { invalid, parseLocalDate } from '@demarc/kernel';
import type { FileSink } from '../exports/write-file.js';
import { HledgerJournal } from './hledger-journal.js';

/** The whole ledger, or a stretch of it, straight to where the caller wants it: for the command line. */
@Injectable()
export class PrintHledger extends Query<
  { readonly from?: string | undefined; readonly through?: string | undefined; readonly sink: FileSink },
  void
> {
  readonly rule: Rule = {
    name: 'reporting.printHledger',
    sentence: 'Export the ledger for hledger',
    permission: BillingPermissions['ledger.view'],
  };

  constructor(
    private readonly journal: HledgerJournal,
    private readonly operators: Operators,
  ) {
    super();
  }

  async answer(
    input: { readonly from?: string | undefined; readonly through?: string | undefined; readonly sink: FileSink },
    { sql, clock }: Asking,
  ): Promise<void> {
    const { timeZone } = await this.operators.settings(sql);
    const first = await sql.first<{ on: string | null }>('SELECT min(occurred_on) AS on FROM billing.journal_entry');
    const through = input.through ?? clock.todayIn(timeZone);
    const from = input.from ?? first?.on ?? through;
    for (const day of [from, through])
      if (!parseLocalDate(day)) throw invalid('INVALID_DATE', `"${day}" is not a date such as 2026-03-15.`);
    await this.journal.write(sql, { from, through }, input.sink);
  }
}
