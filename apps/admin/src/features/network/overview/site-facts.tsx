import { EntityLink, FactList, NumberText, Section, SidePanel, Stack, Text, useTexts } from '@demarc/ui';
import type { MapNode, MapSite } from './noc.graphql';
import { nocTexts } from './noc-texts';
import { StateTag } from './noc-words';
import { hrefOf } from './topology-tree';

/** A site and what stands there, from the map and from the list alike. */
export function SiteFacts({ site, nodes, onClose }: { site: MapSite; nodes: readonly MapNode[]; onClose: () => void }) {
  const t = useTexts(nocTexts);
  const here = nodesAt(site.id, nodes);
  return (
    <SidePanel title={site.name} onClose={onClose}>
      <Stack>
        <FactList
          facts={[
            { id: 'state', label: t('state'), value: <StateTag state={site.state} /> },
            { id: 'customers', label: t('customers'), value: <NumberText value={site.customers} /> },
            { id: 'online', label: t('onlineServices'), value: <NumberText value={site.online} /> },
            {
              id: 'devices',
              label: t('devices'),
              value: t('devicesOf', { count: site.devices, down: site.devicesDown }),
            },
            { id: 'area', label: t('areaOf'), value: site.locationName ?? '–' },
          ]}
        />
        <Section title={t('here')} level={3}>
          <ul className="admin-tree">
            {here.map((node) => (
              <li key={node.key}>
                <div className="admin-tree-node">
                  <StateTag state={node.state} />
                  <EntityLink href={hrefOf(node)}>{node.name}</EntityLink>
                  <Text as="span" size="small" tone="secondary">
                    {t(`kind${node.kind}`)}
                  </Text>
                </div>
              </li>
            ))}
            <li>
              <EntityLink href={`/network/sites?panel=site:${site.id}`}>{t('openSites')}</EntityLink>
            </li>
          </ul>
        </Section>
      </Stack>
    </SidePanel>
  );
}

/** Everything under the site, parents before their children. */
function nodesAt(siteId: string, nodes: readonly MapNode[]): readonly MapNode[] {
  const kept = new Set([`site:${siteId}`]);
  return nodes.filter(({ key, parentKey }) => {
    if (parentKey === null || !kept.has(parentKey)) return false;
    kept.add(key);
    return true;
  });
}
