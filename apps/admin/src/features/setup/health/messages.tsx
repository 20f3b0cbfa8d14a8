import {
  Button,
  CodeBlock,
  DataGrid,
  DateTimeText,
  EntityLink,
  ErrorState,
  FactList,
  type GridColumn,
  gridSchema,
  Notice,
  Page,
  SelectInput,
  showToast,
  SidePanel,
  Stack,
  StatusTag,
  type TextOf,
  useTexts,
  withFilter,
} from '@demarc/ui';
import { useApiPages, useGridUrlState, useMutationCommand, useSession, useUrlParam } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { HealthTabs } from './health-tabs';
import { MessagesDocument, ResendMessageDocument } from './health.graphql';
import { healthTexts } from './health-texts';

type Message = ResultOf<typeof MessagesDocument>['messages']['nodes'][number];
const states = ['QUEUED', 'SENT', 'FAILED', 'UNSENT', 'WITHDRAWN'] as const;

function columns(t: TextOf<typeof healthTexts.entries>): readonly GridColumn<Message>[] {
  return [
    { id: 'at', header: t('at'), cell: (row) => <DateTimeText value={row.createdAt} />, width: 170 },
    {
      id: 'state',
      header: t('state'),
      cell: (row) => <StatusTag kind="message" value={row.state} quiet />,
      width: 120,
    },
    { id: 'to', header: t('to'), cell: (row) => row.recipient, width: 260 },
    { id: 'subject', header: t('subject'), cell: (row) => row.subject, width: 360 },
    { id: 'purpose', header: t('purpose'), cell: (row) => row.purpose, width: 180 },
    { id: 'failure', header: t('failure'), cell: (row) => row.failure ?? '–', width: 300 },
  ];
}

const schema = gridSchema(
  columns((key) => key),
  ['state'],
);

/** The outbox: every mail that was written, and what became of it. */
export function Messages() {
  const t = useTexts(healthTexts);
  const [state, setState] = useGridUrlState(schema);
  const [panel, setPanel] = useUrlParam('panel', { push: true });
  const wanted = states.find((one) => one === state.filters['state']?.[0]) ?? null;
  const pages = useApiPages({
    document: MessagesDocument,
    variables: (after) => ({ after, first: 50, state: wanted }),
    page: ({ messages: { nodes, pageInfo, totalCount, totalIsExact } }) => ({
      rows: nodes,
      endCursor: pageInfo.endCursor,
      hasMore: pageInfo.hasNextPage,
      total: { count: totalCount, exact: totalIsExact },
    }),
  });
  const open = pages.rows.find(({ id }) => id === panel);
  return (
    <Page title={t('title')} description={t('lead')} fill>
      <HealthTabs active="messages" />
      <DataGrid
        label={t('tabMessages')}
        columns={columns(t)}
        rowId={({ id }) => id}
        state={state}
        onStateChange={setState}
        {...pages}
        onOpen={({ id }) => setPanel(id)}
        openId={panel}
        empty={{ title: t('noMessages'), description: t('noMessagesText') }}
        toolbar={
          <SelectInput
            hideLabel
            size="small"
            label={t('state')}
            value={wanted ?? ''}
            onChange={(value) => setState(withFilter(state, 'state', value === '' ? [] : [value]))}
            choices={[{ value: '', label: t('all') }, ...states.map((value) => ({ value, label: t(value) }))]}
          />
        }
      />
      {open && <MessagePanel message={open} onClose={() => setPanel(null)} />}
    </Page>
  );
}

function MessagePanel({ message, onClose }: { message: Message; onClose: () => void }) {
  const t = useTexts(healthTexts);
  const { can } = useSession();
  const resend = useMutationCommand(ResendMessageDocument, { onDone: () => showToast({ message: t('resent') }) });
  const maySend = can('messaging.message.send') && (message.state === 'FAILED' || message.state === 'UNSENT');
  return (
    <SidePanel title={message.subject} description={message.recipient} onClose={onClose} size="lg">
      <Stack>
        {resend.failure && <ErrorState compact failure={resend.failure} />}
        <FactList
          columns={2}
          facts={[
            {
              id: 'state',
              label: t('state'),
              value: <StatusTag kind="message" value={message.state} />,
              ...(message.state === 'UNSENT' ? { help: t('unsentHint') } : {}),
            },
            { id: 'purpose', label: t('purpose'), value: message.purpose },
            { id: 'at', label: t('at'), value: <DateTimeText value={message.createdAt} /> },
            { id: 'sent', label: t('sentAt'), value: <DateTimeText value={message.sentAt} /> },
            { id: 'tries', label: t('tries'), value: message.tries },
            ...(message.failure === null ? [] : [{ id: 'failure', label: t('failure'), value: message.failure }]),
            ...(message.customerId === null || !can('crm.customer.view')
              ? []
              : [
                  {
                    id: 'customer',
                    label: t('customer'),
                    value: <EntityLink href={`/customers/${message.customerId}`}>{t('openCustomer')}</EntityLink>,
                  },
                ]),
          ]}
        />
        {message.body === null ? (
          <Notice family="info">{t('confidential')}</Notice>
        ) : (
          <CodeBlock label={t('text')} text={message.body} wrap />
        )}
        {maySend && (
          <div>
            <Button tone="primary" busy={resend.running} onClick={() => void resend.run({ messageId: message.id })}>
              {t('resend')}
            </Button>
          </div>
        )}
      </Stack>
    </SidePanel>
  );
}
