import { FileDown } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { ActionMenu, type Failure, showToast, useTexts } from '@demarc/ui';
import { asFailure, newKey, useSession } from '@demarc/web-kit';
import { exportTexts } from './export-texts';

const ExportProgress = lazy(async () => ({ default: (await import('./export-progress')).ExportProgress }));

export type ExportFormat = 'CSV' | 'XLSX' | 'PDF' | 'HLEDGER';

export interface ExportButtonProps {
  readonly formats: readonly ExportFormat[];
  /** Asks for the file over the whole filter; answers the id of the export. */
  readonly onExport: (format: ExportFormat, idempotencyKey: string) => Promise<string>;
}

/** Asks for a file and shows how far it is. The file is written without this page, and found again by its address. */
export function ExportButton({ formats, onExport }: ExportButtonProps) {
  const t = useTexts(exportTexts);
  const { can } = useSession();
  const [exportId, setExportId] = useState<string | null>(null);
  if (!can('reporting.table.export')) return null;
  const start = (format: ExportFormat) => {
    onExport(format, newKey()).then(setExportId, (error: unknown) => tell(t('failed'), asFailure(error)));
  };
  return (
    <>
      <ActionMenu
        label={t('export')}
        text={t('export')}
        icon={<FileDown size={16} aria-hidden="true" />}
        actions={formats.map((format) => ({ id: format, label: t(format), onSelect: () => start(format) }))}
      />
      {exportId !== null && (
        <Suspense fallback={null}>
          <ExportProgress id={exportId} onClose={() => setExportId(null)} />
        </Suspense>
      )}
    </>
  );
}

function tell(message: string, failure: Failure | null): void {
  showToast({ family: 'bad', sticky: true, message, ...(failure ? { detail: failure.message } : {}) });
}
