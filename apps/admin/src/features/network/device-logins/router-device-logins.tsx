import { CodeText, EmptyState, EntityLink, ErrorState, Section, SimpleTable, Skeleton, useTexts } from '@demarc/ui';
import { useApiQuery, useSession } from '@demarc/web-kit';
import { LastUse } from './device-login-facts';
import { DeviceLoginsDocument } from './device-logins.graphql';
import { deviceLoginTexts } from './device-logins-texts';

/** On the record of a router: who of the staff gets in, and as what. */
export function RouterDeviceLogins({ routerId }: { routerId: string }) {
  const t = useTexts(deviceLoginTexts);
  const { can } = useSession();
  const sees = can('networking.deviceLogin.view');
  const { data, status, failure, retry } = useApiQuery(DeviceLoginsDocument, { routerId }, { enabled: sees });
  if (!sees) return null;
  return (
    <Section title={t('here')} flush>
      {status === 'loading' && <Skeleton lines={2} />}
      {status === 'failed' && failure && <ErrorState compact failure={failure} onRetry={retry} />}
      {data !== undefined && (
        <SimpleTable
          label={t('here')}
          rows={data.deviceLogins.filter(({ levelThere }) => levelThere !== null)}
          rowId={({ staffId }) => staffId}
          empty={<EmptyState compact title={t('hereNobody')} />}
          columns={[
            {
              id: 'name',
              header: t('name'),
              cell: ({ staffId, staffName }) =>
                can('identity.staff.view') ? (
                  <EntityLink href={`/setup/staff?panel=${staffId}`}>{staffName}</EntityLink>
                ) : (
                  staffName
                ),
            },
            { id: 'login', header: t('login'), cell: ({ login }) => <CodeText value={login} /> },
            { id: 'level', header: t('levelThere'), cell: ({ levelThere }) => t(levelThere ?? 'nothing') },
            { id: 'used', header: t('lastUsed'), cell: (row) => <LastUse login={row} /> },
          ]}
        />
      )}
    </Section>
  );
}
