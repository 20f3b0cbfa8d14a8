import { useApi } from '@demarc/web-kit';
import type { ReportFilter } from '../reports/report-question';
import { ExportButton, type ExportFormat } from './export-button';
import { ExportReportDocument } from './exports.graphql';

const plain = ['CSV', 'XLSX', 'PDF'] as const;

interface Props {
  readonly id: string;
  readonly filter: ReportFilter;
  readonly formats?: readonly ExportFormat[];
}

/** The whole of a report as a file; the journal for hledger, too. */
export function ExportReport({ id, filter, formats = id === 'journal' ? [...plain, 'HLEDGER'] : plain }: Props) {
  const api = useApi();
  return (
    <ExportButton
      formats={formats}
      onExport={async (format, idempotencyKey) =>
        (await api.graphql(ExportReportDocument, { id, format, filter }, { idempotencyKey })).exportReport.id
      }
    />
  );
}
