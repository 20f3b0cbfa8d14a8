import { useParams } from '@tanstack/react-router';
import { ButtonLink, EmptyState, ErrorState, Page, Skeleton, useTexts } from '@demarc/ui';
import { useApiQuery, useUrlParam } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { RoleEditor } from './role-editor';
import { RolesDocument } from './roles.graphql';
import { rolesTexts } from './roles-texts';

export function RoleScreen() {
  const t = useTexts(rolesTexts);
  return (
    <Guarded title={t('role')} needs={['identity.role.view']}>
      <RolePlace />
    </Guarded>
  );
}

/** `/setup/roles/new` makes one, from nothing or from another role (`?from=`). */
function RolePlace() {
  const t = useTexts(rolesTexts);
  const { roleId } = useParams({ strict: false });
  const [from] = useUrlParam('from');
  const { data, status, failure, retry } = useApiQuery(RolesDocument, {});
  const back = { href: '/setup/roles', label: t('backToRoles') };
  if (status === 'loading') {
    return (
      <Page title={t('role')} back={back}>
        <Skeleton lines={10} />
      </Page>
    );
  }
  if (status === 'failed' || data === undefined) {
    return (
      <Page title={t('role')} back={back}>
        {failure && <ErrorState failure={failure} onRetry={retry} />}
      </Page>
    );
  }
  const role = data.roles.find(({ id }) => id === roleId);
  if (role === undefined && roleId !== 'new') {
    return (
      <Page title={t('role')} back={back}>
        <EmptyState
          title={t('missing')}
          description={t('missingText')}
          action={<ButtonLink href="/setup/roles">{t('title')}</ButtonLink>}
        />
      </Page>
    );
  }
  const start = role ?? data.roles.find(({ id }) => id === from) ?? null;
  return (
    <RoleEditor
      key={`${roleId} ${start?.id ?? ''} ${start?.permissions.join() ?? ''}`}
      roles={data.roles}
      catalogue={data.permissionCatalogue}
      role={role ?? null}
      start={start}
    />
  );
}
