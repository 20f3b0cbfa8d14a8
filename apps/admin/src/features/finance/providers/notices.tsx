import { useEffect } from 'react';
import {
  Button,
  DataGrid,
  DateTimeText,
  FilterBar,
  type GridColumn,
  gridSchema,
  Row,
  Section,
  showToast,
  StatusTag,
  type TextOf,
  UiLink,
  useTexts,
} from '@demarc/ui';
import { useApiPages, useGridUrlState, useMutationCommand, useSession } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { lastOnly, oneOf } from '../list-question';
import { providerTexts } from './provider-texts';
import { NoticesDocument, RetryNoticeDocument } from './providers.graphql';

type Notice = ResultOf<typeof NoticesDocument>['providerNotices']['nodes'][number];
type ProviderText = TextOf<typeof providerTexts.entries>;

const pageSize = 50;
const gridHeight = 520;
const states = ['FAILED', 'RECEIVED', 'DONE', 'IGNORED'] as const;
const schema = gridSchema(
  noticeColumns((key) => key, false),
  ['state'],
);

/** What providers announced. A failed one waits for a person, who tries it again once its cause is gone. */
export function Notices() {
  const t = useTexts(providerTexts);
  const { can } = useSession();
  const [state, setState] = useGridUrlState(schema);
  const pages = useApiPages({
    document: NoticesDocument,
    variables: (after) => ({ state: oneOf(state, 'state', states) ?? null, after, first: pageSize }),
    page: ({ providerNotices: { nodes, pageInfo, totalCount, totalIsExact } }) => ({
      rows: nodes,
      endCursor: pageInfo.endCursor,
      hasMore: pageInfo.hasNextPage,
      total: { count: totalCount, exact: totalIsExact },
    }),
  });
  return (
    <Section title={t('notices')} description={t('noticesText')} look="plain">
      <DataGrid
        label={t('notices')}
        columns={noticeColumns(t, can('billing.provider.manage'))}
        rowId={({ accountId, eventId }) => `${accountId}:${eventId}`}
        state={state}
        onStateChange={setState}
        {...pages}
        empty={{ title: t('noNotices'), description: t('noNoticesText') }}
        toolbar={
          <FilterBar
            state={state}
            onStateChange={(next) => setState(lastOnly(next, 'state'))}
            fields={[
              {
                id: 'state',
                label: t('noticeState'),
                kind: 'choices',
                choices: states.map((value) => ({ value, label: t(value) })),
              },
            ]}
          />
        }
        height={gridHeight}
      />
    </Section>
  );
}

function noticeColumns(t: ProviderText, retries: boolean): readonly GridColumn<Notice>[] {
  return [
    { id: 'kind', header: t('kind'), cell: ({ kind, eventId }) => <span title={eventId}>{kind}</span>, width: 230 },
    {
      id: 'state',
      header: t('noticeState'),
      cell: ({ state }) => <StatusTag kind="notice" value={state} quiet />,
      width: 130,
    },
    {
      id: 'received',
      header: t('receivedAt'),
      cell: ({ receivedAt }) => <DateTimeText value={receivedAt} />,
      width: 150,
    },
    {
      id: 'finished',
      header: t('finishedAt'),
      cell: ({ finishedAt }) => <DateTimeText value={finishedAt} />,
      width: 150,
    },
    { id: 'about', header: t('about'), cell: (notice) => <About notice={notice} t={t} />, width: 170 },
    { id: 'fault', header: t('fault'), cell: ({ fault }) => fault ?? '–', width: 280 },
    ...(retries
      ? [
          {
            id: 'retry',
            header: '',
            cell: (notice: Notice) => notice.state === 'FAILED' && <RetryButton notice={notice} />,
            width: 110,
            fixed: true,
          },
        ]
      : []),
  ];
}

function About({ notice: { paymentId, customerId }, t }: { notice: Notice; t: ProviderText }) {
  if (paymentId === null && customerId === null) return '–';
  return (
    <Row gap="sm" nowrap>
      {paymentId !== null && (
        <UiLink className="dm-link" href={`/payments/${paymentId}`}>
          {t('openPayment')}
        </UiLink>
      )}
      {customerId !== null && (
        <UiLink className="dm-link" href={`/customers/${customerId}`}>
          {t('openCustomer')}
        </UiLink>
      )}
    </Row>
  );
}

function RetryButton({ notice: { accountId, eventId } }: { notice: Notice }) {
  const t = useTexts(providerTexts);
  const command = useMutationCommand(RetryNoticeDocument, { onDone: () => showToast({ message: t('retried') }) });
  const refused = command.failure?.message;
  useEffect(() => {
    if (refused !== undefined) showToast({ family: 'bad', message: refused });
  }, [refused]);
  return (
    <Button
      size="small"
      aria-label={t('retryOf', { id: eventId })}
      busy={command.running}
      onClick={() => void command.run({ accountId, eventId })}
    >
      {t('retry')}
    </Button>
  );
}
