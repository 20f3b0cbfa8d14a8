import { DateText, EntityLink, Money, SimpleTable, StatusTag, useTexts } from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import { CustomerCreditNotesDocument } from './billing.graphql';
import { customerBillingTexts } from './billing-texts';
import { PdfLink } from './invoices-section';
import { PagedSection } from './paged-section';

export function CreditNotesSection({ customerId }: { customerId: string }) {
  const t = useTexts(customerBillingTexts);
  const { data, status, failure, retry } = useApiQuery(CustomerCreditNotesDocument, { id: customerId });
  return (
    <PagedSection
      title={t('credits')}
      empty={t('noCredits')}
      rows={data?.customer.creditNotes ?? []}
      status={status}
      failure={failure}
      onRetry={retry}
    >
      {(rows) => (
        <SimpleTable
          label={t('credits')}
          rows={rows}
          rowId={({ id }) => id}
          columns={[
            {
              id: 'number',
              header: t('number'),
              cell: ({ id, number }) => <EntityLink href={`/credit-notes/${id}`}>{number}</EntityLink>,
            },
            { id: 'issued', header: t('issued'), cell: ({ issuedOn }) => <DateText value={issuedOn} /> },
            {
              id: 'state',
              header: t('state'),
              cell: ({ status: state }) => <StatusTag kind="creditNote" value={state} quiet />,
            },
            { id: 'note', header: t('note'), cell: ({ note }) => note },
            { id: 'total', header: t('total'), align: 'end', cell: ({ gross }) => <Money value={gross} /> },
            {
              id: 'remaining',
              header: t('remaining'),
              align: 'end',
              cell: ({ remaining }) => <Money value={remaining} />,
            },
            {
              id: 'pdf',
              header: t('pdf'),
              cell: ({ id, number }) => <PdfLink href={`/documents/credit-notes/${id}.pdf`} number={number} />,
            },
          ]}
        />
      )}
    </PagedSection>
  );
}
