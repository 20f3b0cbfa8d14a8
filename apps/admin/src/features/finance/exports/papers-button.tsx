import { Files } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { ActionMenu, showToast, useTexts } from '@demarc/ui';
import { asFailure, newKey, useApi, useSession } from '@demarc/web-kit';
import type { VariablesOf } from '@demarc/web-api';
import { exportTexts } from './export-texts';
import { ExportPapersDocument } from './exports.graphql';

const ExportProgress = lazy(async () => ({ default: (await import('./export-progress')).ExportProgress }));

/** Which invoices: those chosen, those of a run, or all that a filter lists. */
export type PapersChoice = Omit<VariablesOf<typeof ExportPapersDocument>['input'], 'format'>;

/** Many invoices as one file, made by a job; its progress stays on the screen, and it is found again by its address. */
export function PapersButton({ choice, size }: { choice: PapersChoice; size?: 'small' }) {
  const t = useTexts(exportTexts);
  const api = useApi();
  const { can } = useSession();
  const [exportId, setExportId] = useState<string | null>(null);
  if (!can('reporting.table.export') || !can('billing.invoice.view')) return null;
  const start = (format: 'PDF' | 'ZIP') => {
    api.graphql(ExportPapersDocument, { input: { ...choice, format } }, { idempotencyKey: newKey() }).then(
      ({ exportInvoicePapers: { id } }) => setExportId(id),
      (error: unknown) => {
        const failure = asFailure(error);
        showToast({ family: 'bad', sticky: true, message: t('failed'), ...(failure && { detail: failure.message }) });
      },
    );
  };
  return (
    <>
      <ActionMenu
        label={t('papers')}
        text={t('papers')}
        {...(size === undefined ? {} : { size })}
        icon={<Files size={16} aria-hidden="true" />}
        actions={[
          { id: 'PDF', label: t('papersAsPdf'), onSelect: () => start('PDF') },
          { id: 'ZIP', label: t('papersAsZip'), onSelect: () => start('ZIP') },
        ]}
      />
      {exportId !== null && (
        <Suspense fallback={null}>
          <ExportProgress id={exportId} onClose={() => setExportId(null)} />
        </Suspense>
      )}
    </>
  );
}
