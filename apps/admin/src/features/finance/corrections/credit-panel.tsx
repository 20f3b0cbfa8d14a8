import { useState } from 'react';
import {
  Button,
  isDecimalText,
  Money,
  MoneyInput,
  Notice,
  Section,
  SidePanel,
  showToast,
  SimpleTable,
  Stack,
  Text,
  TextAreaInput,
  useFormat,
  useLinks,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useMutationCommand } from '@demarc/web-kit';
import type { Invoice } from '../invoices/invoice.graphql';
import { WhyAmount } from '../why-amount';
import { CreditInvoiceDocument, CreditPreviewDocument } from './correction.graphql';
import { correctionTexts } from './correction-texts';
import { useLater } from './use-later';

/** Gives an invoice back, whole or in part; what it gives back of each line is shown before. */
export function CreditPanel({ invoice, onClose }: { invoice: Invoice; onClose: () => void }) {
  const t = useTexts(correctionTexts);
  const format = useFormat();
  const links = useLinks();
  const [amount, setAmount] = useState('');
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const wish = useLater({ invoiceId: invoice.id, ...(isDecimalText(amount) ? { amount } : {}) });
  const preview = useApiQuery(CreditPreviewDocument, { input: wish }, { keepPrevious: true });
  const command = useMutationCommand(CreditInvoiceDocument, {
    onDone: ({ creditInvoice: { id, number } }) => {
      showToast({ message: t('credited', { number }) });
      links.navigate(`/credit-notes/${id}`);
    },
  });
  const shown = preview.failure === null ? preview.data?.previewCredit : undefined;
  const isCurrent = (wish.amount ?? '') === amount && !preview.refreshing;
  const missing = reason.trim() === '';
  return (
    <SidePanel
      title={t('creditTitle', { number: invoice.number })}
      size="lg"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            tone="danger"
            busy={command.running}
            refusal={shown !== undefined && isCurrent ? null : t('wait')}
            onClick={() => {
              setAsked(true);
              if (!missing) void command.run({ ...wish, reason: reason.trim() });
            }}
          >
            {shown === undefined ? t('credit') : t('creditSubmit', { amount: format.money(shown.gross) })}
          </Button>
        </>
      }
    >
      <Stack>
        <Text tone="secondary">{t('creditText')}</Text>
        <MoneyInput
          label={t('amount')}
          description={t('amountHelp')}
          currency={invoice.gross.currency}
          value={amount}
          onChange={setAmount}
        />
        <TextAreaInput
          label={t('reason')}
          description={t('reasonHelp')}
          value={reason}
          onChange={setReason}
          maxLength={300}
          error={asked && missing ? t('needReason') : null}
        />
        <Faults messages={[command.failure?.message, preview.failure?.message]} />
        {shown !== undefined && (
          <Section title={t('givesBack')} look="plain" level={3}>
            {shown.isAll && <Text strong>{t('creditAll')}</Text>}
            <SimpleTable
              label={t('givesBack')}
              rows={shown.lines}
              rowId={({ invoiceLineId }) => invoiceLineId}
              columns={[
                { id: 'description', header: t('description'), cell: ({ description }) => description },
                { id: 'gross', header: t('gross'), align: 'end', cell: ({ gross }) => <Money value={gross} /> },
                {
                  id: 'why',
                  header: '',
                  cell: ({ gross, why }) => <WhyAmount amount={format.money(gross)} why={why} />,
                },
              ]}
            />
          </Section>
        )}
      </Stack>
    </SidePanel>
  );
}

export function Faults({ messages }: { messages: readonly (string | undefined)[] }) {
  return messages.map(
    (message) =>
      message !== undefined && (
        <Notice key={message} family="bad" live>
          {message}
        </Notice>
      ),
  );
}
