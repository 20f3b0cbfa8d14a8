import { Check, RefreshCw, Send } from 'lucide-react';
import { useState } from 'react';
import { ActionMenu, Button, ConfirmDialog, showToast, Text, useFormat, useLinks, useTexts } from '@demarc/ui';
import { useMutationCommand, useSession } from '@demarc/web-kit';
import { PapersButton } from '../exports/papers-button';
import type { Run } from './runs.graphql';
import { runTexts } from './run-texts';
import {
  ApproveRunDocument,
  CancelRunDocument,
  IssueRunDocument,
  PreviewRunDocument,
  RefreshRunDocument,
} from './runs.graphql';

type Asked = 'approve' | 'issue' | 'cancel' | 'leftOver' | null;

/** The one next step of the run, for whoever may take it, and putting it away. */
export function RunActions({ run }: { run: Run }) {
  const t = useTexts(runTexts);
  const { can } = useSession();
  const [asked, setAsked] = useState<Asked>(null);
  const close = () => setAsked(null);
  const nothing = run.planned === 0 ? t('nothingToIssue') : null;
  const prepares = can('billing.run.preview');
  const leftOver = prepares && run.status === 'ISSUED' && run.held + run.failed + run.changed > 0;
  const refresh = useMutationCommand(RefreshRunDocument, { onDone: () => showToast({ message: t('refreshed') }) });
  const putsAway = can('billing.run.preview') && ['PREVIEWING', 'PREVIEWED', 'APPROVED'].includes(run.status);
  return (
    <>
      {run.status === 'PREVIEWED' &&
        (can('billing.run.approve') ? (
          <Button
            tone="primary"
            icon={<Check size={16} aria-hidden="true" />}
            refusal={nothing}
            onClick={() => setAsked('approve')}
          >
            {t('approve')}
          </Button>
        ) : (
          <Text tone="secondary">{t('waitsOther')}</Text>
        ))}
      {run.status === 'APPROVED' && can('billing.run.issue') && (
        <Button
          tone="primary"
          icon={<Send size={16} aria-hidden="true" />}
          refusal={nothing}
          onClick={() => setAsked('issue')}
        >
          {t('issue', { count: run.planned })}
        </Button>
      )}
      {prepares && (run.status === 'PREVIEWED' || run.status === 'APPROVED') && (
        <Button
          icon={<RefreshCw size={16} aria-hidden="true" />}
          busy={refresh.running}
          onClick={() => void refresh.run({ runId: run.id })}
        >
          {t('refresh')}
        </Button>
      )}
      {run.status === 'ISSUED' && run.issued > 0 && <PapersButton choice={{ runId: run.id }} />}
      {leftOver && <Button onClick={() => setAsked('leftOver')}>{t('leftOver')}</Button>}
      {putsAway && (
        <ActionMenu
          label={t('more')}
          text={t('more')}
          actions={[{ id: 'cancel', label: t('putAway'), danger: true, onSelect: () => setAsked('cancel') }]}
        />
      )}
      {asked === 'approve' && <ApproveDialog run={run} onClose={close} />}
      {asked === 'issue' && <IssueDialog run={run} onClose={close} />}
      {asked === 'leftOver' && <LeftOverDialog run={run} onClose={close} />}
      {asked === 'cancel' && <PutAwayDialog run={run} onClose={close} />}
    </>
  );
}

interface StepProps {
  readonly run: Run;
  readonly onClose: () => void;
}

function ApproveDialog({ run, onClose }: StepProps) {
  const t = useTexts(runTexts);
  const format = useFormat();
  const command = useMutationCommand(ApproveRunDocument, {
    onDone: () => {
      showToast({ message: t('approved') });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      grade="B"
      danger={false}
      title={t('approveTitle', { date: format.day(run.forDate) })}
      confirmLabel={t('approve')}
      busy={command.running}
      failure={command.failure}
      onConfirm={() => void command.run({ runId: run.id, planHash: run.planHash })}
      onClose={onClose}
    >
      {t('approveText', { count: run.planned, amount: format.money(run.gross) })}
    </ConfirmDialog>
  );
}

function IssueDialog({ run, onClose }: StepProps) {
  const t = useTexts(runTexts);
  const format = useFormat();
  const command = useMutationCommand(IssueRunDocument, {
    onDone: () => {
      showToast({ message: t('issueStarted') });
      onClose();
    },
  });
  const count = run.planned;
  return (
    <ConfirmDialog
      grade="C"
      typed={String(count)}
      title={t('issueTitle', { count })}
      confirmLabel={t('issue', { count })}
      busy={command.running}
      failure={command.failure}
      onConfirm={() => void command.run({ runId: run.id, planHash: run.planHash })}
      onClose={onClose}
    >
      {t('issueText', { amount: format.money(run.gross) })}
    </ConfirmDialog>
  );
}

function LeftOverDialog({ run, onClose }: StepProps) {
  const t = useTexts(runTexts);
  const format = useFormat();
  const links = useLinks();
  const command = useMutationCommand(PreviewRunDocument, {
    onDone: ({ previewBillingRun: { id } }) => links.navigate(`/runs/${id}`),
  });
  return (
    <ConfirmDialog
      grade="B"
      danger={false}
      title={t('leftOverTitle')}
      confirmLabel={t('leftOver')}
      busy={command.running}
      failure={command.failure}
      onConfirm={() =>
        void command.run({
          forDate: run.forDate,
          leftOverOf: run.id,
          kind: run.kind,
          ...(run.partnerId === null ? {} : { partnerId: run.partnerId }),
        })
      }
      onClose={onClose}
    >
      {t('leftOverText', { date: format.day(run.forDate) })}
    </ConfirmDialog>
  );
}

function PutAwayDialog({ run, onClose }: StepProps) {
  const t = useTexts(runTexts);
  const command = useMutationCommand(CancelRunDocument, {
    onDone: () => {
      showToast({ message: t('putAwayDone') });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      grade="B"
      title={t('putAwayTitle')}
      confirmLabel={t('putAway')}
      busy={command.running}
      failure={command.failure}
      onConfirm={() => void command.run({ runId: run.id })}
      onClose={onClose}
    >
      {t('putAwayText')}
    </ConfirmDialog>
  );
}
