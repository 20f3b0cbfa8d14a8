import { Columns, Figure, Money, Section, useFormat, useTexts } from '@demarc/ui';
import type { ResultOf } from '@demarc/web-api';
import type { InvoiceSumsDocument } from './invoice-list.graphql';
import { invoiceListTexts } from './invoice-list-texts';

type Total = ResultOf<typeof InvoiceSumsDocument>['invoiceTotals'][number];

/** One figure for each state of everything that the filter lists, not of the page. */
export function InvoiceSums({ totals }: { totals: readonly Total[] }) {
  const t = useTexts(invoiceListTexts);
  const format = useFormat();
  if (totals.length === 0) return null;
  return (
    <Section title={t('sums')} look="plain" level={3}>
      <Columns min="sm" gap="sm">
        {totals.map(({ state, count, gross, open }) => (
          <Figure
            key={`${state}${gross.currency}`}
            label={t(state)}
            value={<Money value={gross} />}
            hint={[
              t('sumCount', { count }),
              ...(/[1-9]/.test(open.amount) && open.amount !== gross.amount
                ? [t('sumOpen', { amount: format.money(open) })]
                : []),
            ].join(' · ')}
          />
        ))}
      </Columns>
    </Section>
  );
}
