import { BillingPermissions } from '@demarc/billing';
import { inCurrency, ownersOf, within } from './report-conditions.js';
import { RESELLER_BASES, RESELLER_FEES, RESELLER_RULES } from './report-words.js';
import type { ReportDefinition } from './report.js';

/** An amount that went into a line, from its explanation: plain decimals there, minor units here. */
const input = (name: string): string =>
  `((line.explanation#>>'{inputs,${name}}')::numeric * 10::numeric ^ (line.explanation#>>'{steps,0,rounding,digits}')::int)::bigint`;
const word = (name: string): string => `line.explanation#>>'{inputs,${name}}'`;

/** The documents behind a settlement with everything that their shares came from, as whoever checks it works it out again. */
export const resellerLines: ReportDefinition = {
  id: 'reseller-lines',
  title: 'Shares of resellers by document',
  about: 'Every document of a settlement with what of it counts, the terms, and the share.',
  group: 'revenue',
  permission: BillingPermissions['reseller.view'],
  period: 'range',
  usualPeriod: 'twelve_months',
  byPartner: true,
  byCustomer: 'possible',
  options: [{ name: 'settlement', title: 'Settlement', kind: 'record' }],
  isDetail: true,
  build(question, parameters) {
    const { settlement } = question.options;
    return {
      columns: [
        { key: 'settlement', title: 'Settlement', kind: 'text' },
        { key: 'customer_number', title: 'Customer no.', kind: 'text' },
        { key: 'customer', title: 'Customer', kind: 'text', link: { id: 'customer_id', kind: 'customer' } },
        { key: 'number', title: 'Document', kind: 'text', link: { id: 'document_id', kind: { key: 'document_kind' } } },
        { key: 'issued_on', title: 'Date', kind: 'date' },
        { key: 'terms_from', title: 'Terms from', kind: 'date' },
        { key: 'basis', title: 'Shared as it is', kind: 'text', words: RESELLER_BASES },
        { key: 'with_fees', title: 'Fees', kind: 'text', words: RESELLER_FEES },
        { key: 'document_gross', title: 'Document with tax', kind: 'money' },
        { key: 'document_net', title: 'Document before tax', kind: 'money' },
        { key: 'document_shared', title: 'Of it shared', kind: 'money' },
        { key: 'credited_gross', title: 'Credited with tax', kind: 'money' },
        { key: 'credited_shared', title: 'Credited of what is shared', kind: 'money' },
        { key: 'paid', title: 'Paid', kind: 'money' },
        { key: 'rule', title: 'How it counts', kind: 'text', words: RESELLER_RULES },
        { key: 'counted_gross', title: 'Counted before, with tax', kind: 'money' },
        { key: 'counted_shared', title: 'Counted before', kind: 'money' },
        { key: 'gross', title: 'Gross', kind: 'money', summed: true },
        { key: 'tax', title: 'Tax', kind: 'money', summed: true },
        { key: 'not_shared', title: 'Not shared', kind: 'money', summed: true },
        { key: 'base', title: 'Net, shared', kind: 'money', summed: true },
        { key: 'percent', title: 'Rate', kind: 'percent' },
        { key: 'exact', title: 'Share before rounding', kind: 'decimal' },
        { key: 'share', title: 'Share of the partner', kind: 'money', summed: true },
        { key: 'kept', title: 'Kept', kind: 'money', summed: true },
      ],
      sql: `SELECT settlement.number AS settlement, settlement.id AS settlement_id, line.position, customer.number AS customer_number, customer.name AS customer, line.customer_id,
          CASE WHEN line.invoice_id IS NULL THEN 'credit_note' ELSE 'invoice' END AS document_kind, coalesce(line.invoice_id, line.credit_note_id) AS document_id,
          coalesce(invoice.number, note.number) AS number, coalesce(invoice.issued_on, note.issued_on) AS issued_on, terms.from_on AS terms_from, ${word('basis')} AS basis, ${word('with_fees')} AS with_fees,
          ${['document_gross', 'document_net', 'document_shared', 'credited_gross', 'credited_shared', 'paid', 'counted_gross', 'counted_shared'].map((name) => `${input(name)} AS ${name}`).join(', ')},
          line.explanation->>'rule' AS rule, line.gross_minor AS gross, line.tax_minor AS tax, line.not_shared_minor AS not_shared, line.base_minor AS base, trim_scale(line.percent) AS percent,
          trim_scale((${word('percent')})::numeric * line.base_minor / 100 / 10::numeric ^ (line.explanation#>>'{steps,0,rounding,digits}')::int) AS exact, line.share_minor AS share, line.kept_minor AS kept
        FROM billing.reseller_settlement settlement JOIN billing.reseller_settlement_line line ON line.settlement_id = settlement.id
        JOIN billing.reseller_terms terms ON terms.id = line.terms_id JOIN crm.customer customer ON customer.id = line.customer_id
        LEFT JOIN billing.invoice ON invoice.id = line.invoice_id LEFT JOIN billing.credit_note note ON note.id = line.credit_note_id
        WHERE ${within(question, parameters, '(upper(settlement.period) - 1)')} AND ${inCurrency(question, parameters, 'settlement')} AND ${ownersOf(question, parameters, 'line')}
          AND ${settlement === undefined ? 'settlement.undone_on IS NULL' : `settlement.number = ${parameters.add(settlement)}`}`,
      order: 'settlement, settlement_id, position',
      notes: [
        'The share is rounded once over all that comes by the same terms, and spread over their documents by the largest remainder.',
      ],
      sentence: ({ count, total, say }) =>
        say('{count} documents: {share} of {base}.', { count, share: total('share'), base: total('base') }),
    };
  },
};
