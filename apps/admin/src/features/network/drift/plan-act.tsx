import { useState } from 'react';
import { ConfirmDialog, showToast, Stack, SwitchInput, Text, useTexts } from '@demarc/ui';
import { useApiQuery, useMutationCommand } from '@demarc/web-kit';
import type { FleetRow } from './fleet';
import {
  ApproveRouterPlanDocument,
  DiscardRouterPlanDocument,
  RollBackRouterPlanDocument,
  RouterKeepingDocument,
} from './router-drift.graphql';
import { routerDriftTexts } from './router-drift-texts';
import type { Plan } from './router-plans';

export type PlanStep = 'approve' | 'discard' | 'rollBack';

export interface PlanActProps {
  readonly act: PlanStep;
  readonly plan: Plan;
  readonly router: FleetRow;
  readonly onClose: () => void;
}

export function PlanAct({ act, ...props }: PlanActProps) {
  if (act === 'approve') return <Approve {...props} />;
  return act === 'discard' ? <Discard {...props} /> : <RollBack {...props} />;
}

type StepProps = Omit<PlanActProps, 'act'>;

/** A large plan is typed: the count of what is written. */
function Approve({ plan, router, onClose }: StepProps) {
  const t = useTexts(routerDriftTexts);
  const [now, setNow] = useState(false);
  const keeping = useApiQuery(RouterKeepingDocument, { id: router.routerId });
  const hasWindow = Boolean(keeping.data?.router.options.api?.window);
  const command = useMutationCommand(ApproveRouterPlanDocument, {
    onDone: () => {
      onClose();
      showToast({ message: t('approved') });
    },
  });
  const drops = plan.sessionsEnded === 0 ? t('noDrops') : t('drops', { count: plan.sessionsEnded });
  const services = t('services', { count: plan.services, base: plan.base });
  return (
    <ConfirmDialog
      grade={plan.needsSecond ? 'C' : 'B'}
      {...(plan.needsSecond ? { typed: String(plan.steps) } : {})}
      title={t('approveTitle', { count: plan.steps, name: router.name })}
      confirmLabel={t('approve')}
      busy={command.running}
      failure={command.failure}
      onConfirm={() => void command.run({ planId: plan.id, digest: plan.digest, now })}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Text>{t('approveText', { services, drops })}</Text>
        {hasWindow && <SwitchInput label={t('approveNow')} value={now} onChange={setNow} />}
      </Stack>
    </ConfirmDialog>
  );
}

function Discard({ plan, onClose }: StepProps) {
  const t = useTexts(routerDriftTexts);
  const command = useMutationCommand(DiscardRouterPlanDocument, {
    onDone: () => {
      onClose();
      showToast({ message: t('discarded') });
    },
  });
  return (
    <ConfirmDialog
      grade="B"
      danger={false}
      title={t('discardTitle', { count: plan.steps })}
      confirmLabel={t('discard')}
      busy={command.running}
      failure={command.failure}
      onConfirm={() => void command.run({ planId: plan.id })}
      onClose={onClose}
    >
      <Text>{t('discardText')}</Text>
    </ConfirmDialog>
  );
}

function RollBack({ plan, onClose }: StepProps) {
  const t = useTexts(routerDriftTexts);
  const command = useMutationCommand(RollBackRouterPlanDocument, {
    onDone: () => {
      onClose();
      showToast({ message: t('rollBackProposed') });
    },
  });
  return (
    <ConfirmDialog
      grade="B"
      title={t('rollBackTitle')}
      confirmLabel={t('rollBack')}
      busy={command.running}
      failure={command.failure}
      onConfirm={() => void command.run({ planId: plan.id })}
      onClose={onClose}
    >
      <Text>{t('rollBackText')}</Text>
    </ConfirmDialog>
  );
}
