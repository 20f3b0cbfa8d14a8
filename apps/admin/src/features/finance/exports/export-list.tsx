import { useApi } from '@demarc/web-kit';
import type { TypedDocument } from '@demarc/web-kit';
import { ExportButton, type ExportFormat } from './export-button';

interface ExportListProps<Filter, Result> {
  readonly document: TypedDocument<Result, { format: ExportFormat; filter?: Filter | null }>;
  readonly filter: Filter;
  readonly idOf: (result: Result) => string;
}

/** The whole filter of a grid as a file. */
export function ExportList<Filter, Result>({ document, filter, idOf }: ExportListProps<Filter, Result>) {
  const api = useApi();
  return (
    <ExportButton
      formats={['CSV', 'XLSX', 'PDF']}
      onExport={async (format, idempotencyKey) =>
        idOf(await api.graphql(document, { format, filter }, { idempotencyKey }))
      }
    />
  );
}
