import { useParams } from '@tanstack/react-router';
import { Undo2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import {
  Button,
  Columns,
  ConfirmDialog,
  ErrorState,
  Figure,
  Money,
  Notice,
  NumberText,
  Page,
  RecordHeader,
  Section,
  showToast,
  Skeleton,
  Stack,
  StatusTag,
  Text,
  Timeline,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useMutationCommand, useSession, useUrlParam } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { batchHistory, rollOutWords } from './batch-history';
import { BatchItems } from './batch-items';
import { ProgressNotice } from './progress-notice';
import { readRollOut, type RollOut, RollOutSection } from './roll-out-section';
import { RouterReadiness } from './router-readiness';
import { suspensionTexts } from './suspension-texts';
import { ApproveSuspensionsDocument, type Batch, BatchDocument } from './suspensions.graphql';
import { madeBy } from './who';

const pollMs = 2_000;
const RollBackPanel = lazy(async () => ({ default: (await import('./roll-back-panel')).RollBackPanel }));

/** One list of suspensions: who, why, who is left out and why, and what approving it does. */
export function BatchScreen() {
  const t = useTexts(suspensionTexts);
  const { batchId } = useParams({ strict: false });
  return (
    <Guarded title={t('batch')} needs={['billing.suspension.view']}>
      <BatchRecord key={batchId} id={batchId ?? ''} />
    </Guarded>
  );
}

function BatchRecord({ id }: { id: string }) {
  const t = useTexts(suspensionTexts);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [rollOut, setRollOut] = useState<RollOut | null>(null);
  const format = useFormat();
  const { can } = useSession();
  const { data, failure, retry } = useApiQuery(
    BatchDocument,
    { id, network: can('networking.access.view') },
    { refetchEveryMs: pollMs },
  );
  if (data === undefined) {
    return (
      <Page title={t('batch')} back={{ href: '/suspensions', label: t('title') }}>
        {failure === null ? (
          <Skeleton lines={10} label={t('loading')} />
        ) : (
          <ErrorState failure={failure} onRetry={retry} />
        )}
      </Page>
    );
  }
  const batch = data.suspensionBatch;
  const waits = batch.status === 'PREVIEWED';
  const isOver = batch.status === 'APPLIED' || batch.status === 'ROLLED_BACK' || batch.status === 'CANCELLED';
  return (
    <div className="dm-page">
      <BatchHeader batch={batch} ticked={ticked} rollOut={rollOut} />
      <ProgressNotice batch={batch} />
      <Columns min="sm">
        <Figure label={t('figureDue')} value={<NumberText value={batch.due} />} />
        <Figure
          label={t('figureExcluded')}
          value={<NumberText value={batch.excluded} />}
          hint={batch.excluded > 0 ? t('figureExcludedHint') : undefined}
        />
        <Figure label={t('figureOwed')} value={<Money value={batch.owed} />} />
        <Figure label={t('figureActive')} value={<NumberText value={batch.activeCustomers} />} />
      </Columns>
      {waits && batch.braked && (
        <Notice family="attention" title={t('brakeTitle')}>
          {t('brakeText', { due: batch.due, active: batch.activeCustomers })}
        </Notice>
      )}
      {waits && <RollOutSection batch={batch} value={rollOut} onChange={setRollOut} />}
      {batch.routers && !isOver && <RouterReadiness routers={batch.routers} />}
      <BatchItems batch={batch} ticked={ticked} onTick={setTicked} />
      {waits && (
        <Section title={t('effects')}>
          <ul className="dm-plain-list">
            <li>{t('effect1')}</li>
            <li>{t('effect2')}</li>
            <li>{t('effect3')}</li>
            <li>{t('effect4')}</li>
          </ul>
        </Section>
      )}
      <Section title={t('history')} look="plain">
        <Timeline label={t('history')} entries={batchHistory(batch, t, format)} />
      </Section>
    </div>
  );
}

interface HeaderProps {
  readonly batch: Batch;
  readonly ticked: ReadonlySet<string>;
  readonly rollOut: RollOut | null;
}

function BatchHeader({ batch, ticked, rollOut }: HeaderProps) {
  const t = useTexts(suspensionTexts);
  const format = useFormat();
  const { can } = useSession();
  const [asked, setAsked] = useState(false);
  const [panel, setPanel] = useUrlParam('panel', { push: true });
  const count = Math.max(0, batch.due - ticked.size);
  const wish = rollOut === null ? null : readRollOut(rollOut);
  const wrong = rollOut !== null && wish === null;
  return (
    <>
      <RecordHeader
        back={{ href: '/suspensions', label: t('title') }}
        title={t('batchOf', { date: format.day(batch.forDate) })}
        status={<StatusTag kind="suspension" value={batch.status} />}
        facts={t('facts', { at: format.instant(batch.createdAt), by: madeBy(t, batch) })}
        actions={
          <>
            {batch.status === 'PREVIEWED' && can('billing.suspension.approve') && (
              <Button
                tone="primary"
                refusal={count === 0 ? t('nothing') : wrong ? t('rollOutWrong') : null}
                onClick={() => setAsked(true)}
              >
                {t('approve', { count })}
              </Button>
            )}
            {(batch.status === 'APPLIED' || batch.status === 'HALTED') && can('billing.suspension.rollBack') && (
              <Button icon={<Undo2 size={16} aria-hidden="true" />} onClick={() => setPanel('roll-back')}>
                {ticked.size > 0 ? t('rollBackCount', { count: ticked.size }) : t('rollBack')}
              </Button>
            )}
          </>
        }
      />
      {panel === 'roll-back' && (
        <Suspense fallback={null}>
          <RollBackPanel batch={batch} ticked={ticked} onClose={() => setPanel(null)} />
        </Suspense>
      )}
      {asked && (
        <ApproveDialog batch={batch} ticked={ticked} count={count} rollOut={wish} onClose={() => setAsked(false)} />
      )}
    </>
  );
}

interface ApproveProps {
  readonly batch: Batch;
  readonly ticked: ReadonlySet<string>;
  readonly count: number;
  readonly rollOut: ReturnType<typeof readRollOut>;
  readonly onClose: () => void;
}

function ApproveDialog({ batch, ticked, count, rollOut, onClose }: ApproveProps) {
  const t = useTexts(suspensionTexts);
  const command = useMutationCommand(ApproveSuspensionsDocument, {
    onDone: () => {
      showToast({ message: t('approved') });
      onClose();
    },
  });
  const planned = {
    ...batch,
    due: count,
    ...(rollOut === null ? {} : { ...rollOut, firstCount: rollOut.first === 0 ? null : rollOut.first }),
  };
  return (
    <ConfirmDialog
      grade="C"
      typed={String(count)}
      title={t('approveTitle', { count })}
      confirmLabel={t('approve', { count })}
      busy={command.running}
      failure={command.failure}
      onConfirm={() =>
        void command.run({
          batchId: batch.id,
          planHash: batch.planHash,
          except: [...ticked],
          ...(rollOut === null ? {} : { rollOut }),
        })
      }
      onClose={onClose}
    >
      <Stack gap="sm">
        <Text>{t('approveText')}</Text>
        <Text>{rollOutWords(planned, t)}</Text>
        {ticked.size > 0 && <Text strong>{t('approveExcept', { count: ticked.size })}</Text>}
      </Stack>
    </ConfirmDialog>
  );
}
