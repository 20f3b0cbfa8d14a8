import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  CheckboxInput,
  type Formatters,
  type Preview,
  showToast,
  Text,
  TextInput,
  type TextOf,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApi, useCommandPreview } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { framed, isNothing, plannedLine, taken } from '../../../previews/preview-lines';
import { PreviewedPanel } from '../../../previews/previewed-panel';
import type { Invoice } from '../invoices/invoice.graphql';
import { CancelRecurringDocument, PreviewCancelDocument } from './correction.graphql';
import { correctionTexts } from './correction-texts';

type Cancelled = ResultOf<typeof PreviewCancelDocument>['previewCancelRecurringInvoice'];

/** Takes the last invoice of a run back and says, line by line, what a run charges for the same days. */
export function CancelPanel({ invoice, onClose }: { readonly invoice: Invoice; readonly onClose: () => void }) {
  const t = useTexts(correctionTexts);
  const [chargeAgain, setChargeAgain] = useState(true);
  const [reason, setReason] = useState('');
  const preview = useCancel(invoice, chargeAgain, reason.trim(), onClose);
  return (
    <PreviewedPanel
      title={t('cancelTitle', { number: invoice.number })}
      onClose={onClose}
      danger
      preview={preview}
      what={t('cancelWhat')}
      verb={t('cancelSubmit')}
      verbWithNet={(net) => t('cancelSubmitNet', { net })}
    >
      <Text tone="secondary">{t('cancelText')}</Text>
      <TextInput
        label={t('cancelReason')}
        description={t('cancelReasonHelp')}
        value={reason}
        autoFocus
        onChange={setReason}
      />
      <CheckboxInput
        label={t('cancelAgain')}
        description={t('cancelAgainHelp')}
        value={chargeAgain}
        onChange={setChargeAgain}
      />
    </PreviewedPanel>
  );
}

function useCancel(invoice: Invoice, chargeAgain: boolean, reason: string, onClose: () => void) {
  const t = useTexts(correctionTexts);
  const api = useApi();
  const format = useFormat();
  const queries = useQueryClient();
  const { id: invoiceId, number } = invoice;
  return useCommandPreview({
    input: reason === '' ? null : { invoiceId, chargeAgain, reason },
    waiting: t('cancelNeedsReason'),
    preview: async (_, signal) =>
      cancelPreview(
        (await api.graphql(PreviewCancelDocument, { invoiceId, chargeAgain }, { signal }))
          .previewCancelRecurringInvoice,
        { number, chargeAgain },
        t,
        format,
      ),
    apply: ({ hash }, wanted, options) =>
      api.graphql(CancelRecurringDocument, { input: { ...wanted, planHash: hash } }, options),
    doneMessage: t('cancelDone'),
    onDone: () => {
      showToast({ message: t('cancelled', { number }) });
      void queries.invalidateQueries();
      onClose();
    },
  });
}

export function cancelPreview(
  cancelled: Cancelled,
  { number, chargeAgain }: { readonly number: string; readonly chargeAgain: boolean },
  t: TextOf<typeof correctionTexts.entries>,
  format: Formatters,
): Preview {
  const { hash, credits, credited, freed, again, balanceDueAfter, creditBalanceAfter } = cancelled;
  const setting = t('cancelSetting');
  return {
    ...framed(hash, format),
    warnings: [
      ...(isNothing(freed.amount)
        ? []
        : [{ id: 'freed', family: 'info' as const, message: t('cancelFreed', { amount: format.money(freed) }) }]),
      ...(chargeAgain ? [] : [{ id: 'kept', family: 'attention' as const, message: t('cancelNothingAgain') }]),
    ],
    lines: [
      ...credits.map((line, at) =>
        plannedLine(`credit:${at}`, line, line.gross, {
          setting,
          label: (description) => t('cancelBack', { line: description }),
        }),
      ),
      { id: 'net', label: t('cancelSum', { number }), amount: credited, strong: true },
      {
        id: 'after',
        label: isNothing(creditBalanceAfter.amount)
          ? t('cancelDue', { amount: format.money(balanceDueAfter) })
          : t('cancelCredit', { amount: format.money(creditBalanceAfter) }),
      },
      ...again.map((line, at) =>
        plannedLine(`again:${at}`, line, taken(line.gross), {
          setting,
          label: (description) => t('cancelNext', { line: description }),
        }),
      ),
    ],
  };
}
