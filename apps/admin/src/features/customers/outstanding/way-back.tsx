import { ConfirmDialog, showToast, Text, useFormat, useTexts } from '@demarc/ui';
import { type CommandState, useMutationCommand } from '@demarc/web-kit';
import { UndoPlanChange } from '../services/undo-change-panel';
import { RenewContractPanel } from '../services/renew-contract-panel';
import { EndServiceDocument, ResumeServiceDocument } from '../services/services.graphql';
import { type OutstandingChange, TakeBackListPriceDocument, TakeBackServicePriceDocument } from './outstanding.graphql';
import { outstandingTexts } from './outstanding-texts';

interface BackProps {
  readonly change: OutstandingChange;
  readonly onClose: () => void;
}

/** The way back from what waits: each by the command that a person would run on the service or the plan. */
export function WayBack({ change, onClose }: BackProps) {
  const { id, kind, planTitle, newPlanTitle } = change;
  switch (kind) {
    case 'PLAN_CHANGE':
      return (
        <UndoPlanChange change={{ id, oldPlanTitle: planTitle, newPlanTitle: newPlanTitle ?? '' }} onClose={onClose} />
      );
    case 'PAUSE':
    case 'RESUME':
      return <BackFromPause change={change} onClose={onClose} />;
    case 'END':
      return <BackFromEnd change={change} onClose={onClose} />;
    case 'PRICE':
      return <BackFromPrice change={change} onClose={onClose} />;
    case 'LIST_PRICE':
      return <BackFromListPrice change={change} onClose={onClose} />;
    case 'CONTRACT':
      return <RenewContractPanel service={{ id: change.serviceId ?? '', planTitle }} onClose={onClose} />;
    case 'START':
    case 'PLAN_MOVE':
      return null;
  }
}

function BackFromPause({ change, onClose }: BackProps) {
  const t = useTexts(outstandingTexts);
  const plan = change.planTitle;
  const done = doneBy(onClose);
  const command = useMutationCommand(ResumeServiceDocument, { onDone: () => done(t('done')) });
  const planned = change.kind === 'PAUSE';
  return (
    <Ask
      title={t(planned ? 'pauseTitle' : 'resumeTitle', { plan })}
      text={t(planned ? 'pauseText' : 'resumeText')}
      verb={t(planned ? 'verb_PAUSE' : 'verb_RESUME')}
      command={command}
      onConfirm={() => void command.run({ serviceId: change.serviceId ?? '' })}
      onClose={onClose}
    />
  );
}

function BackFromEnd({ change, onClose }: BackProps) {
  const t = useTexts(outstandingTexts);
  const format = useFormat();
  const done = doneBy(onClose);
  const command = useMutationCommand(EndServiceDocument, { onDone: () => done(t('done')) });
  return (
    <Ask
      title={t('endTitle', { plan: change.planTitle })}
      text={t('endText', { date: format.day(change.on) })}
      verb={t('verb_END')}
      command={command}
      onConfirm={() => void command.run({ serviceId: change.serviceId ?? '', endsOn: null })}
      onClose={onClose}
    />
  );
}

function BackFromPrice({ change, onClose }: BackProps) {
  const t = useTexts(outstandingTexts);
  const done = doneBy(onClose);
  const command = useMutationCommand(TakeBackServicePriceDocument, { onDone: () => done(t('done')) });
  return (
    <Ask
      {...usePriceWords(change)}
      verb={t('verb_PRICE')}
      command={command}
      onConfirm={() => void command.run({ serviceId: change.serviceId ?? '', from: change.on })}
      onClose={onClose}
    />
  );
}

function BackFromListPrice({ change, onClose }: BackProps) {
  const t = useTexts(outstandingTexts);
  const done = doneBy(onClose);
  const command = useMutationCommand(TakeBackListPriceDocument, {
    onDone: ({ takeBackListPrice: { services } }) =>
      done(services === 0 ? t('done') : t('doneServices', { count: services })),
  });
  return (
    <Ask
      {...usePriceWords(change)}
      verb={t('verb_LIST_PRICE')}
      command={command}
      onConfirm={() => void command.run({ planId: change.planId ?? '', from: change.on })}
      onClose={onClose}
    />
  );
}

function usePriceWords({ kind, on, planTitle, priceBefore, currency }: OutstandingChange) {
  const t = useTexts(outstandingTexts);
  const format = useFormat();
  const before = priceBefore === null || currency === null ? '–' : format.money({ amount: priceBefore, currency });
  const isList = kind === 'LIST_PRICE';
  return {
    title: t(isList ? 'listPriceTitle' : 'priceTitle', { date: format.day(on) }),
    text: t(isList ? 'listPriceText' : 'priceText', { plan: planTitle, before }),
  };
}

function doneBy(onClose: () => void): (message: string) => void {
  return (message) => {
    showToast({ message });
    onClose();
  };
}

interface AskProps {
  readonly title: string;
  readonly text: string;
  readonly verb: string;
  readonly command: Pick<CommandState<unknown, never>, 'running' | 'failure'>;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

function Ask({ title, text, verb, command, onConfirm, onClose }: AskProps) {
  return (
    <ConfirmDialog
      grade="B"
      title={title}
      confirmLabel={verb}
      busy={command.running}
      failure={command.failure}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <Text>{text}</Text>
    </ConfirmDialog>
  );
}
