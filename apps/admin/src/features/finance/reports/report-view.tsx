import { useState } from 'react';
import { ErrorState, FiguresSkeleton, Notice, Section, Stack, Text, useTexts } from '@demarc/ui';
import { useApi, useApiQuery } from '@demarc/web-kit';
import { ReportFilters } from './report-filters';
import { ReportPicture } from './report-picture';
import type { ReportFilter } from './report-question';
import { ReportTable } from './report-table';
import { reportTexts } from './report-texts';
import { type Report, ReportDocument } from './reports.graphql';

const pageSize = 100;

/** Filter, one sentence, picture, table: one report as the address asks for it. */
export function ReportView({ id, filter }: { id: string; filter: ReportFilter }) {
  const { data, failure, retry } = useApiQuery(
    ReportDocument,
    { id, filter, after: null, first: pageSize },
    { keepPrevious: true },
  );
  if (failure !== null) return <ErrorState failure={failure} onRetry={retry} />;
  if (data === undefined) return <FiguresSkeleton />;
  return <ShownReport key={JSON.stringify([id, filter])} report={data.report} filter={filter} />;
}

/** A report about one customer, before one was chosen. */
export function CustomerNeeded({ id }: { id: string }) {
  const t = useTexts(reportTexts);
  const info = {
    id,
    title: '',
    about: '',
    group: '',
    period: 'none',
    byPartner: false,
    byCustomer: 'needed',
    options: [],
  };
  return (
    <Stack>
      <ReportFilters info={info} from="" through="" />
      <Notice family="info" title={t('pickCustomer')}>
        {t('pickCustomerText')}
      </Notice>
    </Stack>
  );
}

function ShownReport({ report, filter }: { report: Report; filter: ReportFilter }) {
  const t = useTexts(reportTexts);
  const more = useMoreRows(report, filter);
  return (
    <Stack>
      <ReportFilters info={report.info} from={report.from} through={report.through} />
      <Text>{report.sentence}</Text>
      {report.charts.map((chart) => (
        <ReportPicture key={chart.title} chart={chart} currency={report.currency} />
      ))}
      <ReportTable report={report} {...more} />
      {report.notes.length > 0 && (
        <Section title={t('meaning')} look="plain" level={3}>
          {report.notes.map((note) => (
            <Text key={note} tone="secondary">
              {note}
            </Text>
          ))}
        </Section>
      )}
    </Stack>
  );
}

/** Rows after the first page, as they are asked for. */
function useMoreRows(report: Report, filter: ReportFilter) {
  const api = useApi();
  const [later, setLater] = useState<readonly Report[]>([]);
  const [loadingMore, setLoading] = useState(false);
  const last = later.at(-1) ?? report;
  const onLoadMore = () => {
    setLoading(true);
    void api
      .graphql(ReportDocument, { id: report.info.id, filter, after: last.endCursor, first: pageSize })
      .then(({ report: page }) => setLater((before) => [...before, page]))
      .finally(() => setLoading(false));
  };
  return {
    rows: [report, ...later].flatMap((page) => page.rows),
    hasMore: last.hasNextPage && last.endCursor !== null,
    loadingMore,
    onLoadMore,
  };
}
