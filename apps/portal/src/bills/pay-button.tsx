import { Button, ErrorState, Stack, useFormat, useTexts } from '@demarc/ui';
import { useMutationCommand } from '@demarc/web-kit';
import { StartCheckoutDocument } from './bills.graphql';
import { billsTexts } from './bills-texts';

interface Amount {
  readonly amount: string;
  readonly currency: string;
}

interface PayButtonProps {
  readonly amount: Amount;
  readonly invoiceId?: string;
  readonly proforma?: { readonly id: string; readonly number: string };
}

/** Leads to the provider's own payment page; no card number is ever typed here. */
export function PayButton({ amount, invoiceId, proforma }: PayButtonProps) {
  const t = useTexts(billsTexts);
  const format = useFormat();
  const { run, running, failure } = useMutationCommand(StartCheckoutDocument, {
    onDone: ({ startCheckout }) => {
      if (startCheckout.url) window.location.assign(startCheckout.url);
    },
  });
  const start = () =>
    void run({
      ...(invoiceId === undefined ? {} : { invoiceIds: [invoiceId] }),
      ...(proforma === undefined ? {} : { proformaId: proforma.id }),
    });
  return (
    <Stack>
      {proforma === undefined ? (
        <Button tone="primary" size="large" wide busy={running} onClick={start}>
          {t('pay', { amount: format.money(amount) })}
        </Button>
      ) : (
        <Button
          size="small"
          busy={running}
          onClick={start}
          aria-label={t('payNumber', { amount: format.money(amount), number: proforma.number })}
        >
          {t('payProforma')}
        </Button>
      )}
      {failure && <ErrorState compact failure={failure} />}
    </Stack>
  );
}
