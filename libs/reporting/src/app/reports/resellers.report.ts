import { BillingPermissions } from '@demarc/billing';
import { inCurrency, ownersOf, within } from './report-conditions.js';
import type { ReportDefinition } from './report.js';

/** What partners got of what their customers pay: each settlement, customer by customer. */
export const resellers: ReportDefinition = {
  id: 'resellers',
  title: 'Shares of resellers',
  about: 'What partners got of what their customers pay, by settlement and customer.',
  group: 'revenue',
  permission: BillingPermissions['reseller.view'],
  period: 'range',
  usualPeriod: 'twelve_months',
  byPartner: true,
  byCustomer: 'possible',
  build(question, parameters) {
    return {
      columns: [
        { key: 'settlement', title: 'Settlement', kind: 'text' },
        { key: 'partner', title: 'Partner', kind: 'text' },
        { key: 'through', title: 'Until', kind: 'date' },
        { key: 'customer', title: 'Customer', kind: 'text', link: { id: 'customer_id', kind: 'customer' } },
        {
          key: 'documents',
          title: 'Documents',
          kind: 'count',
          summed: true,
          drill: { report: 'reseller-lines', from: { settlement: 'settlement', customer: 'customer_id' } },
        },
        { key: 'gross', title: 'Gross', kind: 'money', summed: true },
        { key: 'tax', title: 'Tax', kind: 'money', summed: true },
        { key: 'not_shared', title: 'Not shared', kind: 'money', summed: true },
        { key: 'base', title: 'Net, shared', kind: 'money', summed: true },
        { key: 'share', title: 'Share of the partner', kind: 'money', summed: true },
        { key: 'kept', title: 'Kept', kind: 'money', summed: true },
      ],
      sql: `SELECT settlement.id AS settlement_id, settlement.number AS settlement, partner.name AS partner, upper(settlement.period) - 1 AS through, line.customer_id, customer.name AS customer,
          count(*) AS documents, sum(line.gross_minor) AS gross, sum(line.tax_minor) AS tax, sum(line.not_shared_minor) AS not_shared, sum(line.base_minor) AS base,
          sum(line.share_minor) AS share, sum(line.kept_minor) AS kept
        FROM billing.reseller_settlement settlement JOIN billing.reseller_settlement_line line ON line.settlement_id = settlement.id
        JOIN crm.partner partner ON partner.id = settlement.partner_id JOIN crm.customer customer ON customer.id = line.customer_id
        WHERE settlement.undone_on IS NULL AND ${within(question, parameters, '(upper(settlement.period) - 1)')}
          AND ${inCurrency(question, parameters, 'settlement')} AND ${ownersOf(question, parameters, 'line')} GROUP BY settlement.id, partner.name, line.customer_id, customer.name`,
      order: 'through, settlement, customer, customer_id',
      notes: ['A settlement counts in the period in which its last day is; those taken back are left out.'],
      sentence: ({ total, say }) =>
        say('Partners got {share} of {base}; {kept} stayed.', {
          share: total('share'),
          base: total('base'),
          kept: total('kept'),
        }),
    };
  },
};
