import { Plus } from 'lucide-react';
import { useState } from 'react';
import {
  Button,
  ConfirmDialog,
  DateTimeText,
  EmptyState,
  ErrorState,
  Page,
  Row,
  Section,
  showToast,
  SimpleTable,
  Skeleton,
  Stack,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useMutationCommand, useSession, useUrlParam } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { type CgnatMap, CgnatMapsDocument, EndCgnatMapDocument } from './cgnat.graphql';
import { CgnatPanel } from './cgnat-panel';
import { RecipePanel } from './cgnat-recipe-panel';
import { Translate } from './cgnat-translate';
import { cgnatTexts } from './cgnat-texts';

export function CgnatScreen() {
  const t = useTexts(cgnatTexts);
  return (
    <Guarded title={t('title')} needs={['networking.cgnat.view']}>
      <Cgnat />
    </Guarded>
  );
}

function Cgnat() {
  const t = useTexts(cgnatTexts);
  const { can } = useSession();
  const [panel, setPanel] = useUrlParam('panel', { push: true });
  const { data, status, failure, retry } = useApiQuery(CgnatMapsDocument, {});
  const may = can('networking.cgnat.manage');
  const create = may && (
    <Button tone="primary" icon={<Plus size={16} aria-hidden="true" />} onClick={() => setPanel('new')}>
      {t('create')}
    </Button>
  );
  const open = data?.cgnatMaps.find(({ id }) => id === panel);
  return (
    <Page title={t('title')} description={t('lead')} actions={create}>
      <Stack>
        {status === 'loading' && <Skeleton lines={4} />}
        {status === 'failed' && failure && <ErrorState failure={failure} onRetry={retry} />}
        {data && (
          <Section flush>
            <MapTable
              maps={data.cgnatMaps}
              empty={<EmptyState title={t('emptyTitle')} description={t('emptyText')} action={create} />}
              onRecipe={setPanel}
            />
          </Section>
        )}
        <Translate />
      </Stack>
      {may && panel === 'new' && <CgnatPanel onClose={() => setPanel(null)} />}
      {open && <RecipePanel map={open} onClose={() => setPanel(null)} />}
    </Page>
  );
}

function MapTable({
  maps,
  empty,
  onRecipe,
}: {
  maps: readonly CgnatMap[];
  empty: React.ReactNode;
  onRecipe: (id: string) => void;
}) {
  const t = useTexts(cgnatTexts);
  const { can } = useSession();
  return (
    <SimpleTable
      label={t('title')}
      rows={maps}
      rowId={({ id }) => id}
      empty={empty}
      columns={[
        { id: 'name', header: t('name'), cell: ({ name }) => name },
        { id: 'inside', header: t('inside'), cell: ({ inside }) => inside },
        { id: 'outside', header: t('outside'), cell: ({ outside }) => outside },
        { id: 'mode', header: t('mode'), cell: ({ mode }) => t(mode) },
        {
          id: 'sharing',
          header: t('sharing'),
          cell: ({ perAddress, blockPorts }) => t('share', { count: perAddress, ports: blockPorts }),
        },
        { id: 'since', header: t('since'), cell: ({ since }) => <DateTimeText value={since} /> },
        {
          id: 'until',
          header: t('until'),
          cell: ({ until }) => (until === null ? t('inForce') : <DateTimeText value={until} />),
        },
        {
          id: 'do',
          header: t('steps'),
          cell: (map) => (
            <Row>
              {map.mode === 'DETERMINISTIC' && (
                <Button size="small" onClick={() => onRecipe(map.id)}>
                  {t('recipe')}
                </Button>
              )}
              {map.until === null && can('networking.cgnat.manage') && <EndMap map={map} />}
            </Row>
          ),
        },
      ]}
    />
  );
}

function EndMap({ map }: { map: CgnatMap }) {
  const t = useTexts(cgnatTexts);
  const [asks, setAsks] = useState(false);
  const command = useMutationCommand(EndCgnatMapDocument, {
    onDone: () => {
      showToast({ message: t('ended', { name: map.name }) });
      setAsks(false);
    },
  });
  return (
    <>
      <Button size="small" onClick={() => setAsks(true)} aria-label={t('endTitle', { name: map.name })}>
        {t('end')}
      </Button>
      {asks && (
        <ConfirmDialog
          grade="B"
          title={t('endTitle', { name: map.name })}
          confirmLabel={t('endTitle', { name: map.name })}
          busy={command.running}
          failure={command.failure}
          onClose={() => setAsks(false)}
          onConfirm={() => void command.run({ mapId: map.id })}
        >
          {t('endText')}
        </ConfirmDialog>
      )}
    </>
  );
}
