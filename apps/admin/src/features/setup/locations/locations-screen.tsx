import { Plus } from 'lucide-react';
import {
  Button,
  EmptyState,
  ErrorState,
  FamilyTag,
  Form,
  Page,
  Section,
  SelectField,
  showToast,
  SidePanel,
  SimpleTable,
  Skeleton,
  SwitchField,
  TextField,
  useTexts,
} from '@demarc/ui';
import { useApi, useApiQuery, useCommand, useCommandForm, useSession, useUrlParam } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { OpenRow } from '../open-row';
import { type LocationRow, locationTree, type PlacedLocation, possibleParents } from './location-tree';
import { AddLocationDocument, ChangeLocationDocument, LocationsDocument } from './locations.graphql';
import { locationsTexts } from './locations-texts';

export function LocationsScreen() {
  const t = useTexts(locationsTexts);
  return (
    <Guarded title={t('title')} needs={['crm.location.view']}>
      <Locations />
    </Guarded>
  );
}

function Locations() {
  const t = useTexts(locationsTexts);
  const { can } = useSession();
  const [panel, setPanel] = useUrlParam('panel', { push: true });
  const { data, status, failure, retry } = useApiQuery(LocationsDocument, {});
  const may = can('crm.location.manage');
  const rows = data?.locations ?? [];
  const open = rows.find(({ id }) => id === panel) ?? null;
  const create = may && (
    <Button tone="primary" icon={<Plus size={16} aria-hidden="true" />} onClick={() => setPanel('new')}>
      {t('create')}
    </Button>
  );
  return (
    <Page title={t('title')} description={t('lead')} actions={create}>
      {status === 'loading' && <Skeleton lines={5} />}
      {status === 'failed' && failure && <ErrorState failure={failure} onRetry={retry} />}
      {data && (
        <Section flush>
          <SimpleTable
            label={t('title')}
            rows={locationTree(rows)}
            rowId={({ id }) => id}
            empty={<EmptyState title={t('emptyTitle')} description={t('emptyText')} action={create} />}
            columns={[
              {
                id: 'name',
                header: t('name'),
                cell: (row) => (
                  <>
                    {indent(row)}
                    {may ? <OpenRow onOpen={() => setPanel(row.id)}>{row.name}</OpenRow> : row.name}
                  </>
                ),
              },
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
      )}
      {may && (panel === 'new' || open !== null) && (
        <LocationPanel key={panel} rows={rows} location={open} onClose={() => setPanel(null)} />
      )}
    </Page>
  );
}

function indent({ depth }: PlacedLocation): string {
  return depth === 0 ? '' : `${'\u2003'.repeat(depth - 1)}\u2514\u2002`;
}

interface PanelProps {
  readonly rows: readonly LocationRow[];
  readonly location: LocationRow | null;
  readonly onClose: () => void;
}

interface Values {
  readonly name: string;
  readonly parentId: string;
  readonly active: boolean;
}

function LocationPanel({ rows, location, onClose }: PanelProps) {
  const t = useTexts(locationsTexts);
  const api = useApi();
  const command = useCommand({
    run: async ({ name, parentId, active }: Values, options): Promise<unknown> => {
      const given = { name: name.trim(), parentId: parentId === '' ? null : parentId };
      return location === null
        ? api.graphql(AddLocationDocument, { input: given }, options)
        : api.graphql(ChangeLocationDocument, { input: { ...given, active, locationId: location.id } }, options);
    },
    onDone: (_, { name }) => {
      showToast({ message: location === null ? t('added', { name }) : t('saved', { name }) });
      onClose();
    },
  });
  const { form, onSubmit, failure, running } = useCommandForm<Values, unknown, Values>(
    command,
    { name: location?.name ?? '', parentId: location?.parentId ?? '', active: location?.active ?? true },
    (values) => values,
  );
  return (
    <SidePanel title={location === null ? t('create') : t('edit')} onClose={onClose}>
      <Form
        form={form}
        onSubmit={onSubmit}
        failure={failure}
        labels={{ name: t('name'), parentId: t('parent') }}
        footer={
          <>
            <Button onClick={onClose}>{t('cancel')}</Button>
            <Button type="submit" tone="primary" busy={running}>
              {location === null ? t('add') : t('save')}
            </Button>
          </>
        }
      >
        <TextField name="name" label={t('name')} maxLength={200} autoFocus />
        <SelectField
          name="parentId"
          label={t('parent')}
          optional
          choices={[
            { value: '', label: t('top') },
            ...possibleParents(rows, location?.id ?? null).map((row) => ({
              value: row.id,
              label: `${'\u2003'.repeat(row.depth)}${row.name}`,
            })),
          ]}
        />
        {location !== null && <SwitchField name="active" label={t('activeLabel')} />}
      </Form>
    </SidePanel>
  );
}
