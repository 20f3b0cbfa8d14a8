import {
  EmptyState,
  EntityLink,
  ErrorState,
  Page,
  RelativeTime,
  Section,
  SimpleTable,
  Skeleton,
  SpeedText,
  type TextOf,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useSession, useUrlParam } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { PlanPoliciesDocument, type PlanWithPolicy } from './policies.graphql';
import { policiesTexts } from './policies-texts';
import { PolicyPanel } from './policy-panel';

export function PoliciesScreen() {
  const t = useTexts(policiesTexts);
  return (
    <Guarded title={t('title')} needs={['networking.policy.view']}>
      <Policies />
    </Guarded>
  );
}

function Policies() {
  const t = useTexts(policiesTexts);
  const { can } = useSession();
  const [panel, setPanel] = useUrlParam('panel', { push: true });
  const { data, status, failure, retry } = useApiQuery(PlanPoliciesDocument, {});
  const may = can('networking.policy.manage');
  const open = data?.plans.find(({ id }) => id === panel);
  return (
    <Page title={t('title')} description={t('lead')}>
      {status === 'loading' && <Skeleton lines={5} />}
      {status === 'failed' && failure && <ErrorState failure={failure} onRetry={retry} />}
      {data && (
        <Section flush>
          <PolicyTable plans={data.plans} {...(may ? { onOpen: setPanel } : {})} />
        </Section>
      )}
      {open && may && <PolicyPanel key={open.id} plan={open} onClose={() => setPanel(null)} />}
    </Page>
  );
}

function PolicyTable({ plans, onOpen }: { plans: readonly PlanWithPolicy[]; onOpen?: (id: string) => void }) {
  const t = useTexts(policiesTexts);
  return (
    <SimpleTable
      label={t('title')}
      rows={plans}
      rowId={({ id }) => id}
      empty={<EmptyState title={t('emptyTitle')} description={t('emptyText')} />}
      columns={[
        {
          id: 'plan',
          header: t('plan'),
          cell: ({ id, title }) =>
            onOpen ? (
              <button type="button" className="dm-link" onClick={() => onOpen(id)}>
                {title}
              </button>
            ) : (
              title
            ),
        },
        {
          id: 'speed',
          header: t('speed'),
          cell: ({ accessPolicy: policy }) =>
            policy ? <SpeedText downKbps={policy.downloadKbps} upKbps={policy.uploadKbps} /> : t('none'),
        },
        {
          id: 'burst',
          header: t('burst'),
          cell: ({ accessPolicy: policy }) =>
            policy?.relativeBurst ? (
              t('relativeText', { percent: policy.relativeBurst.limitPercent, seconds: policy.relativeBurst.seconds })
            ) : policy?.burst ? (
              <>
                <SpeedText downKbps={policy.burst.downloadKbps} upKbps={policy.burst.uploadKbps} />{' '}
                {t('burstText', { seconds: policy.burst.seconds })}
              </>
            ) : (
              t('noBurst')
            ),
        },
        {
          id: 'priority',
          header: t('priority'),
          align: 'end',
          cell: ({ accessPolicy: policy }) => policy?.priority ?? '–',
        },
        {
          id: 'contention',
          header: t('contention'),
          cell: ({ accessPolicy: policy }) => (policy ? t('shared', { count: policy.contention }) : '–'),
        },
        {
          id: 'guaranteed',
          header: t('guaranteed'),
          align: 'end',
          cell: ({ accessPolicy: policy }) =>
            policy?.guaranteedRates ? (
              <SpeedText downKbps={policy.guaranteedRates.downloadKbps} upKbps={policy.guaranteedRates.uploadKbps} />
            ) : policy?.guaranteedPercent === null || policy?.guaranteedPercent === undefined ? (
              '–'
            ) : (
              `${policy.guaranteedPercent} %`
            ),
        },
        {
          id: 'rules',
          header: t('rules'),
          cell: ({ id, title, accessPolicy: policy }) =>
            policy ? (
              <EntityLink href={`/network/policies/${id}`} title={t('rulesOf', { plan: title })}>
                {ruleWords(policy, t)}
              </EntityLink>
            ) : (
              '–'
            ),
        },
        {
          id: 'changed',
          header: t('changed'),
          cell: ({ accessPolicy: policy }) => <RelativeTime value={policy?.changedAt} />,
        },
      ]}
    />
  );
}

function ruleWords(
  policy: NonNullable<PlanWithPolicy['accessPolicy']>,
  t: TextOf<typeof policiesTexts.entries>,
): string {
  const words = [
    ...(policy.hours.length > 0 ? [t('hours')] : []),
    ...(policy.fairUse ? [t('fairUse', { count: policy.fairUse.rules.length })] : []),
    ...(policy.quota ? [t('quota')] : []),
  ];
  return words.length === 0 ? t('noRules') : words.join(', ');
}
