import { useState } from 'react';
import {
  Button,
  ButtonLink,
  DiffTable,
  type DiffRow,
  ErrorState,
  FactList,
  Money,
  Notice,
  Row,
  Section,
  SidePanel,
  Skeleton,
  Stack,
  StatusTag,
  Text,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useSession } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { HoldItemDialog, RunAloneDialog, TakeBackButton } from './run-item-dialogs';
import type { RunItem } from './runs.graphql';
import type { Run } from './runs.graphql';
import { runTexts } from './run-texts';
import { type RunText, wordOf } from './run-words';
import { BaseInvoiceDocument } from './runs.graphql';

type Before = ResultOf<typeof BaseInvoiceDocument>['invoice'];

interface PanelProps {
  readonly run: Run;
  readonly item: RunItem;
  readonly onClose: () => void;
}

/** One account of the run: its planned lines beside those of its last invoice. */
export function RunItemPanel({ run, item, onClose }: PanelProps) {
  const t = useTexts(runTexts);
  const format = useFormat();
  const { can } = useSession();
  const sees = can('billing.invoice.view') && item.baseInvoiceId !== null;
  const { data, failure, retry } = useApiQuery(
    BaseInvoiceDocument,
    { id: item.baseInvoiceId ?? '' },
    { enabled: sees },
  );
  const before = data?.invoice;
  return (
    <SidePanel
      title={item.customer?.name ?? t('customer')}
      size="lg"
      onClose={onClose}
      footer={<ItemActions run={run} item={item} />}
    >
      <Stack>
        <Row>
          <StatusTag kind="runItem" value={item.status} />
          <Text as="span" tone="secondary">
            {wordOf(t, 'cause', item.cause)}
          </Text>
        </Row>
        {item.flags.map((flag) => (
          <Notice key={flag} family="attention">
            {wordOf(t, 'flag', flag)}
          </Notice>
        ))}
        {item.reason !== null && <Notice family="off">{t('releaseText', { reason: item.reason })}</Notice>}
        {failure !== null && <ErrorState compact failure={failure} onRetry={retry} />}
        {sees && failure === null && data === undefined && <Skeleton lines={4} />}
        {(data !== undefined || !sees) && (
          <>
            <Text tone="secondary">
              {before === undefined
                ? t('noLast')
                : t('lastInvoice', { number: before.number, date: format.day(before.issuedOn) })}
            </Text>
            <DiffTable
              label={t('lines')}
              beforeLabel={t('before')}
              afterLabel={t('after')}
              rows={[...lineRows(item, before, t, format.day), totalRow(item, t)]}
            />
            {item.causes.length > 0 && (
              <Section title={t('whyDiffers')} level={3}>
                <FactList
                  columns={1}
                  facts={item.causes.map(({ cause, difference }) => ({
                    id: cause,
                    label: wordOf(t, 'cause', cause),
                    value: <Money value={difference} signed />,
                  }))}
                />
              </Section>
            )}
          </>
        )}
      </Stack>
    </SidePanel>
  );
}

/** Lines meet by their service. A line that only one of the documents has was added or is gone. */
function lineRows(item: RunItem, before: Before | undefined, t: RunText, day: (on: string) => string): DiffRow[] {
  const left = [...(before?.lines ?? [])];
  const planned = item.lines.map((line, at): DiffRow => {
    const found = left.findIndex(({ serviceId }) => serviceId !== null && serviceId === line.serviceId);
    const [was] = found < 0 ? [] : left.splice(found, 1);
    const part =
      line.days === null || line.days === line.periodDays
        ? ''
        : ` · ${t('daysOf', { days: line.days, of: line.periodDays ?? line.days })}`;
    return {
      id: `now-${at}`,
      label: (
        <>
          {line.description}
          {line.from !== null && line.through !== null && (
            <Text size="small" tone="secondary">{`${day(line.from)} – ${day(line.through)}${part}`}</Text>
          )}
        </>
      ),
      kind: was === undefined ? 'added' : was.gross.amount === line.gross.amount ? 'same' : 'changed',
      before: was === undefined ? undefined : <Money value={was.gross} />,
      after: <Money value={line.gross} />,
    };
  });
  const gone = left.map((line): DiffRow => ({
    id: line.id,
    label: line.description,
    kind: 'removed',
    before: <Money value={line.gross} />,
  }));
  return [...planned, ...gone];
}

function totalRow({ gross, lastGross }: RunItem, t: RunText): DiffRow {
  return {
    id: 'total',
    label: <strong>{t('total')}</strong>,
    kind: lastGross === null ? 'added' : lastGross.amount === gross.amount ? 'same' : 'changed',
    before: lastGross === null ? undefined : <Money value={lastGross} strong />,
    after: <Money value={gross} strong />,
  };
}

function ItemActions({ run, item }: Omit<PanelProps, 'onClose'>) {
  const t = useTexts(runTexts);
  const { can } = useSession();
  const [asked, setAsked] = useState<'hold' | 'exclude' | 'alone' | null>(null);
  const prepares = can('billing.run.preview');
  const alone = prepares && ['HELD', 'CHANGED', 'FAILED'].includes(item.status) && run.status === 'ISSUED';
  return (
    <>
      <ButtonLink href={`/customers/${item.customerId}`}>{t('openCustomer')}</ButtonLink>
      {item.invoiceId !== null && <ButtonLink href={`/invoices/${item.invoiceId}`}>{t('openInvoice')}</ButtonLink>}
      {prepares && item.status === 'PLANNED' && run.status === 'PREVIEWED' && (
        <>
          <Button onClick={() => setAsked('exclude')}>{t('leaveOut')}</Button>
          <Button onClick={() => setAsked('hold')}>{t('hold')}</Button>
        </>
      )}
      {prepares && ['HELD', 'EXCLUDED'].includes(item.status) && item.reason !== null && run.status === 'PREVIEWED' && (
        <TakeBackButton run={run} item={item} />
      )}
      {alone && <Button onClick={() => setAsked('alone')}>{t('release')}</Button>}
      {(asked === 'hold' || asked === 'exclude') && (
        <HoldItemDialog run={run} item={item} kind={asked} onClose={() => setAsked(null)} />
      )}
      {asked === 'alone' && <RunAloneDialog run={run} item={item} onClose={() => setAsked(null)} />}
    </>
  );
}
