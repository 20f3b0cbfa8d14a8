import { Plus } from 'lucide-react';
import {
  Button,
  EmptyState,
  EntityLink,
  ErrorState,
  FamilyTag,
  NumberText,
  Page,
  Row,
  Section,
  SimpleTable,
  Skeleton,
  Stack,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useSession, useUrlParam } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { SectorPanel } from './sector-panel';
import { SectorServices } from './sector-services';
import { SectorTable } from './sector-table';
import { SitePanel } from './site-panel';
import { SectorsDocument, type Site, SitesDocument } from './sites.graphql';
import { sitesTexts } from './sites-texts';

export function SitesScreen() {
  const t = useTexts(sitesTexts);
  return (
    <Guarded title={t('title')} needs={['networking.site.view']}>
      <Sites />
    </Guarded>
  );
}

/** `?panel=site` and `?panel=sector` add, `site:<id>` and `sector:<id>` change, `on:<id>` shows who is on a sector. */
function Sites() {
  const t = useTexts(sitesTexts);
  const { can } = useSession();
  const [panel, setPanel] = useUrlParam('panel', { push: true });
  const sites = useApiQuery(SitesDocument, {}, { refetchEveryMs: 30_000 });
  const sectors = useApiQuery(SectorsDocument, {}, { refetchEveryMs: 30_000 });
  const may = can('networking.site.manage');
  const [what, id] = (panel ?? '').split(':');
  const site = sites.data?.sites.find((one) => one.id === id);
  const sector = sectors.data?.sectors.find((one) => one.id === id);
  const close = () => setPanel(null);
  const plus = <Plus size={16} aria-hidden="true" />;
  const failure = sites.failure ?? sectors.failure;
  return (
    <Page
      title={t('title')}
      description={t('lead')}
      actions={
        may && (
          <Row>
            <Button icon={plus} onClick={() => setPanel('sector')}>
              {t('addSector')}
            </Button>
            <Button tone="primary" icon={plus} onClick={() => setPanel('site')}>
              {t('addSite')}
            </Button>
          </Row>
        )
      }
    >
      {failure && <ErrorState failure={failure} onRetry={sites.retry} />}
      {(!sites.data || !sectors.data) && !failure && <Skeleton lines={6} />}
      {sites.data && sectors.data && (
        <Stack>
          <Section title={t('sites')} flush>
            <SiteTable sites={sites.data.sites} may={may} />
          </Section>
          <Section title={t('sectors')} flush>
            <SectorTable sectors={sectors.data.sectors} sites={sites.data.sites} may={may} />
          </Section>
        </Stack>
      )}
      {may && what === 'site' && (id === undefined || site) && (
        <SitePanel key={id ?? 'new'} site={site ?? null} onClose={close} />
      )}
      {may && what === 'sector' && (id === undefined || sector) && (
        <SectorPanel key={id ?? 'new'} sector={sector ?? null} sites={sites.data?.sites ?? []} onClose={close} />
      )}
      {what === 'on' && sector && <SectorServices sector={sector} onClose={close} />}
    </Page>
  );
}

function SiteTable({ sites, may }: { sites: readonly Site[]; may: boolean }) {
  const t = useTexts(sitesTexts);
  return (
    <SimpleTable
      label={t('sites')}
      rows={sites}
      rowId={({ id }) => id}
      empty={<EmptyState compact title={t('noSites')} description={t('noSitesText')} />}
      columns={[
        {
          id: 'name',
          header: t('site'),
          cell: ({ id, name }) =>
            may ? <EntityLink href={`/network/sites?panel=site:${id}`}>{name}</EntityLink> : name,
        },
        { id: 'address', header: t('address'), cell: ({ address }) => address || '–' },
        {
          id: 'devices',
          header: t('devices'),
          align: 'end',
          cell: ({ devices, devicesDown }) => (
            <>
              <NumberText value={devices} />{' '}
              {devicesDown > 0 && <FamilyTag family="bad">{t('down', { count: devicesDown })}</FamilyTag>}
            </>
          ),
        },
        { id: 'routers', header: t('routers'), align: 'end', cell: ({ routers }) => <NumberText value={routers} /> },
        {
          id: 'services',
          header: t('services'),
          align: 'end',
          cell: ({ services, online }) => (
            <>
              <NumberText value={services} /> ({t('online', { count: online })})
            </>
          ),
        },
      ]}
    />
  );
}
