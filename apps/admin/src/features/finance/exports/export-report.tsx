import { useApi } from '@demarc/web-kit';
import type { ReportFilter } from '../reports/report-question';
import { ExportButton } from './export-button';
import { ExportReportDocument } from './exports.graphql';

const plain = ['CSV', 'XLSX', 'PDF'] as const;

/** The whole of a report as a file; the journal for hledger, too. */
export function ExportReport({ id, filter }: { id: string; filter: ReportFilter }) {
  const api = useApi();
  return (
    <ExportButton
      formats={id === 'journal' ? [...plain, 'HLEDGER'] : plain}
      onExport={async (format, idempotencyKey) =>
        (await api.graphql(ExportReportDocument, { id, format, filter }, { idempotencyKey })).exportReport.id
      }
    />
  );
}
