import { useState } from 'react';
import { ActionMenu, Button, showToast, useTexts } from '@demarc/ui';
import { useMutationCommand } from '@demarc/web-kit';
import { Decide, type Verdict } from './decide';
import type { Item } from './drift-items';
import type { FleetRow } from './fleet';
import { ProposeRouterPlanDocument } from './router-drift.graphql';
import { routerDriftTexts } from './router-drift-texts';

const verdicts = ['ADOPT', 'IGNORE', 'REMOVE'] as const;
const wordOf = { ADOPT: 'adopt', IGNORE: 'ignore', REMOVE: 'remove' } as const;

export function isOurs({ remedy }: Item): boolean {
  return remedy === 'ADD' || remedy === 'SET' || remedy === 'MOVE' || remedy === 'REMOVE';
}

/** Rows that people made wait for a person's word. */
export function isAsked({ remedy }: Item): boolean {
  return remedy === 'ASK';
}

/** A row can be adopted when a customer bears its name. */
function canBe(verdict: Verdict, { key }: Item): boolean {
  return verdict !== 'ADOPT' || key !== null;
}

interface ActsProps {
  readonly router: FleetRow;
  readonly items: readonly Item[];
  readonly onDone: () => void;
}

/** For what is selected: a plan of what is ours, one word for what is not. */
export function ManyActs({ router, items, onDone }: ActsProps) {
  const t = useTexts(routerDriftTexts);
  const [asked, setAsked] = useState<Verdict | null>(null);
  const propose = useProposal(router);
  const ours = items.filter(isOurs);
  const foreign = items.filter(isAsked);
  const refusalOf = (verdict: Verdict): string | null => {
    if (foreign.length === 0) return t('noneByHand');
    return foreign.some((item) => canBe(verdict, item)) ? null : t('nobodyToAdopt');
  };
  return (
    <>
      {verdicts.map((verdict) => (
        <Button key={verdict} size="small" refusal={refusalOf(verdict)} onClick={() => setAsked(verdict)}>
          {t(wordOf[verdict])}
        </Button>
      ))}
      <Button
        size="small"
        busy={propose.running}
        refusal={ours.length === 0 ? t('noneOurs') : null}
        onClick={() => void propose.of(ours).then((done) => done && onDone())}
      >
        {t('proposeSelected')}
      </Button>
      {asked && (
        <Decide router={router} items={foreign} verdict={asked} onDone={onDone} onClose={() => setAsked(null)} />
      )}
    </>
  );
}

/** The same for one row. */
export function RowActs({ router, item }: { router: FleetRow; item: Item }) {
  const t = useTexts(routerDriftTexts);
  const [asked, setAsked] = useState<Verdict | null>(null);
  const propose = useProposal(router);
  if (!isOurs(item) && !isAsked(item)) return null;
  const actions = isOurs(item)
    ? [{ id: 'propose', label: t('proposeOne'), onSelect: () => void propose.of([item]) }]
    : verdicts
        .filter((verdict) => canBe(verdict, item))
        .map((verdict) => ({
          id: verdict,
          label: t(wordOf[verdict]),
          danger: verdict === 'REMOVE',
          onSelect: () => setAsked(verdict),
        }));
  return (
    <>
      <ActionMenu label={`${t('do')}: ${item.name}`} size="small" actions={actions} />
      {asked && <Decide router={router} items={[item]} verdict={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

export function useProposal({ routerId }: FleetRow) {
  const t = useTexts(routerDriftTexts);
  const { run, running } = useMutationCommand(ProposeRouterPlanDocument, {
    onDone: () => showToast({ message: t('proposed') }),
  });
  const of = (items: readonly Item[]) =>
    run({ routerId, only: items.map(({ menu, name }) => ({ menu: menu ?? '', name })) });
  return { running, of, all: () => void run({ routerId }) };
}
