import { Plus } from 'lucide-react';
import {
  ButtonLink,
  EntityLink,
  ErrorState,
  FamilyTag,
  Page,
  Section,
  SimpleTable,
  Skeleton,
  Stack,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useSession } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import type { Role } from './permission-areas';
import { RightsMatrix } from './rights-matrix';
import { RolesDocument } from './roles.graphql';
import { rolesTexts } from './roles-texts';

export function RolesScreen() {
  const t = useTexts(rolesTexts);
  return (
    <Guarded title={t('title')} needs={['identity.role.view']}>
      <Roles />
    </Guarded>
  );
}

function Roles() {
  const t = useTexts(rolesTexts);
  const { can } = useSession();
  const { data, status, failure, retry } = useApiQuery(RolesDocument, {});
  const create = can('identity.role.manage') && (
    <ButtonLink tone="primary" href="/setup/roles/new" icon={<Plus size={16} aria-hidden="true" />}>
      {t('create')}
    </ButtonLink>
  );
  return (
    <Page title={t('title')} description={t('lead')} actions={create}>
      {status === 'loading' && <Skeleton lines={8} />}
      {status === 'failed' && failure && <ErrorState failure={failure} onRetry={retry} />}
      {data && (
        <Stack>
          <Section flush>
            <RoleTable roles={data.roles} all={data.permissionCatalogue.length} />
          </Section>
          <RightsMatrix roles={data.roles} catalogue={data.permissionCatalogue} />
        </Stack>
      )}
    </Page>
  );
}

function RoleTable({ roles, all }: { roles: readonly Role[]; all: number }) {
  const t = useTexts(rolesTexts);
  return (
    <SimpleTable
      label={t('title')}
      rows={roles}
      rowId={({ id }) => id}
      columns={[
        {
          id: 'role',
          header: t('role'),
          cell: (role) => <EntityLink href={`/setup/roles/${role.id}`}>{role.name}</EntityLink>,
        },
        { id: 'what', header: t('what'), cell: (role) => role.description },
        {
          id: 'rights',
          header: t('rights'),
          cell: (role) => (role.holdsAll ? t('all') : t('rightsOf', { held: role.permissions.length, all })),
        },
        {
          id: 'holders',
          header: t('holders'),
          cell: (role) => (role.holders.length === 0 ? t('nobody') : t('holderCount', { count: role.holders.length })),
        },
        {
          id: 'second',
          header: t('second'),
          cell: (role) => (
            <FamilyTag family={role.totpRequired ? 'good' : 'off'} quiet>
              {role.totpRequired ? t('secondDemanded') : t('secondFree')}
            </FamilyTag>
          ),
        },
        {
          id: 'origin',
          header: t('origin'),
          cell: (role) => (role.shipped ? (role.edited ? t('shippedEdited') : t('shipped')) : t('own')),
        },
      ]}
    />
  );
}
