import {
  EmptyState,
  ErrorState,
  Page,
  Section,
  SimpleTable,
  Skeleton,
  Stack,
  TextInput,
  UiLink,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useUrlParam } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { Guarded } from '../../../frame/guarded';
import { reportTexts } from './report-texts';
import { ReportsDocument } from './reports.graphql';

type Listed = ResultOf<typeof ReportsDocument>['reports'][number];
const groups = ['receivables', 'taxes', 'revenue', 'growth', 'payments', 'ledger'] as const;

/** Every report that the person may read, by what it is about, found by a word. */
export function ReportsScreen() {
  const t = useTexts(reportTexts);
  return (
    <Guarded title={t('title')} needs={['reporting.report.view']}>
      <Index />
    </Guarded>
  );
}

function Index() {
  const t = useTexts(reportTexts);
  const [typed, setTyped] = useUrlParam('q');
  const { data, failure, retry } = useApiQuery(ReportsDocument, {});
  const found = (data?.reports ?? []).filter((report) => matches(report, typed ?? ''));
  return (
    <Page title={t('title')}>
      <Stack>
        <TextInput
          type="search"
          label={t('find')}
          hideLabel
          placeholder={t('find')}
          value={typed ?? ''}
          onChange={setTyped}
        />
        {failure !== null && <ErrorState failure={failure} onRetry={retry} />}
        {data === undefined && failure === null && <Skeleton lines={8} label={t('loading')} />}
        {data !== undefined && found.length === 0 && <EmptyState title={t('none')} description={t('noneText')} />}
        {groups.map((group) => (
          <Group key={group} group={group} reports={found.filter((report) => report.group === group)} />
        ))}
      </Stack>
    </Page>
  );
}

function Group({ group, reports }: { group: (typeof groups)[number]; reports: readonly Listed[] }) {
  const t = useTexts(reportTexts);
  if (reports.length === 0) return null;
  return (
    <Section title={t(group)} flush>
      <SimpleTable
        label={t(group)}
        rows={reports}
        rowId={({ id }) => id}
        columns={[
          {
            id: 'title',
            header: t('report'),
            cell: ({ id, title }) => <UiLink href={`/reports/${id}`}>{title}</UiLink>,
          },
          { id: 'about', header: t('about'), cell: ({ about }) => about },
        ]}
      />
    </Section>
  );
}

function matches({ title, about, isDetail }: Listed, typed: string): boolean {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return !isDetail;
  return words.every((word) => `${title} ${about}`.toLowerCase().includes(word));
}
