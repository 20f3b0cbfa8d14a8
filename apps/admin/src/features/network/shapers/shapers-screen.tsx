import { FileDown } from 'lucide-react';
import {
  ButtonLink,
  CodeBlock,
  EmptyState,
  ErrorState,
  FamilyTag,
  Notice,
  Page,
  RelativeTime,
  Row,
  Section,
  SimpleTable,
  Skeleton,
  Stack,
  useTexts,
} from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { Circuits } from './circuits';
import { NodeTree } from './node-tree';
import { type ShaperOverview, ShaperOverviewDocument } from './shapers.graphql';
import { shapersTexts } from './shapers-texts';

const refreshMs = 15_000;

export function ShapersScreen() {
  const t = useTexts(shapersTexts);
  return (
    <Guarded title={t('title')} needs={['networking.shaper.view']}>
      <Shapers />
    </Guarded>
  );
}

function Shapers() {
  const t = useTexts(shapersTexts);
  const { data, failure, retry } = useApiQuery(ShaperOverviewDocument, {}, { refetchEveryMs: refreshMs });
  const icon = <FileDown size={16} aria-hidden="true" />;
  return (
    <Page
      title={t('title')}
      description={t('lead')}
      actions={
        <Row>
          <ButtonLink href="/shaper/network.json" download icon={icon}>
            {t('networkFile')}
          </ButtonLink>
          <ButtonLink href="/shaper/ShapedDevices.csv" download icon={icon}>
            {t('devicesFile')}
          </ButtonLink>
        </Row>
      }
    >
      {failure && <ErrorState failure={failure} onRetry={retry} />}
      {!data && !failure && <Skeleton lines={8} />}
      {data && (
        <Stack>
          <Told overview={data.shaperOverview} />
          <Section title={t('consumers')} description={t('consumersLead')} flush>
            <Consumers consumers={data.shaperOverview.consumers} />
          </Section>
          <CodeBlock label={t('addresses')} text={addresses()} />
          <Section title={t('tree')} description={t('treeLead')} flush>
            <Assumed count={data.shaperOverview.nodes.filter(({ isAssumed }) => isAssumed).length} />
            <NodeTree loads={data.shaperOverview.nodes} />
          </Section>
          <Circuits nodes={data.shaperOverview.nodes} />
        </Stack>
      )}
    </Page>
  );
}

function Assumed({ count }: { count: number }) {
  const t = useTexts(shapersTexts);
  if (count === 0) return null;
  return (
    <Notice family="info" title={t('assumed', { count })}>
      {t('assumedText')}
    </Notice>
  );
}

/** Below the address of this server; the last is what an importer for Splynx is given. */
function addresses(): string {
  const paths = ['/shaper/changes?after=', '/shaper/ShapedDevices.csv', '/shaper/network.json', '/api/2.0/admin/'];
  return paths.map((path) => `${globalThis.location.origin}${path}`).join('\n');
}

function Told({ overview: { circuits, shaped, leftOut } }: { overview: ShaperOverview }) {
  const t = useTexts(shapersTexts);
  const reasons = leftOut.map(({ why, circuits: count }) => t(`count_${why}`, { count })).join(', ');
  return (
    <Notice family={leftOut.some(({ why }) => why !== 'CLOSED') ? 'attention' : 'info'}>
      {t('shaped', { shaped, circuits })} {reasons !== '' && `${reasons}.`}
    </Notice>
  );
}

function Consumers({ consumers }: { consumers: ShaperOverview['consumers'] }) {
  const t = useTexts(shapersTexts);
  return (
    <SimpleTable
      label={t('consumers')}
      rows={consumers}
      rowId={({ apiKeyId, way }) => `${apiKeyId} ${way}`}
      empty={<EmptyState compact title={t('noConsumers')} description={t('noConsumersText')} />}
      columns={[
        { id: 'key', header: t('key'), cell: ({ name }) => name },
        { id: 'way', header: t('way'), cell: ({ way }) => t(way) },
        { id: 'stands', header: t('stands'), cell: (consumer) => <Stands consumer={consumer} /> },
        { id: 'last', header: t('lastRead'), cell: ({ lastAt }) => <RelativeTime value={lastAt} /> },
      ]}
    />
  );
}

function Stands({ consumer: { isComplete, behind } }: { consumer: ShaperOverview['consumers'][number] }) {
  const t = useTexts(shapersTexts);
  if (!isComplete) return <FamilyTag family="waiting">{t('reading')}</FamilyTag>;
  return behind === 0 ? (
    <FamilyTag family="good" quiet>
      {t('upToDate')}
    </FamilyTag>
  ) : (
    <FamilyTag family="waiting">{t('behind', { count: behind })}</FamilyTag>
  );
}
