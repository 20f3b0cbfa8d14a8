import { BillingPermissions } from '@demarc/billing';
import { inCurrency, ownersOf } from './report-conditions.js';
import type { ReportDefinition } from './report.js';

/** What the ledger says of every customer at the end of a day: adds up to the account of the customers. */
export const customerBalances: ReportDefinition = {
  id: 'customer-balances',
  title: 'Balances of customers',
  about: 'What every customer owes or has at the end of a day, by the ledger.',
  group: 'ledger',
  permission: BillingPermissions['ledger.view'],
  period: 'day',
  byPartner: true,
  byCustomer: 'possible',
  build(question, parameters) {
    const drill = { report: 'statement', from: { customer: 'customer_id' }, set: { by: 'transactions' } };
    return {
      columns: [
        { key: 'number', title: 'Number', kind: 'text' },
        { key: 'customer', title: 'Customer', kind: 'text', link: { id: 'customer_id', kind: 'customer' } },
        { key: 'partner', title: 'Partner', kind: 'text' },
        { key: 'owes', title: 'Owes', kind: 'money', summed: true, drill },
        { key: 'has', title: 'Has', kind: 'money', summed: true, drill },
      ],
      sql: `SELECT customer.number, customer.name AS customer, customer.id AS customer_id, partner.name AS partner,
          greatest(owed.minor, 0) AS owes, greatest(-owed.minor, 0) AS has
        FROM (SELECT posting.customer_id, sum(posting.amount_minor) AS minor FROM billing.posting posting JOIN billing.journal_entry entry ON entry.id = posting.entry_id
            WHERE posting.account_code = 'receivable' AND entry.occurred_on <= ${parameters.add(question.through)}::date
              AND ${inCurrency(question, parameters, 'posting')} AND ${ownersOf(question, parameters, 'posting')}
            GROUP BY posting.customer_id HAVING sum(posting.amount_minor) <> 0) owed
        JOIN crm.customer customer ON customer.id = owed.customer_id JOIN crm.partner partner ON partner.id = customer.partner_id`,
      order: 'owes DESC, has DESC, number',
      sentence: ({ count, total, say }) =>
        say('{count} customers do not stand at zero: {owes} is owed, {has} is kept for customers.', {
          count,
          owes: total('owes'),
          has: total('has'),
        }),
    };
  },
};
