import { useState } from 'react';
import { Dialog, ErrorState, Notice, Skeleton, Stack, Text, useTexts } from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import { ItemTable } from './drift-items';
import type { FleetRow } from './fleet';
import { CompareExportDocument } from './router-drift.graphql';
import { routerDriftTexts } from './router-drift-texts';

/** What differs by an export file, before anybody connects. */
export function CompareExport({ router, onClose }: { router: FleetRow; onClose: () => void }) {
  const t = useTexts(routerDriftTexts);
  const [file, setFile] = useState<string | null>(null);
  return (
    <Dialog size="lg" title={`${t('export')}: ${router.name}`} onClose={onClose}>
      <Stack>
        <Text>{t('exportLead')}</Text>
        <label>
          {t('exportFile')}{' '}
          <input
            type="file"
            accept=".rsc,.txt"
            onChange={(event) => {
              const [chosen] = event.currentTarget.files ?? [];
              if (chosen) void base64Of(chosen).then(setFile);
            }}
          />
        </label>
        {file !== null && <Result key={file.length} router={router} file={file} />}
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

/** Octet by octet: a file of RouterOS 6 may be in any code page. */
async function base64Of(file: File): Promise<string> {
  const octets = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < octets.length; at += 8_192) text += String.fromCharCode(...octets.subarray(at, at + 8_192));
  return btoa(text);
}
