import { Notice, useFormat, useTexts } from '@demarc/ui';
import { apiKey, useApiQuery } from '@demarc/web-kit';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { BillsDocument, CheckoutDocument } from './bills.graphql';
import { billsTexts } from './bills-texts';

const ASK_EVERY_MS = 1_500;

/** After the return from the payment page: asks until the payment is known, and then shows the new balance. */
export function CheckoutNotice({ checkoutId }: { checkoutId: string }) {
  const t = useTexts(billsTexts);
  const format = useFormat();
  const queries = useQueryClient();
  const first = useApiQuery(CheckoutDocument, { id: checkoutId });
  const isOpen = first.data?.checkout?.state === 'OPEN';
  const { data } = useApiQuery(CheckoutDocument, { id: checkoutId }, isOpen ? { refetchEveryMs: ASK_EVERY_MS } : {});
  const state = data?.checkout?.state;
  useEffect(() => {
    if (state === 'PAID') void queries.invalidateQueries({ queryKey: apiKey(BillsDocument) });
  }, [state, queries]);
  if (!data?.checkout) return null;
  const amount = format.money(data.checkout.amount);
  switch (data.checkout.state) {
    case 'PAID':
      return (
        <Notice family="good" live>
          {t('thanks', { amount, receipt: data.checkout.receiptNumber ?? '' })}
        </Notice>
      );
    case 'FAILED':
    case 'EXPIRED':
      return (
        <Notice family="attention" live>
          {t('failed', { amount })}
        </Notice>
      );
    case 'OPEN':
      return (
        <Notice family="waiting" live>
          {t('waiting', { amount })}
        </Notice>
      );
    default:
      return (
        <Notice family="attention" live>
          {t('checking', { amount })}
        </Notice>
      );
  }
}
