import { FactList, Money, Notice, Stack, useTexts } from '@demarc/ui';
import type { ResultOf } from '@demarc/web-api';
import { payTexts } from './pay-texts';
import type { WaysToPayDocument } from './ways-to-pay.graphql';

type Ways = NonNullable<ResultOf<typeof WaysToPayDocument>['me']['waysToPay']>;

interface HowToPayProps {
  readonly ways: Ways;
  readonly amount: { readonly amount: string; readonly currency: string };
  /** What to write on the transfer, so that it is known whose it is. */
  readonly reference: string;
}

/** Where nothing can be paid online: to whose account, with what on it, and whom to ask. */
export function HowToPay({ ways, amount, reference }: HowToPayProps) {
  const t = useTexts(payTexts);
  const { payee, bankName, bankAccount, phone, email } = ways;
  const ask = [
    ...(phone === null
      ? []
      : [
          {
            id: 'phone',
            label: t('phone'),
            value: (
              <a className="dm-link" href={`tel:${phone.replaceAll(' ', '')}`}>
                {phone}
              </a>
            ),
          },
        ]),
    ...(email === null
      ? []
      : [
          {
            id: 'email',
            label: t('email'),
            value: (
              <a className="dm-link" href={`mailto:${email}`}>
                {email}
              </a>
            ),
          },
        ]),
  ];
  if (bankAccount === null)
    return (
      <Stack gap="sm">
        <Notice family="info">{t(ask.length === 0 ? 'office' : 'askUs', { payee })}</Notice>
        {ask.length > 0 && <FactList columns={1} facts={ask} />}
      </Stack>
    );
  return (
    <Stack gap="sm">
      <Notice family="info">{t('byTransfer')}</Notice>
      <FactList
        columns={1}
        facts={[
          { id: 'amount', label: t('amount'), value: <Money value={amount} /> },
          { id: 'payee', label: t('payee'), value: payee },
          { id: 'account', label: t('account'), value: bankAccount },
          ...(bankName === null ? [] : [{ id: 'bank', label: t('bank'), value: bankName }]),
          { id: 'reference', label: t('reference'), value: reference },
          ...ask,
        ]}
      />
    </Stack>
  );
}
