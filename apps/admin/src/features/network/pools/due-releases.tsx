import { DateTimeText, ErrorState, Section, SimpleTable, useTexts } from '@demarc/ui';
import { useApiQuery, useSession } from '@demarc/web-kit';
import { CustomerLink } from '../customer-link';
import { DueReleasesDocument } from './pools.graphql';
import { poolsTexts } from './pools-texts';

/** What the next night frees; nothing is shown where that is nothing. */
export function DueReleases() {
  const t = useTexts(poolsTexts);
  const { can } = useSession();
  const { data, status, failure } = useApiQuery(DueReleasesDocument, { names: can('crm.customer.view') });
  if (status === 'failed' && failure) return <ErrorState compact failure={failure} />;
  if (!data || data.dueReleases.length === 0) return null;
  return (
    <Section title={t('releases')} description={t('releasesLead')} flush>
      <SimpleTable
        label={t('releases')}
        rows={data.dueReleases}
        rowId={({ serviceId }) => serviceId}
        columns={[
          {
            id: 'customer',
            header: t('customer'),
            cell: ({ customerId, customer }) => (
              <CustomerLink customerId={customerId} customer={customer} fallback="–" />
            ),
          },
          { id: 'login', header: t('login'), cell: ({ login }) => login ?? '–' },
          { id: 'addresses', header: t('addresses'), cell: ({ addresses }) => addresses.join(', ') || '–' },
          { id: 'closed', header: t('closedAt'), cell: ({ closedAt }) => <DateTimeText value={closedAt} /> },
        ]}
      />
    </Section>
  );
}
