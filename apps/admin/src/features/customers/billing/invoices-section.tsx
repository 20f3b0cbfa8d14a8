import { Button, DateRangeText, DateText, EntityLink, Money, SimpleTable, StatusTag, useTexts } from '@demarc/ui';
import { useApiPages } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { dayAfter } from '../day-after';
import { CustomerInvoicesDocument } from './billing.graphql';
import { customerBillingTexts } from './billing-texts';
import { PagedSection } from './paged-section';

type Invoice = ResultOf<typeof CustomerInvoicesDocument>['customer']['invoices']['nodes'][number];
const pageSize = 20;

/** What people call the state of an invoice: void, paid, overdue or open. */
export function invoiceState({ status, settlement, overdue }: Pick<Invoice, 'status' | 'settlement' | 'overdue'>) {
  if (status === 'VOID') return 'VOID' as const;
  return settlement !== 'PAID' && overdue ? ('OVERDUE' as const) : settlement;
}

export function InvoicesSection({ customerId, onPanel }: { customerId: string; onPanel: (panel: string) => void }) {
  const t = useTexts(customerBillingTexts);
  const pages = useApiPages({
    document: CustomerInvoicesDocument,
    variables: (after) => ({ id: customerId, first: pageSize, after }),
    page: ({ customer: { invoices } }) => ({
      rows: invoices.nodes,
      endCursor: invoices.pageInfo.endCursor,
      hasMore: invoices.pageInfo.hasNextPage,
    }),
  });
  return (
    <PagedSection
      title={t('invoices')}
      empty={t('noInvoices')}
      actions={
        <Button size="small" onClick={() => onPanel('statement')}>
          {t('statementButton')}
        </Button>
      }
      {...pages}
    >
      {(rows) => (
        <SimpleTable
          label={t('invoices')}
          rows={rows}
          rowId={({ id }) => id}
          columns={[
            {
              id: 'number',
              header: t('number'),
              cell: ({ id, number }) => <EntityLink href={`/invoices/${id}`}>{number}</EntityLink>,
            },
            { id: 'issued', header: t('issued'), cell: ({ issuedOn }) => <DateText value={issuedOn} /> },
            {
              id: 'period',
              header: t('period'),
              cell: ({ kind, periodFrom, periodThrough }) =>
                kind === 'ONE_TIME' || periodFrom === null || periodThrough === null ? (
                  t('oneTime')
                ) : (
                  <DateRangeText value={{ from: periodFrom, until: dayAfter(periodThrough) }} />
                ),
            },
            { id: 'due', header: t('due'), cell: ({ dueOn }) => <DateText value={dueOn} /> },
            {
              id: 'state',
              header: t('state'),
              cell: (invoice) => <StatusTag kind="invoice" value={invoiceState(invoice)} quiet />,
            },
            { id: 'total', header: t('total'), align: 'end', cell: ({ gross }) => <Money value={gross} /> },
            {
              id: 'open',
              header: t('open'),
              align: 'end',
              cell: ({ open }) => <Money value={open} tone={/[1-9]/.test(open.amount) ? 'normal' : 'muted'} />,
            },
            {
              id: 'pdf',
              header: t('pdf'),
              cell: ({ id, number }) => <PdfLink href={`/documents/invoices/${id}.pdf`} number={number} />,
            },
          ]}
        />
      )}
    </PagedSection>
  );
}

/** A file of the server, outside of the app: the router leaves it alone. */
export function PdfLink({ href, number }: { href: string; number: string }) {
  const t = useTexts(customerBillingTexts);
  return (
    <a className="dm-link" href={href} target="_blank" rel="noreferrer" aria-label={t('pdfOf', { number })}>
      {t('pdf')}
    </a>
  );
}
