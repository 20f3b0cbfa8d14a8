import {
  DateText,
  EmptyState,
  ErrorState,
  Money,
  Page,
  Section,
  SimpleTable,
  Skeleton,
  StatusTag,
  Text,
  UiLink,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useUrlParam } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { BillTable } from './bill-table';
import { Deposits } from './deposits';
import { FileLink } from './file-link';
import { Proformas } from './proformas';
import { BillsDocument } from './bills.graphql';
import { billsTexts } from './bills-texts';
import { CheckoutNotice } from './checkout-notice';
import { PayOnline, PayOtherwise } from './pay';

type Me = ResultOf<typeof BillsDocument>['me'];

export function BillsScreen() {
  const t = useTexts(billsTexts);
  const [checkoutId] = useUrlParam('checkout');
  const { data, status, failure, retry } = useApiQuery(BillsDocument, {});
  if (status === 'failed' && failure) return <ErrorState failure={failure} onRetry={retry} />;
  if (!data) return <Skeleton lines={8} />;
  const { me } = data;
  const owes = me.account !== null && !/^0(\.0+)?$/.test(me.account.balanceDue.amount);
  return (
    <Page title={t('title')} actions={owes && me.account ? <PayOnline amount={me.account.balanceDue} /> : undefined}>
      {checkoutId !== null && <CheckoutNotice checkoutId={checkoutId} />}
      {owes && me.account && <PayOtherwise amount={me.account.balanceDue} />}
      <Section title={t('list')} flush>
        {me.invoices.nodes.length === 0 ? (
          <EmptyState compact title={t('noBills')} description={t('noBillsText')} />
        ) : (
          <BillTable label={t('list')} bills={me.invoices.nodes} />
        )}
      </Section>
      {me.proformas.nodes.length > 0 && <Proformas proformas={me.proformas.nodes} saysHow={!owes} />}
      <Payments me={me} />
      <CreditNotes me={me} />
      {me.deposits.length > 0 && <Deposits deposits={me.deposits} />}
      <Section title={t('statement')}>
        <Text tone="secondary">{t('statementText')}</Text>
        <UiLink href="/bills/statement">{t('statementOpen')}</UiLink>
      </Section>
    </Page>
  );
}

function Payments({ me }: { me: Me }) {
  const t = useTexts(billsTexts);
  return (
    <Section title={t('payments')} flush>
      <SimpleTable
        label={t('payments')}
        rows={me.payments.nodes}
        rowId={(payment) => payment.id}
        empty={<EmptyState compact title={t('noPayments')} />}
        columns={[
          { id: 'date', header: t('date'), cell: (payment) => <DateText value={payment.receivedOn} /> },
          {
            id: 'receipt',
            header: t('receipt'),
            cell: ({ id, receiptNumber }) => (
              <FileLink href={`/documents/receipts/${id}.pdf`} label={t('fileOf', { number: receiptNumber })}>
                {receiptNumber}
              </FileLink>
            ),
          },
          { id: 'method', header: t('method'), cell: (payment) => payment.methodName },
          { id: 'state', header: t('state'), cell: (payment) => <StatusTag kind="payment" value={payment.status} /> },
          { id: 'amount', header: t('amount'), align: 'end', cell: (payment) => <Money value={payment.amount} /> },
        ]}
      />
    </Section>
  );
}

function CreditNotes({ me }: { me: Me }) {
  const t = useTexts(billsTexts);
  if (me.creditNotes.length === 0) return null;
  return (
    <Section title={t('creditNotes')} flush>
      <SimpleTable
        label={t('creditNotes')}
        rows={me.creditNotes}
        rowId={(note) => note.id}
        columns={[
          { id: 'number', header: t('number'), cell: (note) => note.number },
          { id: 'date', header: t('date'), cell: (note) => <DateText value={note.issuedOn} /> },
          { id: 'amount', header: t('amount'), align: 'end', cell: (note) => <Money value={note.gross} /> },
          {
            id: 'file',
            header: t('file'),
            align: 'end',
            cell: (note) => (
              <a
                className="dm-link"
                href={`/documents/credit-notes/${note.id}.pdf`}
                download
                aria-label={t('pdfOf', { number: note.number })}
              >
                {t('pdf')}
              </a>
            ),
          },
        ]}
      />
    </Section>
  );
}
