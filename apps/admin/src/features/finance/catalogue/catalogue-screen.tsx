import { useState } from 'react';
import {
  Button,
  Columns,
  ConfirmDialog,
  EmptyState,
  ErrorState,
  FamilyTag,
  Page,
  Section,
  showToast,
  SimpleTable,
  Skeleton,
  useTexts,
  withoutZeros,
} from '@demarc/ui';
import { useApiQuery, useMutationCommand, useSession, useUrlParam } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { Guarded } from '../../../frame/guarded';
import { MethodPanel, TaxPanel } from './catalogue-panels';
import { catalogueTexts } from './catalogue-texts';
import { ArchiveTaxRateDocument, CatalogueDocument } from './catalogue.graphql';

type Catalogue = ResultOf<typeof CatalogueDocument>;
type TaxRate = NonNullable<Catalogue['taxRates']>[number];
type Method = NonNullable<Catalogue['paymentMethods']>[number];

/** The small lists that plans and payments choose from. */
export function CatalogueScreen() {
  const t = useTexts(catalogueTexts);
  return (
    <Guarded title={t('title')} needs={['billing.plan.view', 'billing.payment.view']}>
      <Lists />
    </Guarded>
  );
}

function Lists() {
  const t = useTexts(catalogueTexts);
  const { can } = useSession();
  const [panel, setPanel] = useUrlParam('panel', { push: true });
  const { data, failure, retry } = useApiQuery(CatalogueDocument, {
    taxes: can('billing.plan.view'),
    methods: can('billing.payment.view'),
  });
  const close = () => setPanel(null);
  return (
    <Page title={t('title')}>
      {data === undefined && failure !== null && <ErrorState failure={failure} onRetry={retry} />}
      {data === undefined && failure === null && <Skeleton lines={8} label={t('loading')} />}
      {data !== undefined && (
        <Columns min="lg">
          {data.taxRates && <TaxRates rates={data.taxRates} onNew={() => setPanel('new-tax')} />}
          {data.paymentMethods && <Methods methods={data.paymentMethods} onNew={() => setPanel('new-method')} />}
        </Columns>
      )}
      {panel === 'new-tax' && can('billing.tax.manage') && <TaxPanel onClose={close} />}
      {panel === 'new-method' && can('billing.paymentMethod.manage') && <MethodPanel onClose={close} />}
    </Page>
  );
}

function TaxRates({ rates, onNew }: { rates: readonly TaxRate[]; onNew: () => void }) {
  const t = useTexts(catalogueTexts);
  const { can } = useSession();
  const [archiving, setArchiving] = useState<TaxRate | null>(null);
  const manages = can('billing.tax.manage');
  return (
    <Section
      title={t('taxes')}
      description={t('taxesText')}
      flush={rates.length > 0}
      actions={
        manages && (
          <Button size="small" onClick={onNew}>
            {t('newTax')}
          </Button>
        )
      }
    >
      <SimpleTable
        label={t('taxes')}
        rows={rates}
        rowId={({ id }) => id}
        empty={<EmptyState compact title={t('noTaxes')} />}
        columns={[
          { id: 'name', header: t('name'), cell: ({ name }) => name },
          { id: 'percent', header: t('percent'), align: 'end', cell: ({ percent }) => `${withoutZeros(percent)} %` },
          ...(manages
            ? [
                {
                  id: 'archive',
                  header: '',
                  align: 'end' as const,
                  cell: (rate: TaxRate) => (
                    <Button
                      size="small"
                      aria-label={`${t('archive')}: ${rate.name}`}
                      onClick={() => setArchiving(rate)}
                    >
                      {t('archive')}
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
      {archiving !== null && <ArchiveTaxDialog rate={archiving} onClose={() => setArchiving(null)} />}
    </Section>
  );
}

function ArchiveTaxDialog({ rate: { id, name }, onClose }: { rate: TaxRate; onClose: () => void }) {
  const t = useTexts(catalogueTexts);
  const command = useMutationCommand(ArchiveTaxRateDocument, {
    onDone: () => {
      showToast({ message: t('archived', { name }) });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      grade="B"
      title={t('archiveTitle', { name })}
      confirmLabel={t('archive')}
      busy={command.running}
      failure={command.failure}
      onConfirm={() => void command.run({ taxRateId: id })}
      onClose={onClose}
    >
      {t('archiveText')}
    </ConfirmDialog>
  );
}

function Methods({ methods, onNew }: { methods: readonly Method[]; onNew: () => void }) {
  const t = useTexts(catalogueTexts);
  const { can } = useSession();
  return (
    <Section
      title={t('methods')}
      description={t('methodsText')}
      flush={methods.length > 0}
      actions={
        can('billing.paymentMethod.manage') && (
          <Button size="small" onClick={onNew}>
            {t('newMethod')}
          </Button>
        )
      }
    >
      <SimpleTable
        label={t('methods')}
        rows={methods}
        rowId={({ id }) => id}
        empty={<EmptyState compact title={t('noMethods')} />}
        columns={[
          { id: 'name', header: t('name'), cell: ({ name }) => name },
          { id: 'ledger', header: t('ledger'), cell: ({ ledgerAccount }) => t(ledgerAccount) },
          {
            id: 'state',
            header: t('state'),
            cell: ({ active }) => (
              <FamilyTag family={active ? 'good' : 'off'} quiet>
                {active ? t('active') : t('inactive')}
              </FamilyTag>
            ),
          },
        ]}
      />
    </Section>
  );
}
