import { Dialog, EmptyState, ErrorState, Section, Skeleton, Stack, useFormat, useTexts } from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import { BackupDiffDocument, type KeptBackup } from './router-care.graphql';
import { routerCareTexts } from './router-care-texts';

const sign = { SAME: '  ', ADDED: '+ ', REMOVED: '− ' } as const;

/** What changed between two configurations, menu by menu: told by a sign before each line, and by colour beside it. */
export function BackupDiff({ before, after, onClose }: { before: KeptBackup; after: KeptBackup; onClose: () => void }) {
  const t = useTexts(routerCareTexts);
  const format = useFormat();
  const { data, failure, retry } = useApiQuery(BackupDiffDocument, { from: before.id, to: after.id });
  return (
    <Dialog title={t('compareTitle', { before: format.instant(before.takenAt) })} onClose={onClose} size="lg">
      {failure && <ErrorState compact failure={failure} onRetry={retry} />}
      {!data && !failure && <Skeleton lines={6} />}
      {data?.backupDiff.length === 0 && <EmptyState compact title={t('noDifference')} />}
      <Stack>
        {data?.backupDiff.map(({ menu, added, removed, lines }) => (
          <Section key={menu} title={`${menu}  +${added} −${removed}`} level={3} look="plain">
            <pre className="dm-code" tabIndex={0} aria-label={menu}>
              {lines.map(({ kind, text }, at) => (
                <div key={`${at}-${text}`} data-diff={kind.toLowerCase()}>
                  {text === '' ? '…' : `${sign[kind]}${text}`}
                </div>
              ))}
            </pre>
          </Section>
        ))}
      </Stack>
    </Dialog>
  );
}
