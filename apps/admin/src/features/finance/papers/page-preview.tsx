import { useEffect, useState } from 'react';
import { Notice, Skeleton, useTexts } from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import type { VariablesOf } from '@demarc/web-api';
import { useLater } from '../corrections/use-later';
import { PreviewPaperDocument } from './template.graphql';
import { templateTexts } from './template-texts';

type Wanted = VariablesOf<typeof PreviewPaperDocument>['input'];

/** The page as it would be printed; while there is a fault the last good page stays, with the fault above it. */
export function PagePreview(wanted: Wanted) {
  const t = useTexts(templateTexts);
  const input = useLater(wanted, 400);
  const { data, failure } = useApiQuery(PreviewPaperDocument, { input }, { keepPrevious: true });
  const [page, setPage] = useState<string | null>(null);
  const pdf = data?.previewPaper.pdf ?? null;
  useEffect(() => {
    if (pdf === null) return undefined;
    const bytes = Uint8Array.from(atob(pdf), (character) => character.charCodeAt(0));
    const url = URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }));
    setPage(url);
    return () => URL.revokeObjectURL(url);
  }, [pdf]);
  const fault = data?.previewPaper.fault ?? null;
  return (
    <>
      {fault !== null && (
        <Notice family="bad" live>
          {t('fault', { line: fault.line, message: fault.message })}
        </Notice>
      )}
      {failure !== null && <Notice family="bad">{failure.message}</Notice>}
      {page === null ? (
        <Skeleton lines={16} label={t('working')} />
      ) : (
        <iframe className="dm-page-preview" title={t('preview')} src={page} />
      )}
    </>
  );
}
