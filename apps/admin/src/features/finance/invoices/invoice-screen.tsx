import { Banknote } from 'lucide-react';
import { useParams } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import {
  ActionMenu,
  ButtonLink,
  EntityLink,
  ErrorState,
  Page,
  RecordHeader,
  Section,
  Skeleton,
  StatusTag,
  Text,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useSession, useUrlParam } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { MailDialog, MailedFact } from '../documents/mail-document';
import { mailTexts } from '../documents/mail-texts';
import { PdfLink } from '../documents/pdf-link';
import { DocumentLines } from '../documents/document-lines';
import { InvoiceAllocations } from './invoice-allocations';
import { type Invoice, InvoiceDocument } from './invoice.graphql';
import { invoiceTexts } from './invoice-texts';
import { invoiceState } from './invoice-state';
import { VoidDialog } from './void-dialog';
import { stepTexts } from '../payments/step-texts';
import { correctionTexts } from '../corrections/correction-texts';
import { RelatedDocuments } from '../corrections/related-documents';
import { WriteOffs } from './write-offs';

const CreditPanel = lazy(async () => ({ default: (await import('../corrections/credit-panel')).CreditPanel }));
const CorrectPanel = lazy(async () => ({ default: (await import('../corrections/correct-panel')).CorrectPanel }));
const CancelPanel = lazy(async () => ({ default: (await import('../corrections/cancel-panel')).CancelPanel }));
const WriteOffPanel = lazy(async () => ({ default: (await import('./write-off-panel')).WriteOffPanel }));
const UseDepositPanel = lazy(async () => ({ default: (await import('./use-deposit-panel')).UseDepositPanel }));

/** One invoice: what it is for, why each amount is what it is, and what has settled it. Issued ones never change. */
export function InvoiceScreen() {
  const t = useTexts(invoiceTexts);
  const { invoiceId } = useParams({ strict: false });
  return (
    <Guarded title={t('invoice')} needs={['billing.invoice.view']}>
      <InvoiceRecord id={invoiceId ?? ''} />
    </Guarded>
  );
}

function InvoiceRecord({ id }: { id: string }) {
  const t = useTexts(invoiceTexts);
  const { data, failure, retry } = useApiQuery(InvoiceDocument, { id });
  if (data === undefined) {
    return (
      <Page title={t('invoice')} back={{ href: '/invoices', label: t('back') }}>
        {failure === null ? (
          <Skeleton lines={10} label={t('loading')} />
        ) : (
          <ErrorState failure={failure} onRetry={retry} />
        )}
      </Page>
    );
  }
  const { invoice } = data;
  return (
    <div className="dm-page">
      <InvoiceHeader invoice={invoice} />
      <Section title={t('lines')} flush>
        <DocumentLines {...invoice} />
      </Section>
      {invoice.note !== '' && (
        <Section title={t('note')}>
          <Text>{invoice.note}</Text>
        </Section>
      )}
      <InvoiceAllocations invoice={invoice} />
      <WriteOffs invoiceId={invoice.id} />
      <RelatedDocuments invoiceId={invoice.id} />
    </div>
  );
}

function InvoiceHeader({ invoice }: { invoice: Invoice }) {
  const t = useTexts(invoiceTexts);
  const format = useFormat();
  const m = useTexts(mailTexts);
  const { customer, gross, settled, open, lastMail } = invoice;
  const facts = [
    t(invoice.kind),
    ...(invoice.origin === 'IMPORTED' ? [t('imported')] : []),
    t('issued', { date: format.day(invoice.issuedOn) }),
    ...(invoice.periodFrom !== null && invoice.periodThrough !== null
      ? [t('period_of', { from: format.day(invoice.periodFrom), through: format.day(invoice.periodThrough) })]
      : []),
  ];
  return (
    <RecordHeader
      back={{ href: '/invoices', label: t('back') }}
      title={t('invoice')}
      number={invoice.number}
      status={<StatusTag kind="invoice" value={invoiceState(invoice)} />}
      facts={facts.join(' · ')}
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
        { id: 'gross', label: t('gross'), value: <strong>{format.money(gross)}</strong> },
        { id: 'settled', label: t('settled'), value: format.money(settled) },
        { id: 'open', label: t('open'), value: <strong>{format.money(open)}</strong> },
        { id: 'due', label: t('due'), value: format.day(invoice.dueOn) },
        ...(lastMail === null ? [] : [{ id: 'mailed', label: m('mailed'), value: <MailedFact mail={lastMail} /> }]),
      ]}
      actions={<InvoiceActions invoice={invoice} />}
    />
  );
}

