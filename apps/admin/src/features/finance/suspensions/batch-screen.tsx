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
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useMutationCommand, useSession, useUrlParam } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { BatchItems } from './batch-items';
import { suspensionTexts } from './suspension-texts';
import { ApproveSuspensionsDocument, type Batch, BatchDocument } from './suspensions.graphql';

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
  const { data, failure, retry } = useApiQuery(BatchDocument, { id }, { refetchEveryMs: pollMs });
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
  return (
    <div className="dm-page">
      <BatchHeader batch={batch} ticked={ticked} />
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
      <BatchItems batch={batch} ticked={ticked} onTick={setTicked} />
    </div>
  );
}

function BatchHeader({ batch, ticked }: { batch: Batch; ticked: ReadonlySet<string> }) {
  const t = useTexts(suspensionTexts);
  const format = useFormat();
  const { can } = useSession();
  const [asked, setAsked] = useState(false);
  const [panel, setPanel] = useUrlParam('panel', { push: true });
  const count = Math.max(0, batch.due - ticked.size);
  const facts = [
    t('facts', { at: format.instant(batch.createdAt), by: batch.createdBy }),
    ...(batch.approvedAt === null
      ? []
      : [t('approvedFacts', { at: format.instant(batch.approvedAt), by: batch.approvedBy ?? '' })]),
    ...(batch.appliedAt === null ? [] : [t('appliedFacts', { at: format.instant(batch.appliedAt) })]),
    ...(batch.rolledBackAt === null
      ? []
      : [
          t('rolledBackFacts', {
            at: format.instant(batch.rolledBackAt),
            by: batch.rolledBackBy ?? '',
            reason: batch.rolledBackReason ?? '',
          }),
        ]),
  ];
  return (
    <>
      <RecordHeader
        back={{ href: '/suspensions', label: t('title') }}
        title={t('batchOf', { date: format.day(batch.forDate) })}
        status={<StatusTag kind="suspension" value={batch.status} />}
        facts={facts.join(' · ')}
        actions={
          <>
            {batch.status === 'PREVIEWED' && can('billing.suspension.approve') && (
              <Button tone="primary" refusal={count === 0 ? t('nothing') : null} onClick={() => setAsked(true)}>
                {t('approve', { count })}
              </Button>
            )}
            {batch.status === 'APPLIED' && can('billing.suspension.rollBack') && (
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
      {asked && <ApproveDialog batch={batch} ticked={ticked} count={count} onClose={() => setAsked(false)} />}
    </>
  );
}

interface ApproveProps {
  readonly batch: Batch;
  readonly ticked: ReadonlySet<string>;
  readonly count: number;
  readonly onClose: () => void;
}

function ApproveDialog({ batch, ticked, count, onClose }: ApproveProps) {
  const t = useTexts(suspensionTexts);
  const command = useMutationCommand(ApproveSuspensionsDocument, {
    onDone: () => {
      showToast({ message: t('approved') });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      grade="C"
      typed={String(count)}
      title={t('approveTitle', { count })}
      confirmLabel={t('approve', { count })}
      busy={command.running}
      failure={command.failure}
      onConfirm={() => void command.run({ batchId: batch.id, planHash: batch.planHash, except: [...ticked] })}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Text>{t('approveText')}</Text>
        {ticked.size > 0 && <Text strong>{t('approveExcept', { count: ticked.size })}</Text>}
      </Stack>
    </ConfirmDialog>
  );
}
