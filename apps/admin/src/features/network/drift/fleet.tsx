import { RefreshCw } from 'lucide-react';
import {
  Button,
  EmptyState,
  EntityLink,
  ErrorState,
  FamilyTag,
  Meter,
  RelativeTime,
  Row,
  Section,
  showToast,
  SimpleTable,
  Skeleton,
  type StatusFamily,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useMutationCommand } from '@demarc/web-kit';
import { FleetPlans } from './fleet-plans';
import { differencesOf, type FleetRow } from './fleet-row';
import { CompareRoutersDocument, RouterComparisonsDocument } from './router-drift.graphql';
import { routerDriftTexts } from './router-drift-texts';

export type { FleetRow } from './fleet-row';
export { differencesOf } from './fleet-row';
export const refreshMs = 5_000;

/** All routers, the worst first: how much differs, and how old that knowledge is. */
export function Fleet() {
  const t = useTexts(routerDriftTexts);
  const { data, status, failure, retry } = useApiQuery(RouterComparisonsDocument, {}, { refetchEveryMs: refreshMs });
  const command = useMutationCommand(CompareRoutersDocument, { onDone: () => showToast({ message: t('rereading') }) });
  const rows = data?.routerComparisons ?? [];
  const kept = rows.filter(({ mode, isConnected }) => mode !== null && isConnected);
  return (
    <Section
      title={t('fleet')}
      description={t('fleetLead')}
      flush
      actions={
        kept.length > 0 && (
          <Row>
            <FleetPlans rows={kept} />
            <Button
              size="small"
              icon={<RefreshCw size={14} aria-hidden="true" />}
              busy={command.running}
              onClick={() => void command.run({ routerIds: kept.map(({ routerId }) => routerId) })}
            >
              {t('rereadAll')}
            </Button>
          </Row>
        )
      }
    >
      {status === 'loading' && <Skeleton lines={4} />}
      {status === 'failed' && failure && <ErrorState compact failure={failure} onRetry={retry} />}
      {data && <FleetTable rows={rows} />}
    </Section>
  );
}

function FleetTable({ rows }: { rows: readonly FleetRow[] }) {
  const t = useTexts(routerDriftTexts);
  const most = Math.max(1, ...rows.map(differencesOf));
  return (
    <SimpleTable
      label={t('fleet')}
      rows={rows}
      rowId={({ routerId }) => routerId}
      empty={<EmptyState title={t('fleetEmpty')} description={t('fleetEmptyText')} />}
      columns={[
        {
          id: 'router',
          header: t('router'),
          cell: (row) => <EntityLink href={`/network/drift?router=${row.routerId}`}>{row.name}</EntityLink>,
        },
        { id: 'mode', header: t('mode'), cell: (row) => <Mode row={row} /> },
        { id: 'way', header: t('way'), cell: (row) => t(row.way) },
        {
          id: 'differences',
          header: t('differences'),
          cell: (row) =>
            row.comparedAt === null ? (
              '–'
            ) : (
              <Meter
                label={t('differences')}
                value={differencesOf(row)}
                max={most}
                text={t('of', { count: differencesOf(row), total: row.intended })}
              />
            ),
        },
        { id: 'read', header: t('lastRead'), cell: (row) => <LastRead row={row} /> },
        { id: 'plan', header: t('plan'), cell: (row) => (row.planState ? <PlanTag state={row.planState} /> : '–') },
      ]}
    />
  );
}

export function LastRead({ row }: { row: FleetRow }) {
  const t = useTexts(routerDriftTexts);
  const age = row.comparedAt === null ? t('never') : <RelativeTime value={row.comparedAt} />;
  if (row.failedAt === null) return age;
  return (
    <FamilyTag family="bad" detail={age}>
      {t('faultTitle')}
    </FamilyTag>
  );
}

export function Mode({ row }: { row: FleetRow }) {
  const t = useTexts(routerDriftTexts);
  if (row.mode === null) return t('notKept');
  if (!row.isConnected) return <FamilyTag family="attention">{t('notConnected')}</FamilyTag>;
  return t(row.mode);
}

const planFamilies = {
  PROPOSED: 'attention',
  APPROVED: 'waiting',
  APPLYING: 'waiting',
  READ_BACK: 'waiting',
  DONE: 'good',
  FAILED: 'bad',
  ROLLED_BACK: 'off',
  DISCARDED: 'off',
} as const satisfies Readonly<Record<NonNullable<FleetRow['planState']>, StatusFamily>>;

export function PlanTag({ state }: { state: NonNullable<FleetRow['planState']> }) {
  const t = useTexts(routerDriftTexts);
  return (
    <FamilyTag family={planFamilies[state]} quiet>
      {t(state)}
    </FamilyTag>
  );
}
