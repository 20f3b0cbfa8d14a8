import { useState } from 'react';
import {
  Button,
  DateInput,
  DiffTable,
  EmptyState,
  EntityLink,
  ErrorState,
  Notice,
  RefreshBar,
  Section,
  SidePanel,
  showToast,
  Skeleton,
  Stack,
  StatusTag,
  Text,
  TextAreaInput,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useMutationCommand } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { GivenBack } from './given-back';
import { suspensionTexts } from './suspension-texts';
import { type Batch, BatchItemsDocument, PreviewRollbackDocument, RollBackDocument } from './suspensions.graphql';

type Item = ResultOf<typeof PreviewRollbackDocument>['previewRollback']['items'][number];

interface RollBackProps {
  readonly batch: Batch;
  readonly ticked: ReadonlySet<string>;
  readonly onClose: () => void;
}

/** Suspensions taken back: what each customer goes back to stands here before it is done. */
export function RollBackPanel({ batch, ticked, onClose }: RollBackProps) {
  const t = useTexts(suspensionTexts);
  const format = useFormat();
  const [until, setUntil] = useState('');
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const customerIds = ticked.size > 0 ? [...ticked] : null;
  const enabled = /^\d{4}-\d{2}-\d{2}$/.test(until);
  const variables = { batchId: batch.id, until, customerIds };
  const preview = useApiQuery(PreviewRollbackDocument, variables, { enabled, keepPrevious: true });
  const result = enabled ? preview.data?.previewRollback : undefined;
  const going = (result?.items ?? []).filter(({ stays }) => stays === null).length;
  const command = useMutationCommand(RollBackDocument, {
    onDone: () => {
      showToast({ message: t('rolledBack') });
      onClose();
    },
  });
  const missing = reason.trim() === '';
  const submit = () => {
    setAsked(true);
    if (missing || result === undefined) return;
    const chosen = customerIds === null ? {} : { customerIds };
    void command.run({ batchId: batch.id, until, hash: result.hash, reason: reason.trim(), ...chosen });
  };
  const waits = !enabled ? t('needUntil') : preview.refreshing || result === undefined ? t('working') : null;
  return (
    <SidePanel
      title={t('rollBackTitle', { date: format.day(batch.forDate) })}
      size="lg"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            tone="danger"
            busy={command.running}
            refusal={waits ?? (going === 0 ? t('nobodyBack') : null)}
            onClick={submit}
          >
            {result === undefined ? t('rollBack') : t('rollBackCount', { count: going })}
          </Button>
        </>
      }
    >
      <Stack>
        <Text>{customerIds === null ? t('rollBackAll') : t('rollBackSome', { count: customerIds.length })}</Text>
        <DateInput label={t('until')} description={t('untilHelp')} value={until} onChange={setUntil} />
        <TextAreaInput
          label={t('why')}
          description={t('whyHelp')}
          value={reason}
          onChange={setReason}
          maxLength={500}
          error={asked && missing ? t('needWhy') : null}
        />
        {command.failure !== null && (
          <Notice family="bad" live>
            {command.failure.message}
          </Notice>
        )}
        {enabled && (
          <Section title={t('diff')} level={3} look="plain">
            {preview.failure !== null && <ErrorState compact failure={preview.failure} onRetry={preview.retry} />}
            {preview.failure === null && result === undefined && <Skeleton lines={4} />}
            {result !== undefined && (
              <>
                <RefreshBar active={preview.refreshing} />
                <RollbackDiff batchId={batch.id} items={result.items} />
              </>
            )}
          </Section>
        )}
      </Stack>
    </SidePanel>
  );
}

const mostNames = 200;

function RollbackDiff({ batchId, items }: { batchId: string; items: readonly Item[] }) {
  const t = useTexts(suspensionTexts);
  const { data } = useApiQuery(BatchItemsDocument, {
    id: batchId,
    after: null,
    first: mostNames,
    network: false,
    contacts: false,
  });
  const nodes = data?.suspensionBatch.items.nodes ?? [];
  const customers = new Map(nodes.map(({ customerId, customer }) => [customerId, customer]));
  return (
    <DiffTable
      label={t('diff')}
      beforeLabel={t('before')}
      afterLabel={t('after')}
      causeLabel={t('services')}
      empty={<EmptyState compact title={t('nobodyBack')} />}
      rows={items.map((item) => ({
        id: item.customerId,
        label: <Name customer={customers.get(item.customerId) ?? null} />,
        kind: item.stays === null ? ('changed' as const) : ('same' as const),
        before: <StatusTag kind="standing" value={item.standing} quiet />,
        after: <StatusTag kind="standing" value={item.standingAfter} quiet />,
        cause: <GivenBack item={item} />,
      }))}
    />
  );
}

interface NameProps {
  readonly customer: { readonly id: string; readonly number: string | number; readonly name: string } | null;
}

function Name({ customer }: NameProps) {
  if (customer === null) return '–';
  return (
    <EntityLink href={`/customers/${customer.id}`} number={`#${customer.number}`}>
      {customer.name}
    </EntityLink>
  );
}
