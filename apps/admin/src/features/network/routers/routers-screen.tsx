import { Plus } from 'lucide-react';
import {
  Button,
  EmptyState,
  EntityLink,
  ErrorState,
  FamilyTag,
  Notice,
  NumberText,
  Page,
  RelativeTime,
  Section,
  SimpleTable,
  Skeleton,
  useLinks,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useSession, useUrlParam } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { RouterFormPanel } from './router-form-panel';
import { RouterSources } from './router-facts';
import { CheckSummary } from './check-summary';
import { RoutersDocument } from './routers.graphql';
import { RouterState, type RouterRow } from './router-state';
import { routersTexts } from './routers-texts';

export function RoutersScreen() {
  const t = useTexts(routersTexts);
  return (
    <Guarded title={t('title')} needs={['networking.router.view']}>
      <Routers />
    </Guarded>
  );
}

/** `?panel=new` for the form; who was added is shown with its check list. */
function Routers() {
  const t = useTexts(routersTexts);
  const { can } = useSession();
  const links = useLinks();
  const [panel, setPanel] = useUrlParam('panel', { push: true });
  const { data, status, failure, retry } = useApiQuery(RoutersDocument, {}, { refetchEveryMs: 30_000 });
  const may = can('networking.router.manage');
  const create = may && (
    <Button tone="primary" icon={<Plus size={16} aria-hidden="true" />} onClick={() => setPanel('new')}>
      {t('create')}
    </Button>
  );
  const routers = data?.routers ?? [];
  const close = () => setPanel(null);
  return (
    <Page title={t('title')} description={t('lead')} actions={create}>
      {status === 'loading' && <Skeleton lines={5} />}
      {status === 'failed' && failure && <ErrorState failure={failure} onRetry={retry} />}
      {data && (
        <>
          <UnsignedWarning routers={routers} />
          <Section flush>
            {routers.length === 0 ? (
              <EmptyState title={t('emptyTitle')} description={t('emptyText')} action={create} />
            ) : (
              <RouterTable routers={routers} />
            )}
          </Section>
        </>
      )}
      {panel === 'new' && may && (
        <RouterFormPanel router={null} onClose={close} onDone={(id) => links.navigate(`/network/routers/${id}`)} />
      )}
    </Page>
  );
}

function UnsignedWarning({ routers }: { routers: readonly RouterRow[] }) {
  const t = useTexts(routersTexts);
  const unsigned = routers.filter(({ unsignedSeenAt }) => unsignedSeenAt !== null);
  if (unsigned.length === 0) return null;
  return (
    <Notice family="attention" title={t('unsignedTitle', { count: unsigned.length })}>
      {t('unsignedText', { names: unsigned.map(({ name }) => name).join(', ') })}
    </Notice>
  );
}

function RouterTable({ routers }: { routers: readonly RouterRow[] }) {
  const t = useTexts(routersTexts);
  return (
    <SimpleTable
      label={t('title')}
      rows={routers}
      rowId={({ id }) => id}
      columns={[
        {
          id: 'name',
          header: t('name'),
          cell: (row) => <EntityLink href={`/network/routers/${row.id}`}>{row.name}</EntityLink>,
        },
        { id: 'state', header: t('state'), cell: (row) => <RouterState router={row} /> },
        { id: 'checks', header: t('checks'), cell: (row) => <CheckSummary checks={row.checks} /> },
        {
          id: 'online',
          header: t('online'),
          align: 'end',
          cell: (row) => (
            <EntityLink href={`/network/sessions?f.router=${row.id}`}>
              <NumberText value={row.onlineSessions} />
            </EntityLink>
          ),
        },
        {
          id: 'seen',
          header: t('lastSeen'),
          cell: (row) => (row.lastSeenAt === null ? t('neverSeen') : <RelativeTime value={row.lastSeenAt} />),
        },
        {
          id: 'unsigned',
          header: t('unsigned'),
          cell: (row) =>
            row.unsignedSeenAt === null ? (
              '–'
            ) : (
              <FamilyTag family="attention" detail={<RelativeTime value={row.unsignedSeenAt} />}>
                {t('unsigned')}
              </FamilyTag>
            ),
        },
        { id: 'vendor', header: t('vendor'), cell: (row) => [t(row.vendor), row.model].filter(Boolean).join(' · ') },
        { id: 'sources', header: t('sources'), cell: (row) => <RouterSources sources={row.sources} /> },
      ]}
    />
  );
}
