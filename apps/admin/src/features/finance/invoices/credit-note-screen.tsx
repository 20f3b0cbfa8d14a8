import { useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import {
  Button,
  ButtonLink,
  DateTimeText,
  EmptyState,
  EntityLink,
  ErrorState,
  Money,
  Page,
  RecordHeader,
  Section,
  SimpleTable,
  Skeleton,
  StatusTag,
  Text,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useSession, useUrlParam } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { Guarded } from '../../../frame/guarded';
import { MailButton, MailedFact } from '../documents/mail-document';
import { mailTexts } from '../documents/mail-texts';
import { PdfLink } from '../documents/pdf-link';
import { DocumentLines } from '../documents/document-lines';
import { CreditNoteDocument } from './invoice.graphql';
import { invoiceTexts } from './invoice-texts';

const HandBackPanel = lazy(async () => ({ default: (await import('../payments/hand-back-panel')).HandBackPanel }));

type CreditNote = NonNullable<ResultOf<typeof CreditNoteDocument>['creditNote']>;

export function CreditNoteScreen() {
  const t = useTexts(invoiceTexts);
  const { creditNoteId } = useParams({ strict: false });
  return (
    <Guarded title={t('creditNote')} needs={['billing.invoice.view']}>
      <CreditNoteRecord id={creditNoteId ?? ''} />
    </Guarded>
  );
}

function CreditNoteRecord({ id }: { id: string }) {
  const t = useTexts(invoiceTexts);
  const { data, failure, retry } = useApiQuery(CreditNoteDocument, { id });
  const [panel, setPanel] = useUrlParam('panel', { push: true });
  const note = data?.creditNote;
  if (note === undefined || note === null) {
    return (
      <Page title={t('creditNote')} back={{ href: '/credit-notes', label: t('backNotes') }}>
        {failure !== null && <ErrorState failure={failure} onRetry={retry} />}
        {failure === null && data === undefined && <Skeleton lines={10} label={t('loading')} />}
        {data !== undefined && <EmptyState title={t('gone')} />}
      </Page>
    );
  }
  return (
    <div className="dm-page">
      <NoteHeader note={note} onHandBack={() => setPanel('hand-back')} />
      {panel === 'hand-back' && (
        <Suspense fallback={null}>
          <HandBackPanel
            of={{ creditNoteId: note.id }}
            number={note.number}
            currency={note.gross.currency}
            onClose={() => setPanel(null)}
          />
        </Suspense>
      )}
      <Section title={t('lines')} flush>
        <DocumentLines {...note} />
      </Section>
      {note.note !== '' && (
        <Section title={t('reason')}>
          <Text>{note.note}</Text>
        </Section>
      )}
      <Section title={t('settles')} flush={note.allocations.length > 0}>
        <SimpleTable
          label={t('settles')}
          rows={note.allocations}
          rowId={(one) => one.id}
          empty={<EmptyState compact title={t('settlesNothing')} />}
          columns={[
            {
              id: 'document',
              header: t('document'),
              cell: ({ invoiceId, invoiceNumber }) => (
                <EntityLink href={`/invoices/${invoiceId}`}>{invoiceNumber}</EntityLink>
              ),
            },
            { id: 'when', header: t('when'), cell: ({ madeAt }) => <DateTimeText value={madeAt} /> },
            { id: 'amount', header: t('amount'), align: 'end', cell: ({ amount }) => <Money value={amount} /> },
          ]}
        />
      </Section>
    </div>
  );
}

function NoteHeader({ note, onHandBack }: { note: CreditNote; onHandBack: () => void }) {
  const { can } = useSession();
  const t = useTexts(invoiceTexts);
  const format = useFormat();
  const m = useTexts(mailTexts);
  const { customer, lastMail } = note;
  return (
    <RecordHeader
      back={{ href: '/credit-notes', label: t('backNotes') }}
      title={t('creditNote')}
      number={note.number}
      status={<StatusTag kind="creditNote" value={note.status} />}
      facts={t('issued', { date: format.day(note.issuedOn) })}
      chips={[
        ...(customer === null
          ? []
          : [
              {
                id: 'customer',
                label: t('customer'),
                value: (
                  <EntityLink href={`/customers/${customer.id}`} number={`#${customer.number}`}>
                    {customer.name}
                  </EntityLink>
                ),
              },
            ]),
        { id: 'gross', label: t('gross'), value: <strong>{format.money(note.gross)}</strong> },
        { id: 'remaining', label: t('remaining'), value: format.money(note.remaining) },
        ...(lastMail === null ? [] : [{ id: 'mailed', label: m('mailed'), value: <MailedFact mail={lastMail} /> }]),
      ]}
      actions={
        <>
          {can('billing.payment.refund') && can('billing.payment.view') && /[1-9]/.test(note.remaining.amount) && (
            <Button onClick={onHandBack}>{t('handBackCredit')}</Button>
          )}
          {note.invoiceId !== null && <ButtonLink href={`/invoices/${note.invoiceId}`}>{t('openInvoice')}</ButtonLink>}
          <PdfLink href={`/documents/credit-notes/${note.id}.pdf`} />
          <MailButton of={{ creditNoteId: note.id }} {...note} />
        </>
      }
    />
  );
}
