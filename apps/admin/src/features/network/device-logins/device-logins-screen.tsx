import {
  ButtonLink,
  CodeText,
  EmptyState,
  EntityLink,
  ErrorState,
  FamilyTag,
  Page,
  Row,
  Section,
  SimpleTable,
  Skeleton,
  Text,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useSession } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { LastUse, placeWords } from './device-login-facts';
import { type DeviceLogin, DeviceLoginsDocument } from './device-logins.graphql';
import { deviceLoginTexts } from './device-logins-texts';

/** Who of the staff may log in where on the network. */
export function DeviceLoginsScreen() {
  const t = useTexts(deviceLoginTexts);
  return (
    <Guarded title={t('title')} needs={['networking.deviceLogin.view']}>
      <DeviceLogins />
    </Guarded>
  );
}

function DeviceLogins() {
  const t = useTexts(deviceLoginTexts);
  const { can } = useSession();
  const { data, failure, retry } = useApiQuery(DeviceLoginsDocument, {});
  const seesStaff = can('identity.staff.view');
  return (
    <Page
      title={t('title')}
      description={t('lead')}
      actions={
        can('networking.log.view') && <ButtonLink href="/network/radius-log?f.whose=staff">{t('toLog')}</ButtonLink>
      }
    >
      <Section flush>
        {!data && (failure ? <ErrorState failure={failure} onRetry={retry} /> : <Skeleton lines={6} />)}
        {data && (
          <SimpleTable
            label={t('title')}
            rows={data.deviceLogins}
            rowId={({ staffId }) => staffId}
            empty={
              <EmptyState
                title={t('empty')}
                description={t('emptyText')}
                action={seesStaff && <ButtonLink href="/setup/staff">{t('toStaff')}</ButtonLink>}
              />
            }
            columns={[
              { id: 'name', header: t('name'), cell: (row) => <Name row={row} isLink={seesStaff} /> },
              { id: 'login', header: t('login'), cell: ({ login }) => <CodeText value={login} /> },
              { id: 'level', header: t('level'), cell: ({ level }) => t(level ?? 'nothing') },
              {
                id: 'places',
                header: t('places'),
                cell: (row) => (row.places.length === 0 ? '–' : placeWords(t, row)),
              },
              { id: 'used', header: t('lastUsed'), cell: (row) => <LastUse login={row} /> },
            ]}
          />
        )}
      </Section>
      <Text tone="secondary" size="small">
        {t('howTo')}
      </Text>
    </Page>
  );
}

function Name({ row: { staffId, staffName, works }, isLink }: { row: DeviceLogin; isLink: boolean }) {
  const t = useTexts(deviceLoginTexts);
  return (
    <Row gap="xs">
      {isLink ? <EntityLink href={`/setup/staff?panel=${staffId}`}>{staffName}</EntityLink> : staffName}
      {!works && (
        <FamilyTag family="off" quiet>
          {t('off')}
        </FamilyTag>
      )}
    </Row>
  );
}
