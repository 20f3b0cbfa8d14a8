import { useState } from 'react';
import {
  Button,
  BytesText,
  CodeBlock,
  DateTimeText,
  Dialog,
  EmptyState,
  ErrorState,
  FamilyTag,
  Notice,
  NumberText,
  RelativeTime,
  Row,
  Section,
  SimpleTable,
  Skeleton,
  Stack,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useMutationCommand, useSession } from '@demarc/web-kit';
import { BackupDiff } from './backup-diff';
import { BackupPolicy } from './backup-policy';
import {
  BackUpRouterDocument,
  BackupTextDocument,
  type KeptBackup,
  RouterBackupsDocument,
} from './router-care.graphql';
import { routerCareTexts } from './router-care-texts';

const pollMs = 2_000;

export function RouterBackups({ routerId }: { routerId: string }) {
  const t = useTexts(routerCareTexts);
  const { can } = useSession();
  const [shown, setShown] = useState<KeptBackup | null>(null);
  const [compared, setCompared] = useState<readonly [KeptBackup, KeptBackup] | null>(null);
  const { data, status, failure, retry } = useApiQuery(RouterBackupsDocument, { routerId }, { refetchEveryMs: pollMs });
  const now = useMutationCommand(BackUpRouterDocument);
  const found = data?.routerBackups;
  const isWaiting = found !== undefined && found.askedAt !== null;
  const may = can('networking.backup.manage');
  return (
    <Stack>
      {found?.fault && (
        <Notice family="bad" title={t('backupFault')}>
          {found.fault} {found.triedAt !== null && <RelativeTime value={found.triedAt} />}
        </Notice>
      )}
      {now.failure && <ErrorState compact failure={now.failure} />}
      <Section
        title={t('backups')}
        flush
        actions={
          may && (
            <Button tone="primary" busy={now.running || isWaiting} onClick={() => void now.run({ routerId })}>
              {isWaiting ? t('backupWaits') : t('backupNow')}
            </Button>
          )
        }
      >
        {status === 'loading' && <Skeleton lines={4} />}
        {status === 'failed' && failure && <ErrorState failure={failure} onRetry={retry} />}
        {found && <BackupTable backups={found.backups} onShow={setShown} onCompare={setCompared} />}
      </Section>
      {may && <BackupPolicy />}
      {shown && <ShownText backup={shown} onClose={() => setShown(null)} />}
      {compared && <BackupDiff before={compared[1]} after={compared[0]} onClose={() => setCompared(null)} />}
    </Stack>
  );
}

interface TableProps {
  readonly backups: readonly KeptBackup[];
  readonly onShow: (backup: KeptBackup) => void;
  readonly onCompare: (pair: readonly [KeptBackup, KeptBackup]) => void;
}

function BackupTable({ backups, onShow, onCompare }: TableProps) {
  const t = useTexts(routerCareTexts);
  const before = (backup: KeptBackup): KeptBackup | undefined => backups[backups.indexOf(backup) + 1];
  return (
    <SimpleTable
      label={t('backups')}
      rows={backups}
      rowId={({ id }) => id}
      empty={<EmptyState compact title={t('noBackups')} description={t('noBackupsText')} />}
      columns={[
        { id: 'taken', header: t('takenAt'), cell: ({ takenAt }) => <DateTimeText value={takenAt} /> },
        { id: 'until', header: t('until'), cell: ({ seenUntil }) => <DateTimeText value={seenUntil} /> },
        {
          id: 'changed',
          header: t('changed'),
          cell: (row) =>
            before(row) === undefined ? (
              t('first')
            ) : (
              <Row>
                {`+${row.added} −${row.removed}`}
                <FamilyTag family={row.foreignLines > 0 ? 'attention' : 'good'} quiet>
                  {row.foreignLines > 0 ? t('foreign', { count: row.foreignLines }) : t('ours')}
                </FamilyTag>
              </Row>
            ),
        },
        {
          id: 'lines',
          header: t('lines'),
          align: 'end',
          cell: ({ lines, octets }) => (
            <>
              <NumberText value={lines} /> (<BytesText value={octets} />)
            </>
          ),
        },
        { id: 'version', header: t('version'), cell: ({ routerVersion }) => routerVersion },
        {
          id: 'do',
          header: t('show'),
          align: 'end',
          cell: (row) => {
            const older = before(row);
            return (
              <Row>
                {older && (
                  <Button size="small" onClick={() => onCompare([row, older])}>
                    {t('compare')}
                  </Button>
                )}
                <Button size="small" onClick={() => onShow(row)}>
                  {t('show')}
                </Button>
              </Row>
            );
          },
        },
      ]}
    />
  );
}

function ShownText({ backup, onClose }: { backup: KeptBackup; onClose: () => void }) {
  const t = useTexts(routerCareTexts);
  const format = useFormat();
  const { data, failure, retry } = useApiQuery(BackupTextDocument, { id: backup.id });
  const title = t('text', { when: format.instant(backup.takenAt) });
  return (
    <Dialog title={title} onClose={onClose} size="lg">
      {failure && <ErrorState compact failure={failure} onRetry={retry} />}
      {data ? <CodeBlock label={title} text={data.backupText} /> : !failure && <Skeleton lines={8} />}
    </Dialog>
  );
}
