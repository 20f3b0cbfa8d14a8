import { Plus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import {
  Button,
  ConfirmDialog,
  DateText,
  EmptyState,
  ErrorState,
  NumberText,
  Page,
  Section,
  showToast,
  SimpleTable,
  Skeleton,
  Text,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useMutationCommand, useSession, useUrlParam } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { useCurrency } from '../../../frame/use-operator';
import { usePartners } from '../use-partners';
import { feeTexts } from './fee-texts';
import { EndFeeDocument, type FeeRule, FeeRulesDocument } from './fees.graphql';

const FeePanel = lazy(async () => ({ default: (await import('./fee-panel')).FeePanel }));

/** The fees that are charged by themselves. */
export function FeesScreen() {
  const t = useTexts(feeTexts);
  return (
    <Guarded title={t('title')} needs={['billing.policy.view']}>
      <Fees />
    </Guarded>
  );
}

function Fees() {
  const t = useTexts(feeTexts);
  const { can } = useSession();
  const [panel, setPanel] = useUrlParam('panel', { push: true });
  const { data, failure, retry } = useApiQuery(FeeRulesDocument, {});
  const create = can('billing.fee.manage') && (
    <Button tone="primary" icon={<Plus size={16} aria-hidden="true" />} onClick={() => setPanel('new')}>
      {t('create')}
    </Button>
  );
  return (
    <Page title={t('title')} description={t('description')} actions={create}>
      {data === undefined && failure !== null && <ErrorState failure={failure} onRetry={retry} />}
      {data === undefined && failure === null && <Skeleton lines={6} label={t('loading')} />}
      {data !== undefined && <FeeTable rules={data.feeRules} />}
      {panel === 'new' && data !== undefined && (
        <Suspense fallback={null}>
          <FeePanel taxRates={data.taxRates} onClose={() => setPanel(null)} />
        </Suspense>
      )}
    </Page>
  );
}

function FeeTable({ rules }: { rules: readonly FeeRule[] }) {
  const t = useTexts(feeTexts);
  const format = useFormat();
  const currency = useCurrency();
  const partners = usePartners();
  const { can } = useSession();
  const [ending, setEnding] = useState<FeeRule | null>(null);
  return (
    <Section flush={rules.length > 0}>
      <SimpleTable
        label={t('title')}
        rows={rules}
        rowId={({ id }) => id}
        empty={<EmptyState title={t('emptyTitle')} description={t('emptyText')} />}
        columns={[
          { id: 'name', header: t('name'), cell: ({ title }) => title },
          { id: 'kind', header: t('kind'), cell: ({ kind }) => t(kind) },
          { id: 'how', header: t('how'), cell: (rule) => <When rule={rule} /> },
          {
            id: 'amount',
            header: t('amount'),
            align: 'end',
            cell: ({ amount, percent }) =>
              amount === null ? t('percentOf', { percent: percent ?? '' }) : format.money({ amount, currency }),
          },
          { id: 'tax', header: t('tax'), cell: ({ taxName }) => taxName ?? t('noTax') },
          { id: 'by', header: t('by'), cell: ({ as }) => t(as) },
          {
            id: 'partner',
            header: t('partner'),
            cell: ({ partnerId }) => partners.find(({ id }) => id === partnerId)?.name ?? t('everybody'),
          },
          { id: 'since', header: t('since'), cell: ({ fromOn }) => <DateText value={fromOn} /> },
          { id: 'charged', header: t('charged'), align: 'end', cell: ({ charged }) => <NumberText value={charged} /> },
          { id: 'waived', header: t('waived'), align: 'end', cell: ({ waived }) => <NumberText value={waived} /> },
          {
            id: 'end',
            header: '',
            align: 'end',
            cell: (rule) =>
              rule.endedOn !== null
                ? t('endedOn', { on: format.day(rule.endedOn) })
                : can('billing.fee.manage') && (
                    <Button size="small" aria-label={t('endOf', { title: rule.title })} onClick={() => setEnding(rule)}>
                      {t('end')}
                    </Button>
                  ),
          },
        ]}
      />
      {ending !== null && <EndFee rule={ending} onClose={() => setEnding(null)} />}
    </Section>
  );
}

function When({ rule: { kind, afterDays, everyDays, times } }: { rule: FeeRule }) {
  const t = useTexts(feeTexts);
  if (kind !== 'LATE' && kind !== 'UNPAID') return t('atOnce');
  const first = t(kind === 'LATE' ? 'afterDue' : 'afterIssue', { days: afterDays });
  return everyDays === null ? first : `${first}, ${t('again', { days: everyDays, times })}`;
}

function EndFee({ rule: { id, title }, onClose }: { rule: FeeRule; onClose: () => void }) {
  const t = useTexts(feeTexts);
  const command = useMutationCommand(EndFeeDocument, {
    onDone: () => {
      showToast({ message: t('ended', { title }) });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      grade="B"
      title={t('endTitle', { title })}
      confirmLabel={t('end')}
      busy={command.running}
      failure={command.failure}
      onConfirm={() => void command.run({ feeRuleId: id })}
      onClose={onClose}
    >
      <Text>{t('endText')}</Text>
    </ConfirmDialog>
  );
}
