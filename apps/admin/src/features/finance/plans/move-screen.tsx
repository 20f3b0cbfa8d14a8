import { useParams } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import {
  Button,
  ConfirmDialog,
  EntityLink,
  ErrorState,
  Money,
  Notice,
  Page,
  Section,
  showToast,
  SimpleTable,
  Skeleton,
  Stack,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiPages, useApiQuery, useMutationCommand } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { MoreRows } from './more-rows';
import { moveTexts } from './move-texts';
import { ApplyMoveDocument, type Move, MoveDocument, type MoveItem, MoveItemsDocument } from './moves.graphql';

const pollMs = 1_500;

/** One change of plan for many: what it does to each, the confirmation, and what came of it. */
export function MoveScreen() {
  const t = useTexts(moveTexts);
  const { moveId } = useParams({ strict: false });
  return (
    <Guarded title={t('title')} needs={['billing.plan.manage']}>
      <MoveRecord key={moveId} id={moveId ?? ''} />
    </Guarded>
  );
}

function MoveRecord({ id }: { id: string }) {
  const t = useTexts(moveTexts);
  const [rests, setRests] = useState(false);
  const { data, failure, retry } = useApiQuery(MoveDocument, { id }, rests ? {} : { refetchEveryMs: pollMs });
  const status = data?.planMove.status;
  const resting = status === 'READY' || status === 'APPLIED';
  if (resting !== rests) setRests(resting);
  return (
    <Page
      title={t('title')}
      back={{ href: '/plan-moves', label: t('title') }}
      actions={data !== undefined && <Confirm move={data.planMove} onStarted={() => setRests(false)} onAgain={retry} />}
    >
      {failure !== null && <ErrorState failure={failure} onRetry={retry} />}
      {failure === null && data === undefined && <Skeleton lines={8} label={t('loading')} />}
      {data !== undefined && (
        <Stack>
          <MoveState move={data.planMove} />
          <MoveItems key={`${data.planMove.status}:${data.planMove.waiting}`} id={id} />
        </Stack>
      )}
    </Page>
  );
}

function MoveState({ move }: { move: Move }) {
  const t = useTexts(moveTexts);
  const format = useFormat();
  const { status, waiting, ready, refused, changed, failed, net } = move;
  switch (status) {
    case 'PREPARING':
      return <Notice family="waiting">{t('preparingText', { count: waiting })}</Notice>;
    case 'READY':
      return (
        <Notice family="info">
          {t('readyText', { ready, refused, amount: net === null ? '–' : format.money(net) })}
        </Notice>
      );
    case 'APPLYING':
      return (
        <Notice family="waiting">{t('applyingText', { done: changed + failed, all: changed + failed + ready })}</Notice>
      );
    case 'APPLIED':
      return (
        <Notice family={failed > 0 ? 'attention' : 'good'}>
          {t('appliedText', { changed, left: refused + failed })}
        </Notice>
      );
  }
}

interface ConfirmProps {
  readonly move: Move;
  readonly onStarted: () => void;
  readonly onAgain: () => void;
}

function Confirm({ move, onStarted, onAgain }: ConfirmProps) {
  const t = useTexts(moveTexts);
  const [asked, setAsked] = useState(false);
  const command = useMutationCommand(ApplyMoveDocument, {
    onDone: () => {
      showToast({ message: t('started') });
      setAsked(false);
      onStarted();
      onAgain();
    },
  });
  if (move.status !== 'READY' || move.hash === null || move.ready === 0) return null;
  const { id: moveId, hash, ready: count } = move;
  return (
    <>
      <Button tone="primary" onClick={() => setAsked(true)}>
        {t('confirm', { count })}
      </Button>
      {asked && (
        <ConfirmDialog
          grade="C"
          typed={String(count)}
          title={t('confirmTitle', { count })}
          confirmLabel={t('confirm', { count })}
          busy={command.running}
          failure={command.failure}
          onConfirm={() => void command.run({ moveId, hash })}
          onClose={() => setAsked(false)}
        >
          {t('confirmText')}
        </ConfirmDialog>
      )}
    </>
  );
}

/** Asked for anew when the work on them has gone on. */
function MoveItems({ id }: { readonly id: string }) {
  const pages = useApiPages({
    document: MoveItemsDocument,
    variables: (after) => ({ id, after }),
    page: ({ planMoveItems: { nodes, pageInfo } }) => ({
      rows: nodes,
      endCursor: pageInfo.endCursor,
      hasMore: pageInfo.hasNextPage,
    }),
  });
  const { onRetry } = pages;
  const asked = useRef(false);
  useEffect(() => {
    if (!asked.current) onRetry();
    asked.current = true;
  }, [onRetry]);
  return (
    <>
      {pages.failure !== null && <ErrorState compact failure={pages.failure} onRetry={onRetry} />}
      {pages.rows.length > 0 && <Items items={pages.rows} />}
      <MoreRows {...pages} />
    </>
  );
}

function Items({ items }: { items: readonly MoveItem[] }) {
  const t = useTexts(moveTexts);
  const format = useFormat();
  return (
    <Section title={t('items')} flush>
      <SimpleTable
        label={t('items')}
        rows={items}
        rowId={({ serviceId }) => serviceId}
        columns={[
          {
            id: 'customer',
            header: t('customer'),
            cell: ({ customer }) =>
              customer && (
                <EntityLink href={`/customers/${customer.id}?tab=services`} number={`#${customer.number}`}>
                  {customer.name}
                </EntityLink>
              ),
          },
          {
            id: 'change',
            header: t('change'),
            cell: ({ planTitle, newPlanTitle, changeOn }) => `${planTitle} → ${newPlanTitle}, ${format.day(changeOn)}`,
          },
          { id: 'lines', header: t('lines'), cell: ({ lines }) => <Lines lines={lines} /> },
          { id: 'net', header: t('net'), align: 'end', cell: ({ net }) => <Money value={net} signed /> },
          { id: 'result', header: t('result'), cell: (item) => resultOf(item, t) },
        ]}
      />
    </Section>
  );
}

function Lines({ lines }: Pick<MoveItem, 'lines'>) {
  return (
    <Stack gap="none">
      {lines.map(({ kind, description, gross }, at) => (
        <span key={at}>
          {description} <Money value={kind === 'CREDIT' ? gross : { ...gross, amount: `-${gross.amount}` }} signed />
        </span>
      ))}
    </Stack>
  );
}

function resultOf({ state, resultText }: MoveItem, t: ReturnType<typeof useTexts<typeof moveTexts.entries>>): string {
  switch (state) {
    case 'WAITING':
      return t('WAITING');
    case 'READY':
      return t('READY_ITEM');
    case 'CHANGED':
      return t('CHANGED');
    case 'REFUSED':
    case 'FAILED':
      return resultText ?? '–';
  }
}
