import { useState } from 'react';
import { Button, EmptyState, Section, SimpleTable, showToast, useTexts } from '@demarc/ui';
import { useMutationCommand, useSession } from '@demarc/web-kit';
import { ledgerTexts } from './ledger-texts';
import { type Chart, MapRevenueDocument, type RevenueMapping } from './ledger.graphql';
import { MapRevenuePanel } from './map-revenue-panel';

/** Which income goes elsewhere than to the account of its kind. */
export function RevenueMappings({ chart }: { chart: Chart }) {
  const t = useTexts(ledgerTexts);
  const { can } = useSession();
  const [open, setOpen] = useState(false);
  const manages = can('billing.ledger.manage');
  const nameOf = (code: string | null) => chart.ledgerAccounts.find((one) => one.code === code)?.name ?? code ?? '';
  const what = ({ fromAccount, planTitle }: RevenueMapping) => planTitle ?? nameOf(fromAccount);
  return (
    <Section
      title={t('mapping')}
      description={t('mappingText')}
      flush={chart.revenueMappings.length > 0}
      actions={
        manages && (
          <Button size="small" onClick={() => setOpen(true)}>
            {t('map')}
          </Button>
        )
      }
    >
      <SimpleTable
        label={t('mapping')}
        rows={chart.revenueMappings}
        rowId={({ id }) => id}
        empty={<EmptyState compact title={t('noMapping')} />}
        columns={[
          { id: 'what', header: t('what'), cell: what },
          { id: 'to', header: t('goesTo'), cell: ({ accountCode }) => nameOf(accountCode) },
          ...(manages
            ? [
                {
                  id: 'back',
                  header: '',
                  align: 'end' as const,
                  cell: (mapping: RevenueMapping) => <BackButton mapping={mapping} name={what(mapping)} />,
                },
              ]
            : []),
        ]}
      />
      {open && <MapRevenuePanel chart={chart} onClose={() => setOpen(false)} />}
    </Section>
  );
}

function BackButton({ mapping: { planId, fromAccount }, name }: { mapping: RevenueMapping; name: string }) {
  const t = useTexts(ledgerTexts);
  const command = useMutationCommand(MapRevenueDocument, { onDone: () => showToast({ message: t('unmapped') }) });
  return (
    <Button
      size="small"
      busy={command.running}
      aria-label={t('backOf', { name })}
      onClick={() => void command.run(planId === null ? { fromAccount } : { planId })}
    >
      {t('back')}
    </Button>
  );
}
