import { useState } from 'react';
import { SelectInput, useTexts } from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import { PaymentMethodsDocument } from '../../customers/payments/pay.graphql';
import { MoneyStepPanel } from './money-step-panel';
import { HandBackDocument } from './payment.graphql';
import { stepTexts } from './step-texts';

/** Of what money goes back: a payment that did not come through a provider, or a credit note. */
type HandedBack = { readonly paymentId: string } | { readonly creditNoteId: string };

interface HandBackProps {
  readonly of: HandedBack;
  readonly number: string;
  readonly currency: string;
  readonly onClose: () => void;
}

/** Money goes back by hand; what it opens again stands here first. */
export function HandBackPanel({ of, number, currency, onClose }: HandBackProps) {
  const t = useTexts(stepTexts);
  const [chosen, setChosen] = useState('');
  const methods = (useApiQuery(PaymentMethodsDocument, {}).data?.paymentMethods ?? []).filter(({ active }) => active);
  const methodId = chosen === '' ? (methods[0]?.id ?? '') : chosen;
  return (
    <MoneyStepPanel
      gives
      title={t('handBackTitle', { number })}
      text={t('paymentId' in of ? 'handBackText' : 'handBackCreditText')}
      amountHelp={t('paymentId' in of ? 'handBackAmountHelp' : 'handBackCreditHelp')}
      verb={t('handBack')}
      done={t('handedBack')}
      currency={currency}
      step={{ kind: 'HAND_BACK', ...of }}
      document={HandBackDocument}
      input={(given) => ({ ...of, methodId, ...given })}
      refusal={methodId === '' ? t('needMethod') : null}
      onClose={onClose}
    >
      <SelectInput
        label={t('method')}
        value={methodId}
        onChange={setChosen}
        choices={methods.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </MoneyStepPanel>
  );
}