function InvoiceActions({ invoice }: { invoice: Invoice }) {
  const t = useTexts(invoiceTexts);
  const { can } = useSession();
  const s = useTexts(stepTexts);
  const c = useTexts(correctionTexts);
  const m = useTexts(mailTexts);
  const [voiding, setVoiding] = useState(false);
  const [mailing, setMailing] = useState(false);
  const [panel, setPanel] = useUrlParam('panel', { push: true });
  const isOpen = invoice.status === 'ISSUED' && /[1-9]/.test(invoice.open.amount);
  const actions = [
    ...(can('billing.invoice.send') ? [{ id: 'mail', label: m('mail'), onSelect: () => setMailing(true) }] : []),
    ...(invoice.runId !== null && can('billing.run.view')
      ? [{ id: 'run', label: t('openRun'), href: `/runs/${invoice.runId}` }]
      : []),
    ...(can('billing.invoice.correct') && invoice.status === 'ISSUED'
      ? [{ id: 'correct', label: c('correct'), onSelect: () => setPanel('correct') }]
      : []),
    ...(can('billing.creditNote.issue') && invoice.status === 'ISSUED'
      ? [{ id: 'credit', label: c('credit'), onSelect: () => setPanel('credit') }]
      : []),
    ...(isOpen && can('billing.deposit.use')
      ? [{ id: 'deposit', label: s('useDeposit'), onSelect: () => setPanel('use-deposit') }]
      : []),
    ...(isOpen && can('billing.invoice.writeOff')
      ? [{ id: 'write-off', label: s('writeOff'), onSelect: () => setPanel('write-off') }]
      : []),
    ...(can('billing.invoice.void') && invoice.status === 'ISSUED' && invoice.kind === 'RECURRING'
      ? [{ id: 'cancel', label: c('cancelRun'), danger: true, onSelect: () => setPanel('cancel') }]
      : []),
    ...(can('billing.invoice.void') && invoice.status === 'ISSUED'
      ? [{ id: 'void', label: t('void'), danger: true, onSelect: () => setVoiding(true) }]
      : []),
  ];
  return (
    <>
      {isOpen && can('billing.payment.record') && invoice.customer !== null && (
        <ButtonLink
          tone="primary"
          href={`/payments?panel=new&customer=${invoice.customer.id}&amount=${invoice.open.amount}`}
          icon={<Banknote size={16} aria-hidden="true" />}
        >
          {t('pay')}
        </ButtonLink>
      )}
      <PdfLink href={`/documents/invoices/${invoice.id}.pdf`} />
      {actions.length > 0 && <ActionMenu label={t('more')} text={t('more')} actions={actions} />}
      <Suspense fallback={null}>
        {panel === 'credit' && <CreditPanel invoice={invoice} onClose={() => setPanel(null)} />}
        {panel === 'correct' && <CorrectPanel invoice={invoice} onClose={() => setPanel(null)} />}
        {panel === 'cancel' && <CancelPanel invoice={invoice} onClose={() => setPanel(null)} />}
        {panel === 'write-off' && <WriteOffPanel invoice={invoice} onClose={() => setPanel(null)} />}
        {panel === 'use-deposit' && <UseDepositPanel invoice={invoice} onClose={() => setPanel(null)} />}
      </Suspense>
      {mailing && <MailDialog of={{ invoiceId: invoice.id }} {...invoice} onClose={() => setMailing(false)} />}
      {voiding && <VoidDialog invoice={invoice} onClose={() => setVoiding(false)} />}
    </>
  );
}
