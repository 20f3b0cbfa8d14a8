import { FileDown, ShieldCheck } from 'lucide-react';
import { useMemo } from 'react';
import {
  Button,
  ButtonLink,
  DataGrid,
  FilterBar,
  type GridState,
  gridSchema,
  Notice,
  Page,
  useLinks,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useGridUrlState, useSession, useUrlParam } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { postureColumns } from './posture-columns';
import { postureCsv } from './posture-csv';
import { type PostureRow, PosturesDocument } from './posture.graphql';
import { sortedPostures } from './posture-sort';
import { postureTexts } from './posture-texts';
import { RequireSigning } from './require-signing';

const schema = gridSchema(
  postureColumns((key) => key),
  ['verdict', 'transport'],
);
const verdicts = ['DANGER', 'ATTENTION', 'SAFE'] as const;
const transports = ['UDP', 'TLS', 'BOTH', 'NONE'] as const;

export function PostureScreen() {
  const t = useTexts(postureTexts);
  return (
    <Guarded title={t('title')} needs={['networking.router.view']}>
      <Postures />
    </Guarded>
  );
}

/** All routers, the worst first; `?panel=require` for requiring signatures of those that sign. */
function Postures() {
  const t = useTexts(postureTexts);
  const { can } = useSession();
  const links = useLinks();
  const [state, setState, ignored] = useGridUrlState(schema);
  const [panel, setPanel] = useUrlParam('panel', { push: true });
  const { data, status, failure, retry } = useApiQuery(PosturesDocument, {}, { refetchEveryMs: 60_000 });
  const all = useMemo(() => data?.routerPostures ?? [], [data]);
  const rows = useMemo(
    () =>
      sortedPostures(
        all.filter((row) => isSought(row, state)),
        state.sort,
      ),
    [all, state],
  );
  const danger = all.filter(({ verdict }) => verdict === 'DANGER').length;
  return (
    <Page
      title={t('title')}
      description={t('lead')}
      fill
      actions={
        <>
          <Button
            icon={<FileDown size={16} aria-hidden="true" />}
            refusal={rows.length === 0 ? t('nothingToSave') : null}
            onClick={() => save(t('fileName'), postureCsv(rows))}
          >
            {t('export')}
          </Button>
          {can('networking.router.manage') && (
            <Button icon={<ShieldCheck size={16} aria-hidden="true" />} onClick={() => setPanel('require')}>
              {t('require')}
            </Button>
          )}
        </>
      }
    >
      {ignored.length > 0 && <Notice family="attention">{t('ignored', { what: ignored.join(', ') })}</Notice>}
      {danger > 0 && (
        <Notice family="bad" title={t('summary', { count: danger })}>
          {t('summaryText')}
        </Notice>
      )}
      <DataGrid
        label={t('title')}
        columns={postureColumns(t)}
        rows={rows}
        rowId={({ routerId }) => routerId}
        state={state}
        onStateChange={setState}
        status={status}
        failure={failure}
        onRetry={retry}
        total={data ? { count: rows.length, exact: true } : null}
        onOpen={({ routerId }) => links.navigate(`/network/routers/${routerId}`)}
        empty={{
          title: t('emptyTitle'),
          description: t('emptyText'),
          action: <ButtonLink href="/network/routers">{t('toRouters')}</ButtonLink>,
        }}
        toolbar={
          <FilterBar
            state={state}
            onStateChange={setState}
            searchLabel={t('router')}
            fields={[
              {
                id: 'verdict',
                label: t('verdict'),
                kind: 'choices',
                choices: verdicts.map((value) => ({ value, label: t(value) })),
              },
              {
                id: 'transport',
                label: t('transport'),
                kind: 'choices',
                choices: transports.map((value) => ({ value, label: t(value) })),
              },
            ]}
          />
        }
      />
      {panel === 'require' && <RequireSigning onClose={() => setPanel(null)} />}
    </Page>
  );
}

function isSought({ name, verdict, transport }: PostureRow, { text, filters }: GridState): boolean {
  const among = (field: string, value: string) => {
    const wanted = filters[field] ?? [];
    return wanted.length === 0 || wanted.includes(value);
  };
  return (
    name.toLowerCase().includes(text.trim().toLowerCase()) && among('verdict', verdict) && among('transport', transport)
  );
}

function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
