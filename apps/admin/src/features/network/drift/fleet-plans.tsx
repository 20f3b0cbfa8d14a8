import { useState } from 'react';
import { Button, ConfirmDialog, SelectInput, showToast, Stack, Text, useTexts } from '@demarc/ui';
import { apiKey, useMutationCommand, useSession } from '@demarc/web-kit';
import { differencesOf, type FleetRow } from './fleet-row';
import {
  ApproveRouterPlansDocument,
  ProposeRouterPlansDocument,
  RouterComparisonsDocument,
} from './router-drift.graphql';
import { routerDriftTexts } from './router-drift-texts';

const open: ReadonlySet<FleetRow['planState']> = new Set(['PROPOSED', 'APPROVED', 'APPLYING', 'READ_BACK']);

/** A change of the whole fleet: a plan for each router that differs, and one router that goes first. */
export function FleetPlans({ rows }: { rows: readonly FleetRow[] }) {
  const t = useTexts(routerDriftTexts);
  const { can } = useSession();
  const [asks, setAsks] = useState(false);
  const command = useMutationCommand(ProposeRouterPlansDocument, {
    invalidates: [apiKey(RouterComparisonsDocument)],
    onDone: ({ proposeRouterPlans: count }) => showToast({ message: t('fleetProposed', { count }) }),
  });
  if (!can('networking.drift.repair')) return null;
  const differing = rows.filter((row) => row.mode !== 'PASSIVE' && differencesOf(row) > 0 && !open.has(row.planState));
  const proposed = rows.filter(({ planState, planDigest }) => planState === 'PROPOSED' && planDigest !== null);
  return (
    <>
      {differing.length > 0 && (
        <Button
          size="small"
          busy={command.running}
          onClick={() => void command.run({ routerIds: differing.map(({ routerId }) => routerId) })}
        >
          {t('proposeFleet')}
        </Button>
      )}
      {proposed.length > 1 && (
        <Button size="small" tone="primary" onClick={() => setAsks(true)}>
          {t('approveFleet')}
        </Button>
      )}
      {asks && proposed.length > 1 && <ApproveFleet rows={proposed} onClose={() => setAsks(false)} />}
    </>
  );
}

/** The smallest plan goes first unless somebody says otherwise. */
function ApproveFleet({ rows, onClose }: { rows: readonly FleetRow[]; onClose: () => void }) {
  const t = useTexts(routerDriftTexts);
  const bySize = [...rows].sort((one, other) => (one.planSteps ?? 0) - (other.planSteps ?? 0));
  const [chosen, setChosen] = useState(bySize[0]?.planId ?? '');
  const command = useMutationCommand(ApproveRouterPlansDocument, {
    invalidates: [apiKey(RouterComparisonsDocument)],
    onDone: () => {
      onClose();
      showToast({ message: t('fleetApproved') });
    },
  });
  const plans = [...rows]
    .sort((one, other) => Number(other.planId === chosen) - Number(one.planId === chosen))
    .flatMap(({ planId, planDigest }) => (planId && planDigest ? [{ planId, digest: planDigest }] : []));
  const isLarge = rows.some(({ planNeedsSecond }) => planNeedsSecond);
  return (
    <ConfirmDialog
      grade={isLarge ? 'C' : 'B'}
      {...(isLarge ? { typed: String(plans.length) } : {})}
      title={t('approveFleetTitle', { count: plans.length })}
      confirmLabel={t('approveFleet')}
      busy={command.running}
      failure={command.failure}
      onConfirm={() => void command.run({ plans })}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Text>{t('approveFleetText')}</Text>
        <SelectInput
          label={t('fleetFirst')}
          value={chosen}
          onChange={setChosen}
          choices={bySize.map(({ planId, name, planSteps }) => ({
            value: planId ?? '',
            label: t('fleetPlan', { name, count: planSteps ?? 0 }),
          }))}
        />
      </Stack>
    </ConfirmDialog>
  );
}
