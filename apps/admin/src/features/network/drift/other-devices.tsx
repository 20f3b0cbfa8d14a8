import { CodeText, EmptyState, ErrorState, RelativeTime, Section, SimpleTable, Skeleton, useTexts } from '@demarc/ui';
import { useApiQuery, useSession } from '@demarc/web-kit';
import { CustomerLink } from '../customer-link';
import { AccessTroubleDocument } from './drift.graphql';
import { driftTexts } from './drift-texts';

const refreshMs = 10_000;

/** Lines on which another device came up: kept where staff want to be shown that, refused where the line is bound. */
export function OtherDevices() {
  const t = useTexts(driftTexts);
  const { can } = useSession();
  const { data, status, failure, retry } = useApiQuery(
    AccessTroubleDocument,
    { trouble: 'ANOTHER_DEVICE', names: can('crm.customer.view') },
    { refetchEveryMs: refreshMs },
  );
  return (
    <Section title={t('ANOTHER_DEVICE')} description={t('ANOTHER_DEVICEText')} flush>
      {status === 'loading' && <Skeleton lines={2} />}
      {status === 'failed' && failure && <ErrorState compact failure={failure} onRetry={retry} />}
      {data && (
        <SimpleTable
          label={t('ANOTHER_DEVICE')}
          rows={data.accessTrouble}
          rowId={({ serviceId }) => serviceId}
          empty={<EmptyState compact title={t('none')} description={t('noOtherDevice')} />}
          columns={[
            {
              id: 'customer',
              header: t('customer'),
              cell: (row) => <CustomerLink customerId={row.customerId} customer={row.customer} fallback="–" />,
            },
            { id: 'line', header: t('line'), cell: (row) => <CodeText value={row.circuitId ?? row.login} /> },
            {
              id: 'known',
              header: t('knownDevice'),
              cell: (row) => <CodeText value={row.lineDeviceBefore ?? row.lineDevice} />,
            },
            {
              id: 'other',
              header: t('otherDevice'),
              cell: (row) => <CodeText value={row.lineDeviceBefore === null ? row.refusedDevice : row.lineDevice} />,
            },
            {
              id: 'became',
              header: t('became'),
              cell: (row) => t(row.lineDeviceBefore === null ? 'deviceRefused' : 'deviceLetIn'),
            },
            {
              id: 'when',
              header: t('at'),
              cell: (row) => {
                const at = row.lineDeviceBefore === null ? row.refusedDeviceAt : row.lineDeviceAt;
                return at === null ? '–' : <RelativeTime value={at} />;
              },
            },
          ]}
        />
      )}
    </Section>
  );
}
