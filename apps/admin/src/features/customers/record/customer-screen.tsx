import { useParams } from '@tanstack/react-router';
import { ErrorState, NoPermission, Page, Skeleton, useTexts } from '@demarc/ui';
import { useSession, useUrlParam } from '@demarc/web-kit';
import { CustomerHeader } from './customer-header';
import { CustomerPanels } from './customer-panels';
import { CustomerTabs } from './customer-tabs';
import { recordTexts } from './record-texts';
import { useCustomer } from './use-customer';

/** One customer: who, what is owed, what happens next and when, and the verbs of a phone call. */
export function CustomerScreen() {
  const { can } = useSession();
  const { customerId } = useParams({ strict: false });
  if (!can('crm.customer.view')) return <NoPermission permission="crm.customer.view" />;
  return <CustomerRecord key={customerId} id={customerId ?? ''} />;
}

function CustomerRecord({ id }: { id: string }) {
  const t = useTexts(recordTexts);
  const { data, status, failure, retry } = useCustomer(id);
  const [panel, setPanel] = useUrlParam('panel', { push: true });
  if (status === 'failed' && failure !== null) {
    return (
      <Page title={t('back')} back={{ href: '/customers', label: t('back') }}>
        <ErrorState failure={failure} onRetry={retry} />
      </Page>
    );
  }
  if (data === undefined) {
    return (
      <div className="dm-page">
        <Skeleton lines={10} label={t('loading')} />
      </div>
    );
  }
  const loaded = { customer: data.customer, openInvoices: data.invoices?.nodes ?? [] };
  return (
    <div className="dm-page">
      <CustomerHeader loaded={loaded} onPanel={setPanel} />
      <CustomerTabs loaded={loaded} onPanel={setPanel} />
      {panel !== null && <CustomerPanels panel={panel} loaded={loaded} onClose={() => setPanel(null)} />}
    </div>
  );
}
