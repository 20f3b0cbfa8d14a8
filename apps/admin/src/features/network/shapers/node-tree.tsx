import { EmptyState, EntityLink, FamilyTag, SimpleTable, useFormat, useTexts } from '@demarc/ui';
import { placedNodes } from './node-order';
import type { NodeLoad } from './shapers.graphql';
import { shapersTexts } from './shapers-texts';

/** Sold more often than this, a shared link is felt in the evening. */
const busyTimes = 10;

/** The tree of the network with what is sold on each part of it. */
export function NodeTree({ loads }: { loads: readonly NodeLoad[] }) {
  const t = useTexts(shapersTexts);
  const format = useFormat();
  const pair = (down: number, up: number): string =>
    down === 0 && up === 0 ? '–' : t('pair', { down: format.rate(Math.round(down)), up: format.rate(Math.round(up)) });
  return (
    <SimpleTable
      label={t('tree')}
      rows={placedNodes(loads)}
      rowId={({ load }) => load.node.id}
      empty={<EmptyState compact title={t('noNodes')} />}
      columns={[
        {
          id: 'node',
          header: t('node'),
          cell: ({ load: { node }, depth }) => (
            <>
              {'— '.repeat(depth)}
              <EntityLink href={`/network/shapers?node=${node.id}`}>{node.name}</EntityLink> ({t(node.kind)})
            </>
          ),
        },
        { id: 'circuits', header: t('circuitsOn'), align: 'end', cell: ({ load }) => format.number(load.circuits) },
        {
          id: 'capacity',
          header: t('capacity'),
          align: 'end',
          cell: ({ load: { node } }) =>
            node.downloadKbps === null && node.uploadKbps === null
              ? t('unknown')
              : t('pair', {
                  down: node.downloadKbps === null ? '–' : format.rate(node.downloadKbps),
                  up: node.uploadKbps === null ? '–' : format.rate(node.uploadKbps),
                }),
        },
        {
          id: 'sold',
          header: t('sold'),
          align: 'end',
          cell: ({ load }) => pair(load.soldDownloadKbps, load.soldUploadKbps),
        },
        {
          id: 'guaranteed',
          header: t('guaranteed'),
          align: 'end',
          cell: ({ load }) => pair(load.guaranteedDownloadKbps, load.guaranteedUploadKbps),
        },
        { id: 'over', header: t('oversubscription'), cell: ({ load }) => <Over times={load.oversubscription} /> },
      ]}
    />
  );
}

function Over({ times }: { times: number | null }) {
  const t = useTexts(shapersTexts);
  const format = useFormat();
  if (times === null) return '–';
  return (
    <FamilyTag family={times > busyTimes ? 'attention' : 'good'} quiet>
      {t('times', { times: format.number(Math.round(times * 10) / 10) })}
    </FamilyTag>
  );
}
