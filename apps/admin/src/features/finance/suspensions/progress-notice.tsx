import { useState } from 'react';
import {
  Button,
  ConfirmDialog,
  Notice,
  ReasonDialog,
  Row,
  showToast,
  Stack,
  Text,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useMutationCommand, useSession } from '@demarc/web-kit';
import { suspensionTexts } from './suspension-texts';
import { type Batch, EndDocument, GoOnDocument, StopDocument } from './suspensions.graphql';

type Step = 'go-on' | 'stop' | 'end';

/** A list between its first customers and the rest, or stopped there: what happened, and what may be done now. */
export function ProgressNotice({ batch }: { batch: Batch }) {
  const t = useTexts(suspensionTexts);
  const format = useFormat();
  const { can } = useSession();
  const [step, setStep] = useState<Step | null>(null);
  const isHalted = batch.status === 'HALTED';
  if (!isHalted && batch.status !== 'APPROVED') return null;
  const { suspended, waiting, failed } = batch;
  return (
    <Notice
      family={isHalted ? 'bad' : 'waiting'}
      title={isHalted ? t('haltedTitle') : t('runningTitle', { suspended, all: suspended + waiting })}
      live
    >
      <Stack gap="sm">
        <Text as="span">
          {isHalted
            ? t('haltedText', { reason: batch.haltedReason ?? '', suspended, count: waiting })
            : batch.resumeAt === null
              ? t('runningText')
              : t('waitingText', { at: format.instant(batch.resumeAt), failed, count: waiting })}
        </Text>
        {can('billing.suspension.approve') && (
          <Row>
            {(isHalted || batch.resumeAt !== null) && (
              <Button size="small" onClick={() => setStep('go-on')}>
                {t('goOn', { count: waiting })}
              </Button>
            )}
            {isHalted ? (
              <Button size="small" onClick={() => setStep('end')}>
                {t('end')}
              </Button>
            ) : (
              <Button size="small" onClick={() => setStep('stop')}>
                {t('stop')}
              </Button>
            )}
          </Row>
        )}
      </Stack>
      {step === 'go-on' && <GoOnDialog batch={batch} onClose={() => setStep(null)} />}
      {(step === 'stop' || step === 'end') && <StepDialog batch={batch} step={step} onClose={() => setStep(null)} />}
    </Notice>
  );
}

interface DialogProps {
  readonly batch: Batch;
  readonly onClose: () => void;
}

function GoOnDialog({ batch, onClose }: DialogProps) {
  const t = useTexts(suspensionTexts);
  const command = useMutationCommand(GoOnDocument, {
    onDone: () => {
      showToast({ message: t('goneOn') });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      grade="C"
      typed={String(batch.waiting)}
      title={t('goOnTitle', { count: batch.waiting })}
      confirmLabel={t('goOn', { count: batch.waiting })}
      busy={command.running}
      failure={command.failure}
      onConfirm={() => void command.run({ batchId: batch.id })}
      onClose={onClose}
    >
      <Text>{batch.failed > 0 ? t('goOnFailed', { count: batch.failed }) : t('goOnText')}</Text>
    </ConfirmDialog>
  );
}

function StepDialog({ batch, step, onClose }: DialogProps & { readonly step: 'stop' | 'end' }) {
  const t = useTexts(suspensionTexts);
  const onDone = () => {
    showToast({ message: t(step === 'stop' ? 'stopped' : 'ended') });
    onClose();
  };
  const stop = useMutationCommand(StopDocument, { onDone });
  const end = useMutationCommand(EndDocument, { onDone });
  const command = step === 'stop' ? stop : end;
  return (
    <ReasonDialog
      danger={false}
      title={t(step === 'stop' ? 'stopTitle' : 'endTitle')}
      confirmLabel={t(step)}
      reason={{ label: t('why'), description: t('whyHelp'), missing: t('needWhy') }}
      maxLength={500}
      busy={command.running}
      failure={command.failure}
      onConfirm={(reason) => void command.run({ batchId: batch.id, reason })}
      onClose={onClose}
    >
      <Text>{t(step === 'stop' ? 'stopText' : 'endText', { count: batch.waiting })}</Text>
    </ReasonDialog>
  );
}
