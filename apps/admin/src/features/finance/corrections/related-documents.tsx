import {
  DateText,
  DiffTable,
  EntityLink,
  Money,
  Section,
  SimpleTable,
  Skeleton,
  Stack,
  Text,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import { comparedLines } from './compared-lines';
import { type Related, RelatedDocument } from './correction.graphql';
import { correctionTexts } from './correction-texts';

/** What the invoice is compared with, and the documents that belong to it. */
export function RelatedDocuments({ invoiceId }: { invoiceId: string }) {
  const t = useTexts(correctionTexts);
  const { data, failure } = useApiQuery(RelatedDocument, { id: invoiceId });
  if (failure !== null) return null;
  return (
    <Section title={t('related')}>
      {data === undefined ? <Skeleton lines={3} label={t('loading')} /> : <Everything invoice={data.invoice} />}
    </Section>
  );
}

function Everything({ invoice }: { invoice: Related }) {
  const t = useTexts(correctionTexts);
  const { corrects, correctedBy, creditNotes } = invoice;
  return (
    <Stack>
      {corrects !== null && (
        <EntityLink href={`/invoices/${corrects.id}`}>{t('corrects', { number: corrects.number })}</EntityLink>
      )}
      {correctedBy !== null && (
        <EntityLink href={`/invoices/${correctedBy.id}`}>{t('correctedBy', { number: correctedBy.number })}</EntityLink>
      )}
      <Comparison invoice={invoice} />
      {creditNotes.length > 0 && (
        <SimpleTable
          label={t('creditNotes')}
          rows={creditNotes}
          rowId={({ id }) => id}
          columns={[
            {
              id: 'number',
              header: t('creditNotes'),
              cell: ({ id, number }) => <EntityLink href={`/credit-notes/${id}`}>{number}</EntityLink>,
            },
            { id: 'issuedOn', header: t('issuedOn'), cell: ({ issuedOn }) => <DateText value={issuedOn} /> },
            { id: 'state', header: t('state'), cell: ({ state }) => t(state) },
            { id: 'gross', header: t('gross'), align: 'end', cell: ({ gross }) => <Money value={gross} /> },
          ]}
        />
      )}
    </Stack>
  );
}

function Comparison({ invoice }: { invoice: Related }) {
  const t = useTexts(correctionTexts);
  const format = useFormat();
  const { previous } = invoice;
  if (previous === null) return <Text tone="secondary">{t('noPrevious')}</Text>;
  const title = t('compared', { number: previous.number, date: format.day(previous.issuedOn) });
  return (
    <Section title={title} look="plain" level={3}>
      <EntityLink href={`/invoices/${previous.id}`}>{previous.number}</EntityLink>
      <DiffTable
        label={title}
        beforeLabel={previous.number}
        afterLabel={t('after')}
        rows={comparedLines(previous, invoice).map(({ id, kind, label, before, after }) => ({
          id,
          kind,
          label,
          ...(before === null ? {} : { before: <Money value={before} /> }),
          ...(after === null ? {} : { after: <Money value={after} /> }),
        }))}
      />
    </Section>
  );
}
