import {
  CodeText,
  EmptyState,
  ErrorState,
  FamilyTag,
  RelativeTime,
  Section,
  SimpleTable,
  Skeleton,
  Stack,
  StatusTag,
  type StatusFamily,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useSession } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { CustomerLink } from '../customer-link';
import { Brake } from './brake';
import { OtherDevices } from './other-devices';
import { AccessActionsDocument, AccessTroubleDocument } from './drift.graphql';
import { driftTexts } from './drift-texts';
import { causeTexts, isCause, isReason, reasonTexts } from './drift-words';

type TroubleRow = ResultOf<typeof AccessTroubleDocument>['accessTrouble'][number];
type Trouble = 'HELD' | 'DRIFT' | 'ON_ITS_WAY';
const refreshMs = 10_000;

/** Where sessions do not do yet what billing and staff decided, and what routers were told about them. */
export function SessionDrift() {
  return (
    <Stack>
      <Brake />
      <TroubleList trouble="HELD" />
      <TroubleList trouble="DRIFT" />
      <TroubleList trouble="ON_ITS_WAY" />
      <OtherDevices />
      <Actions />
    </Stack>
  );
}

function TroubleList({ trouble }: { trouble: Trouble }) {
  const t = useTexts(driftTexts);
  const { can } = useSession();
  const { data, status, failure, retry } = useApiQuery(
    AccessTroubleDocument,
    { trouble, names: can('crm.customer.view') },
    { refetchEveryMs: refreshMs },
  );
  const rows = data?.accessTrouble ?? [];
  if (trouble === 'HELD' && status === 'ready' && rows.length === 0) return null;
  return (
    <Section title={t(trouble)} description={t(`${trouble}Text`)} flush>
      {status === 'loading' && <Skeleton lines={2} />}
      {status === 'failed' && failure && <ErrorState compact failure={failure} onRetry={retry} />}
      {data && (
        <SimpleTable
          label={t(trouble)}
          rows={rows}
          rowId={({ serviceId }) => serviceId}
          empty={<EmptyState compact title={t('none')} description={t('noneText')} />}
          columns={[
            {
              id: 'customer',
              header: t('customer'),
              cell: (row) => <CustomerLink customerId={row.customerId} customer={row.customer} fallback="–" />,
            },
            { id: 'login', header: t('login'), cell: (row) => <CodeText value={row.login} /> },
            {
              id: 'desired',
              header: t(trouble === 'HELD' ? 'stillIs' : 'desired'),
              cell: (row) => <StatusTag kind="access" value={row.desired} />,
            },
            ...(trouble === 'HELD'
              ? []
              : [{ id: 'reason', header: t('reason'), cell: (row: TroubleRow) => <Reason value={row.reason} /> }]),
            { id: 'since', header: t('since'), cell: (row) => <RelativeTime value={row.desiredAt} /> },
            { id: 'cause', header: t('cause'), cell: (row) => <Cause value={row.cause} /> },
          ]}
        />
      )}
    </Section>
  );
}

function Reason({ value }: { value: string | null }) {
  const t = useTexts(reasonTexts);
  if (value === null) return '–';
  return isReason(value) ? t(value) : value;
}

/** What asked for it: an event of the product in words, or the name of a person. */
function Cause({ value }: { value: string | null }) {
  const t = useTexts(causeTexts);
  if (value === null) return '–';
  return isCause(value) ? t(value) : value;
}

const families = {
  WAITING: 'waiting',
  ACKNOWLEDGED: 'good',
  GONE: 'good',
  REFUSED: 'bad',
  UNANSWERED: 'attention',
  SUPERSEDED: 'off',
} as const satisfies Readonly<Record<string, StatusFamily>>;

function Actions() {
  const t = useTexts(driftTexts);
  const { can } = useSession();
  const { data, status, failure, retry } = useApiQuery(
    AccessActionsDocument,
    { names: can('crm.customer.view') },
    { refetchEveryMs: refreshMs },
  );
  return (
    <Section title={t('actions')} description={t('actionsLead')} flush>
      {status === 'loading' && <Skeleton lines={4} />}
      {status === 'failed' && failure && <ErrorState compact failure={failure} onRetry={retry} />}
      {data && (
        <SimpleTable
          label={t('actions')}
          rows={data.accessActions.nodes}
          rowId={({ id }) => id}
          empty={<EmptyState compact title={t('none')} />}
          columns={[
            { id: 'at', header: t('at'), cell: (row) => <RelativeTime value={row.requestedAt} /> },
            {
              id: 'customer',
              header: t('customer'),
              cell: (row) => <CustomerLink customerId={row.customerId} customer={row.customer} fallback="–" />,
            },
            { id: 'router', header: t('router'), cell: (row) => row.routerName },
            { id: 'what', header: t('what'), cell: (row) => row.request },
            {
              id: 'outcome',
              header: t('outcome'),
              cell: (row) => (
                <FamilyTag family={families[row.state]} quiet>
                  {t(row.state)}
                </FamilyTag>
              ),
            },
            {
              id: 'took',
              header: t('took'),
              align: 'end',
              cell: (row) => (row.elapsedMs === null ? '–' : t('ms', { ms: row.elapsedMs })),
            },
            { id: 'tries', header: t('tries'), align: 'end', cell: (row) => row.attempts },
            { id: 'by', header: t('by'), cell: (row) => <Cause value={row.requestedBy} /> },
          ]}
        />
      )}
    </Section>
  );
}
