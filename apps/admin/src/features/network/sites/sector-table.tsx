import { EmptyState, EntityLink, FamilyTag, SimpleTable, useFormat, useTexts } from '@demarc/ui';
import type { Sector, Site } from './sites.graphql';
import { sitesTexts } from './sites-texts';

/** More than this of the capacity in use is a busy sector. */
const busyShare = 0.8;

export interface SectorTableProps {
  readonly sectors: readonly Sector[];
  readonly sites: readonly Site[];
  readonly may: boolean;
}

export function SectorTable({ sectors, sites, may }: SectorTableProps) {
  const t = useTexts(sitesTexts);
  const format = useFormat();
  const rate = (kbps: number | null): string => (kbps === null ? '–' : format.rate(kbps));
  const tenths = (value: number): string => format.number(Math.round(value * 10) / 10);
  return (
    <SimpleTable
      label={t('sectors')}
      rows={sectors}
      rowId={({ id }) => id}
      empty={<EmptyState compact title={t('noSectors')} description={t('noSectorsText')} />}
      columns={[
        {
          id: 'name',
          header: t('sector'),
          cell: ({ id, name }) =>
            may ? <EntityLink href={`/network/sites?panel=sector:${id}`}>{name}</EntityLink> : name,
        },
        { id: 'site', header: t('site'), cell: ({ siteId }) => sites.find(({ id }) => id === siteId)?.name ?? '–' },
        {
          id: 'router',
          header: t('router'),
          cell: ({ routerName, interfaceName }) => [routerName, interfaceName].filter(Boolean).join(' · ') || '–',
        },
        {
          id: 'services',
          header: t('services'),
          align: 'end',
          cell: ({ id, services, online }) => (
            <EntityLink href={`/network/sites?panel=on:${id}`}>
              {`${format.number(services)} (${t('online', { count: online })})`}
            </EntityLink>
          ),
        },
        { id: 'capacity', header: t('capacity'), align: 'end', cell: ({ downloadKbps }) => rate(downloadKbps) },
        {
          id: 'sold',
          header: t('sold'),
          align: 'end',
          cell: ({ soldDownloadKbps, downloadKbps }) =>
            downloadKbps === null
              ? rate(Number(soldDownloadKbps))
              : t('soldTimes', {
                  sold: rate(Number(soldDownloadKbps)),
                  times: tenths(Number(soldDownloadKbps) / downloadKbps),
                }),
        },
        { id: 'used', header: t('used'), align: 'end', cell: (row) => <Used sector={row} /> },
      ]}
    />
  );
}

function Used({ sector: { usedDownloadKbps: used, downloadKbps: capacity } }: { sector: Sector }) {
  const t = useTexts(sitesTexts);
  const format = useFormat();
  if (used === null) return '–';
  if (capacity === null) return format.rate(used);
  const share = used / capacity;
  return (
    <FamilyTag family={share > busyShare ? 'attention' : 'good'} quiet>
      {t('usedOf', { used: format.rate(used), percent: format.number(Math.round(share * 100)) })}
    </FamilyTag>
  );
}
