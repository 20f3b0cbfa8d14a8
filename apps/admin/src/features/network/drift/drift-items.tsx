import { useState } from 'react';
import {
  ActionMenu,
  Button,
  CodeText,
  EmptyState,
  RelativeTime,
  Row,
  Section,
  showToast,
  SimpleTable,
  Stack,
  useTexts,
} from '@demarc/ui';
import { useMutationCommand, useSession } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { Decide, type Verdict } from './decide';
import type { FleetRow } from './fleet';
import { ProposeRouterPlanDocument, type RouterDriftDocument } from './router-drift.graphql';
import { routerDriftTexts } from './router-drift-texts';
import { causeWords, menuWords } from './router-words';

export type Item = Omit<ResultOf<typeof RouterDriftDocument>['routerDrift'][number], 'customerId'>;

/** Intended beside actual, row by row, with the cause in words and what can be done. */
export function DriftItems({ router, items }: { router: FleetRow; items: readonly Item[] }) {
  const t = useTexts(routerDriftTexts);
  const { can } = useSession();
  const [asked, setAsked] = useState<{ item: Item; verdict: Verdict } | null>(null);
  const propose = useMutationCommand(ProposeRouterPlanDocument, {
    onDone: () => showToast({ message: t('proposed') }),
  });
  const may = can('networking.drift.repair') && router.mode !== null && router.mode !== 'PASSIVE';
  const ours = items.filter(isOurs);
  // The plan stands below already; its button is the next step.
  const waits = router.planState === 'PROPOSED';
  const proposeFor = (item: Item) =>
    void propose.run({ routerId: router.routerId, only: [{ menu: item.menu ?? '', name: item.name }] });
  return (
    <Section
      title={t('items')}
      description={t('itemsLead')}
      flush
      actions={
        may &&
        ours.length > 0 && (
          <Button
            tone={waits ? 'default' : 'primary'}
            busy={propose.running}
            onClick={() => void propose.run({ routerId: router.routerId })}
          >
            {t(waits ? 'proposeAnew' : 'propose')}
          </Button>
        )
      }
    >
      <ItemTable
        items={items}
        actions={(item) =>
          may && (isOurs(item) || item.remedy === 'ASK') ? (
            <ActionMenu
              label={`${t('do')}: ${item.name}`}
              size="small"
              actions={
                isOurs(item)
                  ? [{ id: 'propose', label: t('proposeOne'), onSelect: () => proposeFor(item) }]
                  : verdictsFor(item).map((verdict) => ({
                      id: verdict,
                      label: t(verdict.toLowerCase() as 'adopt' | 'ignore' | 'remove'),
                      danger: verdict === 'REMOVE',
                      onSelect: () => setAsked({ item, verdict }),
                    }))
              }
            />
          ) : null
        }
      />
      {asked && <Decide router={router} {...asked} onClose={() => setAsked(null)} />}
    </Section>
  );
}

function isOurs({ remedy }: Item): boolean {
  return remedy === 'ADD' || remedy === 'SET' || remedy === 'MOVE' || remedy === 'REMOVE';
}

/** A row can be adopted when a customer bears its name. */
function verdictsFor({ key }: Item): readonly Verdict[] {
  return key === null ? ['IGNORE', 'REMOVE'] : ['ADOPT', 'IGNORE', 'REMOVE'];
}

export function ItemTable({ items, actions }: { items: readonly Item[]; actions?: (item: Item) => React.ReactNode }) {
  const t = useTexts(routerDriftTexts);
  return (
    <SimpleTable
      label={t('items')}
      rows={items}
      rowId={({ ordinal }) => String(ordinal)}
      empty={<EmptyState compact title={t('noItems')} description={t('noItemsText')} />}
      columns={[
        { id: 'kind', header: t('kind'), cell: ({ menu }) => menuWords(menu) },
        { id: 'key', header: t('key'), cell: ({ name }) => <CodeText value={name} /> },
        { id: 'intended', header: t('intended'), cell: (item) => <Side item={item} side="wanted" /> },
        { id: 'actual', header: t('actual'), cell: (item) => <Side item={item} side="actual" /> },
        { id: 'cause', header: t('cause'), cell: ({ cause }) => causeWords(t, cause) },
        {
          id: 'since',
          header: t('since'),
          cell: ({ since }) => (since === null ? '–' : <RelativeTime value={since} />),
        },
        ...(actions ? [{ id: 'do', header: t('do'), cell: (item: Item) => actions(item) }] : []),
      ]}
    />
  );
}

/** A row that is on one side only shows what it would be known by; one on both shows the fields that differ. */
function Side({ item, side }: { item: Item; side: 'wanted' | 'actual' }) {
  const t = useTexts(routerDriftTexts);
  if (item.fields.length === 0) return '–';
  if (item.fields.every((field) => field[side] === null)) {
    if (side === 'actual') return t('absent');
    return t(item.remedy === 'ASK' ? 'notOurs' : 'shouldNot');
  }
  return (
    <Stack gap="xs">
      {item.fields
        .filter((field) => field[side] !== null)
        .slice(0, 6)
        .map((field) => (
          <Row key={field.field} gap="xs">
            <CodeText value={`${field.field}=${field[side] === '' ? '""' : field[side]}`} />
          </Row>
        ))}
    </Stack>
  );
}
