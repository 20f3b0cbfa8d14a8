import { Button, EmptyState, Money, Section, SimpleTable, useFormat, useTexts } from '@demarc/ui';
import { useSession } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import type { PlanDocument } from './plans.graphql';
import { priceTexts } from './price-texts';

type Change = ResultOf<typeof PlanDocument>['priceChanges'][number];

/** What was changed, for whom, and what came of it. */
interface ChangesProps {
  readonly changes: readonly Change[];
  readonly currency: string;
  readonly onOpen: (changeId: string) => void;
}

export function PlanChanges({ changes, currency, onOpen }: ChangesProps) {
  const t = useTexts(priceTexts);
  const format = useFormat();
  const { can } = useSession();
  return (
    <Section title={t('changes')} flush>
      <SimpleTable
        label={t('changes')}
        rows={changes}
        rowId={({ id }) => id}
        empty={<EmptyState compact title={t('noChanges')} />}
        columns={[
          { id: 'from', header: t('from'), cell: ({ from }) => format.day(from) },
          {
            id: 'price',
            header: t('newPrice'),
            align: 'end',
            cell: ({ unitPrice, serviceDescription }) =>
              unitPrice === null ? (serviceDescription ?? '–') : <Money value={{ amount: unitPrice, currency }} />,
          },
          { id: 'reach', header: t('reach'), cell: ({ reach }) => t(reach) },
          {
            id: 'result',
            header: t('result'),
            cell: ({ done, touched, skipped }) =>
              skipped === 0 ? t('resultText', { done, touched }) : t('resultSkipped', { done, touched, skipped }),
          },
          {
            id: 'monthly',
            header: t('monthly'),
            align: 'end',
            cell: ({ monthly }) => <Money value={monthly} signed />,
          },
          {
            id: 'by',
            header: t('by'),
            cell: ({ createdBy, createdAt }) => `${createdBy}, ${format.instant(createdAt)}`,
          },
          {
            id: 'see',
            header: '',
            align: 'end',
            cell: ({ id, touched }) =>
              touched > 0 &&
              can('billing.service.view') && (
                <Button size="small" onClick={() => onOpen(id)}>
                  {t('see')}
                </Button>
              ),
          },
        ]}
      />
    </Section>
  );
}
