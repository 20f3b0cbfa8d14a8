import {
  BytesText,
  CodeText,
  EmptyState,
  ErrorState,
  Page,
  Row,
  Section,
  SelectInput,
  SimpleTable,
  Skeleton,
  Text,
  UsageChart,
  type UsagePeriod,
  UsagePeriodInput,
  usagePeriods,
  type UsageSpan,
  usageSpan,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useSession, useUrlParam } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { todayIn } from '../../customers/today';
import { CustomerLink } from '../customer-link';
import { GroupUsageDocument, TopUsageDocument, UsageGroupsDocument } from './usage.graphql';
import { networkUsageTexts } from './usage-texts';

interface Group {
  readonly kind: 'ROUTER' | 'PLAN';
  readonly id: string;
}

const mostDays = 31;
const dayMs = 86_400_000;

export function UsageScreen() {
  const t = useTexts(networkUsageTexts);
  return (
    <Guarded title={t('title')} needs={['networking.session.view']}>
      <Usage />
    </Guarded>
  );
}

/** `?of=router:<id>` or `plan:<id>`, `&period=month`: a copied address shows the same graph. */
function Usage() {
  const t = useTexts(networkUsageTexts);
  const format = useFormat();
  const [of, setOf] = useUrlParam('of');
  const [given, setPeriod] = useUrlParam('period');
  const period: UsagePeriod = usagePeriods.find((one) => one === given) ?? 'week';
  const group = groupOf(of);
  const today = todayIn(format.timeZone, format.now());
  const span = usageSpan(period, today);
  return (
    <Page title={t('title')} description={t('lead')}>
      <Row>
        <GroupInput value={group === null ? '' : (of ?? '')} onChange={(value) => setOf(value === '' ? null : value)} />
        <UsagePeriodInput value={period} onChange={setPeriod} />
      </Row>
      <Section title={t('graph')}>
        {group === null ? <EmptyState compact title={t('choose')} /> : <Graph group={group} span={span} />}
      </Section>
      <Section title={t('top')} flush>
        <Top group={group} span={span} today={today} />
      </Section>
    </Page>
  );
}

function groupOf(of: string | null): Group | null {
  const [kind, id] = of?.split(':') ?? [];
  if (id === undefined || (kind !== 'router' && kind !== 'plan')) return null;
  return { kind: kind === 'router' ? 'ROUTER' : 'PLAN', id };
}

function GroupInput({ value, onChange }: { value: string; onChange: (of: string) => void }) {
  const t = useTexts(networkUsageTexts);
  const { can } = useSession();
  const { data } = useApiQuery(UsageGroupsDocument, {
    routers: can('networking.router.view'),
    plans: can('billing.plan.view'),
  });
  const plans = data?.plans?.filter(({ kind }) => kind === 'INTERNET') ?? [];
  return (
    <SelectInput
      label={t('of')}
      value={value}
      onChange={onChange}
      choices={[
        { value: '', label: t('everything') },
        ...(data?.routers ?? []).map(({ id, name }) => ({ value: `router:${id}`, label: t('router', { name }) })),
        ...plans.map(({ id, title }) => ({ value: `plan:${id}`, label: t('plan', { name: title }) })),
      ]}
    />
  );
}

function Graph({ group, span }: { group: Group; span: UsageSpan }) {
  const t = useTexts(networkUsageTexts);
  const { data, status, failure, retry } = useApiQuery(GroupUsageDocument, { ...group, ...span });
  if (status === 'failed' && failure) return <ErrorState compact failure={failure} onRetry={retry} />;
  if (!data) return <Skeleton lines={5} />;
  return <UsageChart usage={data.groupUsage} step={span.granularity} emptyText={t('graphText')} />;
}

/** Hours are compared for at most a month: longer ago than that, the most of the year is shown by the graph of a customer. */
function Top({ group, span, today }: { group: Group | null; span: UsageSpan; today: string }) {
  const t = useTexts(networkUsageTexts);
  const { can } = useSession();
  const earliest = new Date(Date.parse(`${today}T00:00:00Z`) - (mostDays - 1) * dayMs).toISOString().slice(0, 10);
  const isCut = span.from < earliest;
  const { data, status, failure, retry } = useApiQuery(TopUsageDocument, {
    from: isCut ? earliest : span.from,
    through: span.through,
    planId: group?.kind === 'PLAN' ? group.id : null,
    routerId: group?.kind === 'ROUTER' ? group.id : null,
    names: can('crm.customer.view'),
  });
  if (status === 'failed' && failure) return <ErrorState compact failure={failure} onRetry={retry} />;
  if (!data) return <Skeleton lines={5} />;
  return (
    <>
      {isCut && <Text tone="secondary">{t('topDays')}</Text>}
      <SimpleTable
        label={t('top')}
        rows={data.topUsage}
        rowId={({ serviceId }) => serviceId}
        empty={<EmptyState compact title={t('nobody')} />}
        columns={[
          {
            id: 'customer',
            header: t('customer'),
            cell: (row) => <CustomerLink customerId={row.customerId} customer={row.customer} fallback="–" />,
          },
          { id: 'login', header: t('login'), cell: (row) => <CodeText value={row.login} /> },
          {
            id: 'download',
            header: t('download'),
            align: 'end',
            cell: (row) => <BytesText value={row.downloadOctets} />,
          },
          { id: 'upload', header: t('upload'), align: 'end', cell: (row) => <BytesText value={row.uploadOctets} /> },
        ]}
      />
    </>
  );
}
