import { lazy, Suspense } from 'react';
import { Section, Skeleton, useTexts } from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import { PayButton } from './pay-button';
import { payTexts } from './pay-texts';
import { WaysToPayDocument } from './ways-to-pay.graphql';

const HowToPay = lazy(async () => ({ default: (await import('./how-to-pay')).HowToPay }));

interface PayProps {
  readonly amount: { readonly amount: string; readonly currency: string };
  readonly invoice?: { readonly id: string; readonly number: string };
  readonly proforma?: { readonly id: string; readonly number: string };
}

function useWays() {
  const { data } = useApiQuery(WaysToPayDocument, {});
  return data?.me;
}

/** The button, where a payment provider is connected; nothing else is offered that would refuse. */
export function PayOnline({ amount, invoice, proforma }: PayProps) {
  const me = useWays();
  if (me?.waysToPay?.online !== true) return null;
  return (
    <PayButton
      amount={amount}
      {...(invoice === undefined ? {} : { invoiceId: invoice.id })}
      {...(proforma === undefined ? {} : { proforma })}
    />
  );
}

/** Where nothing can be paid online: how else. */
export function PayOtherwise({ amount, invoice }: PayProps) {
  const t = useTexts(payTexts);
  const me = useWays();
  if (!me?.waysToPay || me.waysToPay.online) return null;
  const reference =
    invoice === undefined
      ? t('customer', { number: me.number })
      : t('bill', { bill: invoice.number, number: me.number });
  return (
    <Section title={t('how')}>
      <Suspense fallback={<Skeleton lines={4} />}>
        <HowToPay ways={me.waysToPay} amount={amount} reference={reference} />
      </Suspense>
    </Section>
  );
}
