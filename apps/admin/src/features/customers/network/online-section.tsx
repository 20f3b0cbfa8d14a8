import { useState } from 'react';
import {
  Button,
  BytesText,
  ConfirmDialog,
  FamilyTag,
  IpText,
  MacText,
  RelativeTime,
  SimpleTable,
  showToast,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useMutationCommand, useSession } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { PagedSection } from '../billing/paged-section';
import { customerNetworkTexts } from './network-texts';
import { CustomerSessionsDocument, DisconnectSessionDocument } from './network.graphql';

type Online = ResultOf<typeof CustomerSessionsDocument>['customer']['onlineSessions']['nodes'][number];
const refreshMs = 15_000;

export function OnlineSection({ customerId }: { customerId: string }) {
  const t = useTexts(customerNetworkTexts);
  const { can } = useSession();
  const [ending, setEnding] = useState<Online | null>(null);
  const { data, status, failure, retry } = useApiQuery(
    CustomerSessionsDocument,
    { id: customerId },
    { refetchEveryMs: refreshMs },
  );
  const ends = can('networking.session.disconnect');
  return (
    <PagedSection
      title={t('running')}
      empty={t('noRunning')}
      rows={data?.customer.onlineSessions.nodes ?? []}
      status={status}
      failure={failure}
      onRetry={retry}
    >
      {(rows) => (
        <>
          <SimpleTable
            label={t('running')}
            rows={rows}
            rowId={({ key }) => key}
            columns={[
              { id: 'login', header: t('login'), cell: ({ login }) => <IpText value={login} /> },
              { id: 'router', header: t('router'), cell: ({ routerName }) => routerName },
              { id: 'address', header: t('address'), cell: ({ ipv4 }) => <IpText value={ipv4} /> },
              { id: 'mac', header: t('mac'), cell: ({ mac }) => <MacText value={mac} /> },
              { id: 'began', header: t('began'), cell: ({ startedAt }) => <RelativeTime value={startedAt} /> },
              {
                id: 'download',
                header: t('download'),
                align: 'end',
                cell: ({ downloadOctets }) => <BytesText value={downloadOctets} />,
              },
              {
                id: 'upload',
                header: t('upload'),
                align: 'end',
                cell: ({ uploadOctets }) => <BytesText value={uploadOctets} />,
              },
              { id: 'policy', header: t('policy'), cell: ({ isUpToDate }) => <Policy upToDate={isUpToDate} /> },
              {
                id: 'end',
                header: t('end'),
                align: 'end',
                cell: (session) =>
                  ends ? (
                    <Button size="small" onClick={() => setEnding(session)}>
                      {t('end')}
                    </Button>
                  ) : null,
              },
            ]}
          />
          {ending !== null && <EndSession session={ending} onClose={() => setEnding(null)} />}
        </>
      )}
    </PagedSection>
  );
}

function Policy({ upToDate }: { upToDate: boolean | null }) {
  const t = useTexts(customerNetworkTexts);
  if (upToDate === null) return '–';
  return (
    <FamilyTag family={upToDate ? 'good' : 'attention'} quiet>
      {t(upToDate ? 'upToDate' : 'outdated')}
    </FamilyTag>
  );
}

function EndSession({ session: { key, login }, onClose }: { session: Online; onClose: () => void }) {
  const t = useTexts(customerNetworkTexts);
  const command = useMutationCommand(DisconnectSessionDocument, {
    onDone: () => {
      showToast({ message: t('endDone') });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      grade="B"
      title={t('endTitle', { login: login ?? '–' })}
      confirmLabel={t('end')}
      busy={command.running}
      failure={command.failure}
      onConfirm={() => void command.run({ sessionKey: key })}
      onClose={onClose}
    >
      {t('endText')}
    </ConfirmDialog>
  );
}
