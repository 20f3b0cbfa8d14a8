import { useState } from 'react';
import { SelectInput, useFormat, useTexts } from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import { DepositsDocument, UseDepositDocument } from '../../customers/billing/collection.graphql';
import { MoneyStepPanel } from '../payments/money-step-panel';
import { stepTexts } from '../payments/step-texts';
import type { Invoice } from './invoice.graphql';

/** Pays an invoice out of a deposit of the customer. */
export function UseDepositPanel({ invoice, onClose }: { invoice: Invoice; onClose: () => void }) {
  const t = useTexts(stepTexts);
  const format = useFormat();
  const [chosen, setChosen] = useState('');
  const customerId = invoice.customer?.id ?? '';
  const { data } = useApiQuery(DepositsDocument, { id: customerId }, { enabled: customerId !== '' });
  const deposits = (data?.customer.deposits ?? []).filter(({ left }) => /[1-9]/.test(left.amount));
  const depositId = chosen === '' ? (deposits[0]?.id ?? '') : chosen;
  const step = { kind: 'USE_DEPOSIT', depositId, invoiceId: invoice.id } as const;
  return (
    <MoneyStepPanel
      title={t('useDepositTitle', { number: invoice.number })}
      text={t('useDepositText')}
      amountHelp={t('useAmountHelp')}
      verb={t('useDeposit')}
      done={t('used')}
      currency={invoice.open.currency}
      step={depositId === '' ? null : step}
      document={UseDepositDocument}
      input={({ reason: _, ...given }) => ({ depositId, invoiceId: invoice.id, ...given })}
      impossible={data !== undefined && deposits.length === 0 ? t('noDeposit') : null}
      choice={
        <SelectInput
          label={t('deposit')}
          value={depositId}
          onChange={setChosen}
          choices={deposits.map(({ id, receiptNumber, left }) => ({
            value: id,
            label: t('depositLeft', { number: receiptNumber, amount: format.money(left) }),
          }))}
        />
      }
      onClose={onClose}
    />
  );
}
