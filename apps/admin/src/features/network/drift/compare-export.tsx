import { useState } from 'react';
import { base64Of, Dialog, ErrorState, FileInput, Notice, Skeleton, Stack, Text, useTexts } from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import { ItemTable } from './drift-items';
import type { FleetRow } from './fleet';
import { CompareExportDocument } from './router-drift.graphql';
import { routerDriftTexts } from './router-drift-texts';

/** What differs by an export file, before anybody connects. */
export function CompareExport({ router, onClose }: { router: FleetRow; onClose: () => void }) {
  const t = useTexts(routerDriftTexts);
  const [file, setFile] = useState<{ readonly octets: string; readonly turn: number } | null>(null);
  return (
    <Dialog size="lg" title={`${t('export')}: ${router.name}`} onClose={onClose}>
      <Stack>
        <Text>{t('exportLead')}</Text>
        <FileInput
          label={t('exportFile')}
          accept=".rsc,.txt"
          onChoose={(chosen) =>
            void base64Of(chosen).then((octets) => setFile({ octets, turn: (file?.turn ?? 0) + 1 }))
          }
        />
        {file !== null && <Result key={file.turn} router={router} file={file.octets} />}
      </Stack>
    </Dialog>
  );
}

function Result({ router, file }: { router: FleetRow; file: string }) {
  const t = useTexts(routerDriftTexts);
  const { data, status, failure, retry } = useApiQuery(CompareExportDocument, {
    input: { routerId: router.routerId, file },
  });
  if (status === 'failed' && failure) return <ErrorState compact failure={failure} onRetry={retry} />;
  if (!data) return <Skeleton lines={4} />;
  const { version, intended, same, notUnderstood, items } = data.compareRouterExport;
  return (
    <Stack>
      <Notice family="info">
        {t('exportResult', { same, intended, version: version ?? '?', lines: notUnderstood })}
      </Notice>
      <ItemTable items={items} />
    </Stack>
  );
}
