import { useState } from 'react';
import { SelectInput, useFormat, useTexts } from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import { MoneyStepPanel } from './money-step-panel';
import { MoveAllocationDocument, OpenInvoicesDocument } from './payment.graphql';
import { stepTexts } from './step-texts';

interface MoveProps {
  readonly customerId: string;
  readonly currency: string;
  readonly allocation: { readonly id: string; readonly invoiceId: string; readonly invoiceNumber: string };
  readonly onClose: () => void;
}

/** What settles the wrong invoice settles another; both stand here as they would be. */
export function MovePanel({ customerId, currency, allocation, onClose }: MoveProps) {
  const t = useTexts(stepTexts);
  const format = useFormat();
  const [chosen, setChosen] = useState('');
  const { data } = useApiQuery(OpenInvoicesDocument, { customerId });
  const others = (data?.invoices.nodes ?? []).filter(({ id }) => id !== allocation.invoiceId);
  const toInvoiceId = chosen === '' ? (others[0]?.id ?? '') : chosen;
  const step = { kind: 'MOVE_ALLOCATION', allocationId: allocation.id, invoiceId: toInvoiceId } as const;
  return (
    <MoneyStepPanel
      title={t('moveTitle', { number: allocation.invoiceNumber })}
      text={t('moveText')}
      amountHelp={t('moveAmountHelp')}
      verb={t('move')}
      done={t('moved')}
      currency={currency}
      step={toInvoiceId === '' ? null : step}
      document={MoveAllocationDocument}
      input={({ reason: _, ...given }) => ({ allocationId: allocation.id, toInvoiceId, ...given })}
      impossible={data !== undefined && others.length === 0 ? t('noOther') : null}
      choice={
        <SelectInput
          label={t('moveTo')}
          value={toInvoiceId}
          onChange={setChosen}
          choices={others.map(({ id, number, open }) => ({ value: id, label: `${number} · ${format.money(open)}` }))}
        />
      }
      onClose={onClose}
    />
  );
}
