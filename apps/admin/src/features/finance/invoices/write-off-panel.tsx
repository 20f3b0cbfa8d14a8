import { useTexts } from '@demarc/ui';
import { MoneyStepPanel } from '../payments/money-step-panel';
import { WriteOffDocument } from '../payments/payment.graphql';
import { stepTexts } from '../payments/step-texts';
import type { Invoice } from './invoice.graphql';

/** Gives up what is open, whole or in part: an expense, with its reason. */
export function WriteOffPanel({ invoice, onClose }: { invoice: Invoice; onClose: () => void }) {
  const t = useTexts(stepTexts);
  return (
    <MoneyStepPanel
      gives
      title={t('writeOffTitle', { number: invoice.number })}
      text={t('writeOffText')}
      amountHelp={t('writeOffAmountHelp')}
      verb={t('writeOff')}
      done={t('writtenOff')}
      currency={invoice.open.currency}
      step={{ kind: 'WRITE_OFF', invoiceId: invoice.id }}
      document={WriteOffDocument}
      input={(given) => ({ invoiceId: invoice.id, ...given })}
      onClose={onClose}
    />
  );
}
