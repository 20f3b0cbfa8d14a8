import { UserPlus } from 'lucide-react';
import { Button, DataGrid, FilterBar, gridSchema, Notice, Page, useTexts } from '@demarc/ui';
import { useApiPages, useApiQuery, useGridUrlState, useSession, useUrlParam } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { InviteStaffPanel } from './invite-staff-panel';
import { staffColumns } from './staff-columns';
import { RoleChoicesDocument, StaffListDocument } from './staff.graphql';
import { StaffPanel } from './staff-panel';
import { staffTexts } from './staff-texts';

const schema = gridSchema(
  staffColumns((key) => key),
  ['state', 'role'],
);
const states = [
  { value: 'ACTIVE', label: 'Active' },
  { value: 'INVITED', label: 'Invited' },
  { value: 'DISABLED', label: 'Disabled' },
] as const;

export function StaffScreen() {
  const t = useTexts(staffTexts);
  return (
    <Guarded title={t('title')} needs={['identity.staff.view']}>
      <StaffList />
    </Guarded>
  );
}

function StaffList() {
  const t = useTexts(staffTexts);
  const { can } = useSession();
  const [state, setState, ignored] = useGridUrlState(schema);
  const [panel, setPanel] = useUrlParam('panel', { push: true });
  const manages = can('identity.staff.manage');
  const roles = useApiQuery(RoleChoicesDocument, {}, { enabled: can('identity.role.view') }).data?.roles ?? [];
  const pages = useApiPages({
    document: StaffListDocument,
    variables: (after) => ({
      after,
      first: 50,
      search: state.text === '' ? null : state.text,
      state: states.find(({ value }) => value === state.filters['state']?.[0])?.value ?? null,
      roleId: state.filters['role']?.[0] ?? null,
    }),
    page: ({ staffMembers: { nodes, pageInfo, totalCount, totalIsExact } }) => ({
      rows: nodes,
      endCursor: pageInfo.endCursor,
      hasMore: pageInfo.hasNextPage,
      total: { count: totalCount, exact: totalIsExact },
    }),
  });
  const invite = manages && (
    <Button tone="primary" icon={<UserPlus size={16} aria-hidden="true" />} onClick={() => setPanel('invite')}>
      {t('invite')}
    </Button>
  );
  return (
    <Page title={t('title')} description={t('lead')} actions={invite} fill>
      {ignored.length > 0 && <Notice family="attention">{t('unknownPanel', { what: ignored.join(', ') })}</Notice>}
      <DataGrid
        label={t('title')}
        columns={staffColumns(t)}
        rowId={({ id }) => id}
        state={state}
        onStateChange={setState}
        {...pages}
        onOpen={({ id }) => setPanel(id)}
        openId={panel}
        empty={{ title: t('emptyTitle'), description: t('emptyText'), action: invite }}
        toolbar={
          <FilterBar
            state={state}
            onStateChange={(next) => setState(oneChoiceEach(next))}
            searchLabel={t('search')}
            fields={[
              { id: 'state', label: t('state'), kind: 'choices', choices: states },
              ...(roles.length === 0
                ? []
                : [
                    {
                      id: 'role',
                      label: t('role'),
                      kind: 'choices' as const,
                      choices: roles.map(({ id, name }) => ({ value: id, label: name })),
                    },
                  ]),
            ]}
          />
        }
      />
      {panel === 'invite' && manages && <InviteStaffPanel onClose={() => setPanel(null)} />}
      {panel !== null && panel !== 'invite' && <StaffPanel staffId={panel} onClose={() => setPanel(null)} />}
    </Page>
  );
}

/** The server takes one state and one role: the last tick counts. */
function oneChoiceEach<State extends { readonly filters: Readonly<Record<string, readonly string[]>> }>(
  state: State,
): State {
  const filters = Object.fromEntries(Object.entries(state.filters).map(([field, values]) => [field, values.slice(-1)]));
  return { ...state, filters };
}
