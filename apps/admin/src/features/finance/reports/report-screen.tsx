import { useMemo } from 'react';
import { useParams } from '@tanstack/react-router';
import { Page, useTexts } from '@demarc/ui';
import { useApiQuery, useUrlSearch } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { ExportReport } from '../exports/export-report';
import { reportFilter } from './report-question';
import { reportTexts } from './report-texts';
import { CustomerNeeded, ReportView } from './report-view';
import { ReportsDocument } from './reports.graphql';

/** One report at its own address, which holds everything that was asked. */
export function ReportScreen() {
  const t = useTexts(reportTexts);
  const { reportId } = useParams({ strict: false });
  return (
    <Guarded title={t('title')} needs={['reporting.report.view']}>
      <OneReport id={reportId ?? ''} />
    </Guarded>
  );
}

function OneReport({ id }: { id: string }) {
  const t = useTexts(reportTexts);
  const { search } = useUrlSearch();
  const filter = useMemo(() => reportFilter(search), [search]);
  const info = useApiQuery(ReportsDocument, {}).data?.reports.find((one) => one.id === id);
  const waits = info?.byCustomer === 'needed' && filter.customerId === undefined;
  return (
    <Page
      title={info?.title ?? t('report')}
      description={info?.about}
      back={{ href: '/reports', label: t('back') }}
      actions={!waits && <ExportReport id={id} filter={filter} />}
    >
      {waits ? <CustomerNeeded id={id} /> : <ReportView id={id} filter={filter} />}
    </Page>
  );
}
