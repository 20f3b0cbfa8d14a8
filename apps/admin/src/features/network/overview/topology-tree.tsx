import { ChevronDown, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { EmptyState, EntityLink, IconButton, Section, Text, useTexts } from '@demarc/ui';
import type { MapNode } from './noc.graphql';
import { nocTexts } from './noc-texts';
import { StateTag } from './noc-words';

/** Sites, routers, sectors and devices as a tree that stands still. */
export function TopologyTree({ nodes }: { nodes: readonly MapNode[] }) {
  const t = useTexts(nocTexts);
  const children = Map.groupBy(nodes, ({ parentKey }) => parentKey);
  return (
    <Section title={t('tree')}>
      {nodes.length === 0 ? (
        <EmptyState compact title={t('treeEmpty')} description={t('noSitesText')} />
      ) : (
        <ul className="admin-tree">
          {(children.get(null) ?? []).map((node) => (
            <Branch key={node.key} node={node} children={children} />
          ))}
        </ul>
      )}
    </Section>
  );
}

interface BranchProps {
  readonly node: MapNode;
  readonly children: ReadonlyMap<string | null, readonly MapNode[]>;
}

function Branch({ node, children }: BranchProps) {
  const t = useTexts(nocTexts);
  const own = children.get(node.key) ?? [];
  const [isOpen, setOpen] = useState(true);
  return (
    <li>
      <div className="admin-tree-node">
        {own.length > 0 ? (
          <IconButton
            label={t(isOpen ? 'fold' : 'unfold', { name: node.name })}
            icon={isOpen ? <ChevronDown size={14} aria-hidden="true" /> : <ChevronRight size={14} aria-hidden="true" />}
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          />
        ) : (
          <span className="admin-tree-leaf" />
        )}
        <StateTag state={node.state} />
        <EntityLink href={hrefOf(node)}>{node.name}</EntityLink>
        <Text as="span" size="small" tone="secondary">
          {[t(`kind${node.kind}`), node.customers > 0 ? t('customersShort', { count: node.customers }) : null]
            .filter(Boolean)
            .join(' · ')}
        </Text>
      </div>
      {own.length > 0 && isOpen && (
        <ul>
          {own.map((child) => (
            <Branch key={child.key} node={child} children={children} />
          ))}
        </ul>
      )}
    </li>
  );
}

export function hrefOf({ kind, id }: Pick<MapNode, 'kind' | 'id'>): string {
  switch (kind) {
    case 'SITE':
      return `/network/sites?panel=site:${id}`;
    case 'SECTOR':
      return `/network/sites?panel=on:${id}`;
    case 'ROUTER':
      return `/network/routers/${id}`;
    case 'DEVICE':
      return `/network/monitoring/${id}`;
  }
}
