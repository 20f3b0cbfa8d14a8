import { DateText, Money, SimpleTable, useTexts } from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import { PromisesDocument } from './collection.graphql';
import { collectionTexts } from './collection-texts';
import { PagedSection } from './paged-section';

/** What was promised, and what became of it. */
export function PromisesSection({ customerId }: { customerId: string }) {
  const t = useTexts(collectionTexts);
  const { data, status, failure, retry } = useApiQuery(PromisesDocument, { id: customerId });
  const promises = data?.customer.promises ?? [];
  if (status === 'ready' && promises.length === 0) return null;
  return (
    <PagedSection
      title={t('promises')}
      empty={t('noPromises')}
      rows={promises}
      status={status}
      failure={failure}
      onRetry={retry}
    >
      {(rows) => (
        <SimpleTable
          label={t('promises')}
          rows={rows}
          rowId={({ id }) => id}
          columns={[
            { id: 'until', header: t('until'), cell: ({ untilOn }) => <DateText value={untilOn} /> },
            {
              id: 'promised',
              header: t('promised'),
              cell: ({ kind, amount }) => (kind === 'GRACE' || amount === null ? t('GRACE') : <Money value={amount} />),
            },
            { id: 'on', header: t('on'), cell: ({ madeOn }) => <DateText value={madeOn} /> },
            {
              id: 'by',
              header: t('by'),
              cell: ({ madeBy, byCustomer }) => (byCustomer ? `${madeBy}, ${t('portal')}` : madeBy),
            },
            { id: 'note', header: t('reason'), cell: ({ note }) => (note === '' ? '–' : note) },
            { id: 'state', header: t('state'), cell: ({ status: state }) => t(state) },
          ]}
        />
      )}
    </PagedSection>
  );
}
