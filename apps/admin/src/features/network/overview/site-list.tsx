import {
  Button,
  ButtonLink,
  EmptyState,
  NumberText,
  Section,
  SimpleTable,
  Stack,
  useFormat,
  useTexts,
} from '@demarc/ui';
import type { MapLink, MapSite } from './noc.graphql';
import { nocTexts } from './noc-texts';
import { rankOf, StateTag } from './noc-words';

export interface SiteListProps {
  readonly sites: readonly MapSite[];
  readonly links: readonly MapLink[];
  readonly onOpen: (siteId: string) => void;
}

/** Everything that the map says, in rows: the worst first. */
export function SiteList({ sites, links, onOpen }: SiteListProps) {
  const t = useTexts(nocTexts);
  const sorted = [...sites].sort((a, b) => rankOf(a.state) - rankOf(b.state) || b.customers - a.customers);
  return (
    <Stack>
      <Section title={t('sites')} flush={sites.length > 0}>
        <SimpleTable
          label={t('sites')}
          rows={sorted}
          rowId={({ id }) => id}
          empty={
            <EmptyState
              title={t('noSites')}
              description={t('noSitesText')}
              action={<ButtonLink href="/network/sites">{t('toSites')}</ButtonLink>}
            />
          }
          columns={[
            {
              id: 'site',
              header: t('site'),
              cell: ({ id, name }) => (
                <Button size="small" tone="quiet" onClick={() => onOpen(id)}>
                  {name}
                </Button>
              ),
            },
            { id: 'state', header: t('state'), cell: ({ state }) => <StateTag state={state} /> },
            {
              id: 'customers',
              header: t('customers'),
              align: 'end',
              cell: ({ customers }) => <NumberText value={customers} />,
            },
            {
              id: 'online',
              header: t('onlineServices'),
              align: 'end',
              cell: ({ online }) => <NumberText value={online} />,
            },
            {
              id: 'devices',
              header: t('devices'),
              cell: ({ devices, devicesDown }) => t('devicesOf', { count: devices, down: devicesDown }),
            },
            { id: 'area', header: t('areaOf'), cell: ({ locationName }) => locationName ?? '–' },
            { id: 'place', header: t('place'), cell: ({ latitude }) => t(latitude === null ? 'noPlace' : 'onMap') },
          ]}
        />
      </Section>
      {links.length > 0 && <LinkTable links={links} sites={sites} />}
    </Stack>
  );
}

function LinkTable({ links, sites }: { links: readonly MapLink[]; sites: readonly MapSite[] }) {
  const t = useTexts(nocTexts);
  const format = useFormat();
  const nameOf = (id: string) => sites.find((site) => site.id === id)?.name ?? '–';
  const sorted = [...links].sort((a, b) => rankOf(a.state) - rankOf(b.state) || (b.load ?? -1) - (a.load ?? -1));
  return (
    <Section title={t('links')} flush>
      <SimpleTable
        label={t('links')}
        rows={sorted}
        rowId={({ fromSiteId, toSiteId }) => `${fromSiteId} ${toSiteId}`}
        columns={[
          {
            id: 'link',
            header: t('link'),
            cell: ({ fromSiteId, toSiteId }) => `${nameOf(fromSiteId)} – ${nameOf(toSiteId)}`,
          },
          { id: 'state', header: t('state'), cell: ({ state }) => <StateTag state={state} /> },
          {
            id: 'load',
            header: t('load'),
            align: 'end',
            cell: ({ load }) => (load === null ? '–' : `${format.number(Math.round(load * 100))} %`),
          },
        ]}
      />
    </Section>
  );
}
