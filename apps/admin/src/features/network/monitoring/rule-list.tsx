import {
  EmptyState,
  EntityLink,
  ErrorState,
  FamilyTag,
  Section,
  SimpleTable,
  Skeleton,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useSession } from '@demarc/web-kit';
import { type AlertRule, AlertRulesDocument } from './monitoring.graphql';
import { monitoringTexts } from './monitoring-texts';
import { RulePanel } from './rule-panel';

export interface RuleListProps {
  readonly panel: string | null;
  readonly onPanel: (panel: string | null) => void;
}

/** When who is told. `?panel=rule` adds one, an id changes one. */
export function RuleList({ panel, onPanel }: RuleListProps) {
  const t = useTexts(monitoringTexts);
  const format = useFormat();
  const { can } = useSession();
  const { data, failure, retry } = useApiQuery(AlertRulesDocument, {});
  const may = can('networking.monitoring.manage');
  const edited = data?.alertRules.find(({ id }) => id === panel);
  const when = ({ condition, metricKey, threshold }: AlertRule): string =>
    [t(`condition_${condition}`), threshold === null ? '' : format.number(threshold), metricKey ?? '']
      .filter(Boolean)
      .join(' · ');
  return (
    <Section title={t('rules')} flush>
      {failure && <ErrorState failure={failure} onRetry={retry} />}
      {!data && !failure && <Skeleton lines={4} />}
      {data && (
        <SimpleTable
          label={t('rules')}
          rows={data.alertRules}
          rowId={({ id }) => id}
          empty={<EmptyState compact title={t('noRules')} />}
          columns={[
            {
              id: 'name',
              header: t('rule'),
              cell: ({ id, name }) =>
                may ? <EntityLink href={`/network/monitoring?view=rules&panel=${id}`}>{name}</EntityLink> : name,
            },
            { id: 'when', header: t('condition'), cell: when },
            { id: 'for', header: t('forDevice'), cell: ({ deviceName }) => deviceName ?? t('everyDevice') },
            { id: 'polls', header: t('polls'), align: 'end', cell: ({ polls }) => format.number(polls) },
            {
              id: 'severity',
              header: t('severity'),
              cell: ({ severity }) => (
                <FamilyTag family={severity === 'CRITICAL' ? 'bad' : severity === 'WARNING' ? 'attention' : 'waiting'}>
                  {t(severity)}
                </FamilyTag>
              ),
            },
            { id: 'mail', header: t('mailTo'), cell: ({ mailTo }) => (mailTo === '' ? t('nobody') : mailTo) },
          ]}
        />
      )}
      {may && (panel === 'rule' || edited) && (
        <RulePanel key={edited?.id ?? 'new'} rule={edited ?? null} onClose={() => onPanel(null)} />
      )}
    </Section>
  );
}
