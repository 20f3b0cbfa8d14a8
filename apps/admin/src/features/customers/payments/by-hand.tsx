import { Button, EmptyState, ErrorState, Section, Skeleton, useTexts } from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import { OpenInvoiceParts, type Parts } from '../../finance/payments/open-invoice-parts';
import { OpenInvoicesDocument } from '../../finance/payments/payment.graphql';
import { payTexts } from './pay-texts';

interface ByHandProps {
  readonly customerId: string;
  readonly parts: Parts;
  readonly onChange: (parts: Parts) => void;
  readonly onOldestFirst: () => void;
}

/** Which invoice a payment settles, said by a person: a transfer that names its invoice. */
export function ByHand({ customerId, parts, onChange, onOldestFirst }: ByHandProps) {
  const t = useTexts(payTexts);
  const { data, failure, retry } = useApiQuery(OpenInvoicesDocument, { customerId });
  return (
    <Section
      title={t('byHand')}
      description={t('byHandText')}
      level={3}
      flush
      actions={
        <Button size="small" onClick={onOldestFirst}>
          {t('oldestFirst')}
        </Button>
      }
    >
      {failure !== null && <ErrorState compact failure={failure} onRetry={retry} />}
      {failure === null && data === undefined && <Skeleton lines={3} />}
      {data !== undefined && (
        <OpenInvoiceParts
          label={t('byHand')}
          invoices={data.invoices.nodes}
          parts={parts}
          onChange={onChange}
          empty={<EmptyState compact title={t('noOpen')} />}
        />
      )}
    </Section>
  );
}
