import {
  Button,
  EmptyState,
  ErrorState,
  FamilyTag,
  Page,
  Section,
  SimpleTable,
  Skeleton,
  Stack,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useSession, useUrlParam } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { Guarded } from '../../../frame/guarded';
import { MethodPanel, TaxPanel } from './catalogue-panels';
import { catalogueTexts } from './catalogue-texts';
import { CatalogueDocument } from './catalogue.graphql';
import { TaxesSection } from './taxes-section';

type Catalogue = ResultOf<typeof CatalogueDocument>;
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
    methods: can('billing.payment.view'),
  });
  const close = () => setPanel(null);
  return (
    <Page title={t('title')}>
      {data === undefined && failure !== null && <ErrorState failure={failure} onRetry={retry} />}
      {data === undefined && failure === null && <Skeleton lines={8} label={t('loading')} />}
      {data !== undefined && (
        <Stack>
          {can('billing.plan.view') && <TaxesSection panel={panel} onPanel={setPanel} />}
          {data.paymentMethods && <Methods methods={data.paymentMethods} onNew={() => setPanel('new-method')} />}
        </Stack>
      )}
      {panel === 'new-tax' && can('billing.tax.manage') && <TaxPanel onClose={close} />}
      {panel === 'new-method' && can('billing.paymentMethod.manage') && <MethodPanel onClose={close} />}
    </Page>
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
