import {
  Button,
  DateText,
  EmptyState,
  ErrorState,
  Money,
  MoneyInput,
  Section,
  SimpleTable,
  Skeleton,
  useTexts,
} from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import { OpenInvoicesDocument } from '../../finance/payments/payment.graphql';
import { payTexts } from './pay-texts';

/** Amounts as they were typed, by invoice. */
export type Parts = Readonly<Record<string, string>>;

export interface ChosenAllocation {
  readonly invoiceId: string;
  readonly amount: string;
}

/** What the typed amounts ask for; rows that are left empty take nothing. */
export function chosenAllocations(parts: Parts): readonly ChosenAllocation[] {
  return Object.entries(parts)
    .filter(([, amount]) => /[1-9]/.test(amount))
    .map(([invoiceId, amount]) => ({ invoiceId, amount }));
}

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
        <SimpleTable
          label={t('byHand')}
          rows={data.invoices.nodes}
          rowId={({ id }) => id}
          empty={<EmptyState compact title={t('noOpen')} />}
          columns={[
            { id: 'invoice', header: t('invoice'), cell: ({ number }) => number },
            { id: 'due', header: t('dueOn'), cell: ({ dueOn }) => <DateText value={dueOn} /> },
            { id: 'open', header: t('open'), align: 'end', cell: ({ open }) => <Money value={open} /> },
            {
              id: 'part',
              header: t('pays'),
              cell: ({ id, number, open }) => (
                <MoneyInput
                  hideLabel
                  size="small"
                  label={t('part', { number })}
                  currency={open.currency}
                  value={parts[id] ?? ''}
                  onChange={(value) => onChange({ ...parts, [id]: value })}
                />
              ),
            },
            {
              id: 'all',
              header: '',
              cell: ({ id, number, open }) => (
                <Button
                  size="small"
                  aria-label={`${t('settleAll')}: ${number}`}
                  onClick={() => onChange({ ...parts, [id]: open.amount })}
                >
                  {t('settleAll')}
                </Button>
              ),
            },
          ]}
        />
      )}
    </Section>
  );
}
