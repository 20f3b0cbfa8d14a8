import { BillingPermissions } from '@demarc/billing';
import { ACCOUNT_TITLE } from './ledger-sql.js';
import { inCurrency, ownersOf } from './report-conditions.js';
import { ACCOUNT_KINDS } from './report-words.js';
import type { ReportDefinition } from './report.js';

const ORDER = `CASE kind WHEN 'Asset' THEN 1 WHEN 'Liability' THEN 2 WHEN 'Equity' THEN 3 WHEN 'Income' THEN 4 ELSE 5 END, account, code`;

/** Every account at the end of a day. Debits and credits are equal, or something is very wrong. */
export const trialBalance: ReportDefinition = {
  id: 'trial-balance',
  title: 'Trial balance',
  about: 'Every account of the ledger at the end of a day.',
  group: 'ledger',
  permission: BillingPermissions['ledger.view'],
  period: 'day',
  byPartner: true,
  byCustomer: 'possible',
  build(question, parameters) {
    const drill = { report: 'general-ledger', from: { account: 'code' } };
    return {
      columns: [
        { key: 'account', title: 'Account', kind: 'text', drill },
        { key: 'kind', title: 'Kind', kind: 'text', words: ACCOUNT_KINDS },
        { key: 'debits', title: 'Debits', kind: 'money', summed: true },
        { key: 'credits', title: 'Credits', kind: 'money', summed: true },
        { key: 'debit_balance', title: 'Debit balance', kind: 'money', summed: true, drill },
        { key: 'credit_balance', title: 'Credit balance', kind: 'money', summed: true, drill },
      ],
      sql: `SELECT chart.code, ${ACCOUNT_TITLE} AS account, initcap(chart.kind) AS kind, coalesce(moved.debits, 0) AS debits, coalesce(moved.credits, 0) AS credits,
          greatest(coalesce(moved.debits - moved.credits, 0), 0) AS debit_balance, greatest(coalesce(moved.credits - moved.debits, 0), 0) AS credit_balance
        FROM billing.ledger_account chart LEFT JOIN (
          SELECT posting.account_code, coalesce(sum(posting.amount_minor) FILTER (WHERE posting.amount_minor > 0), 0) AS debits,
            coalesce(-sum(posting.amount_minor) FILTER (WHERE posting.amount_minor < 0), 0) AS credits
          FROM billing.posting posting JOIN billing.journal_entry entry ON entry.id = posting.entry_id
          WHERE entry.occurred_on <= ${parameters.add(question.through)}::date AND ${inCurrency(question, parameters, 'posting')} AND ${ownersOf(question, parameters, 'entry')}
          GROUP BY posting.account_code) moved ON moved.account_code = chart.code
        WHERE chart.active OR moved.account_code IS NOT NULL`,
      order: ORDER,
      sentence: ({ total, minor, say }) =>
        minor('debit_balance') === minor('credit_balance')
          ? say('Debit and credit balances are equal: {balance}.', { balance: total('debit_balance') })
          : say('Out of balance: {debit} in debit, {credit} in credit.', {
              debit: total('debit_balance'),
              credit: total('credit_balance'),
            }),
    };
  },
};
