import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import {
  Button,
  DateText,
  DateTimeText,
  Dialog,
  EmptyState,
  EntityLink,
  ErrorState,
  FamilyTag,
  Notice,
  NumberText,
  Page,
  Section,
  SelectInput,
  SimpleTable,
  Skeleton,
  Stack,
  StatusTag,
  showToast,
  useLinks,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useMutationCommand, useSession } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { usePartners } from '../use-partners';
import { suspensionTexts } from './suspension-texts';
import { BatchesDocument, PreviewSuspensionsDocument } from './suspensions.graphql';
import { approvedBy, madeBy } from './who';

/** The lists of suspensions: the one of today first. */
export function SuspensionsScreen() {
  const t = useTexts(suspensionTexts);
  return (
    <Guarded title={t('title')} needs={['billing.suspension.view']}>
      <Batches />
    </Guarded>
  );
}

function Batches() {
  const t = useTexts(suspensionTexts);
  const { can } = useSession();
  const partners = usePartners();
  const [asking, setAsking] = useState(false);
  const { data, failure, retry } = useApiQuery(BatchesDocument, {});
  const previews = can('billing.suspension.approve') && partners.length > 0;
  const preview = previews && (
    <Button tone="primary" icon={<RefreshCw size={16} aria-hidden="true" />} onClick={() => setAsking(true)}>
      {t('preview')}
    </Button>
  );
  const nameOf = (id: string) => partners.find((one) => one.id === id)?.name ?? '–';
  return (
    <Page title={t('title')} description={t('description')} actions={preview}>
      {data === undefined && failure !== null && <ErrorState failure={failure} onRetry={retry} />}
      {data === undefined && failure === null && <Skeleton lines={8} label={t('loading')} />}
      {data !== undefined && (
        <Section flush={data.suspensionBatches.length > 0}>
          <SimpleTable
            label={t('title')}
            rows={data.suspensionBatches}
            rowId={({ id }) => id}
            empty={<EmptyState title={t('emptyTitle')} description={t('emptyText')} action={preview} />}
            columns={[
              {
                id: 'forDate',
                header: t('forDate'),
                cell: ({ id, forDate }) => (
                  <EntityLink href={`/suspensions/${id}`}>
                    <DateText value={forDate} />
                  </EntityLink>
                ),
              },
              {
                id: 'status',
                header: t('status'),
                cell: ({ status }) => <StatusTag kind="suspension" value={status} />,
              },
              { id: 'partner', header: t('partner'), cell: ({ partnerId }) => nameOf(partnerId) },
              { id: 'due', header: t('due'), align: 'end', cell: ({ due }) => <NumberText value={due} /> },
              {
                id: 'excluded',
                header: t('excluded'),
                align: 'end',
                cell: ({ excluded }) => <NumberText value={excluded} />,
              },
              {
                id: 'braked',
                header: t('braked'),
                cell: ({ braked }) =>
                  braked ? (
                    <FamilyTag family="attention" quiet>
                      {t('brakedYes')}
                    </FamilyTag>
                  ) : (
                    '–'
                  ),
              },
              { id: 'createdBy', header: t('createdBy'), cell: (list) => madeBy(t, list) },
              { id: 'created', header: t('created'), cell: ({ createdAt }) => <DateTimeText value={createdAt} /> },
              { id: 'approvedBy', header: t('approvedBy'), cell: (list) => approvedBy(t, list) ?? '–' },
            ]}
          />
        </Section>
      )}
      {asking && <PreviewDialog partners={partners} onClose={() => setAsking(false)} />}
    </Page>
  );
}

interface PreviewProps {
  readonly partners: ReturnType<typeof usePartners>;
  readonly onClose: () => void;
}

function PreviewDialog({ partners, onClose }: PreviewProps) {
  const t = useTexts(suspensionTexts);
  const links = useLinks();
  const [partnerId, setPartnerId] = useState(partners[0]?.id ?? '');
  const name = partners.find(({ id }) => id === partnerId)?.name ?? '';
  const command = useMutationCommand(PreviewSuspensionsDocument, {
    onDone: ({ previewSuspensions: { batch } }) => {
      onClose();
      if (batch === null) showToast({ family: 'info', message: t('nobody', { partner: name }) });
      else links.navigate(`/suspensions/${batch.id}`);
    },
  });
  return (
    <Dialog
      title={t('pickTitle')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button tone="primary" busy={command.running} onClick={() => void command.run({ partnerId })}>
            {t('preview')}
          </Button>
        </>
      }
    >
      <Stack>
        <SelectInput
          label={t('pickPartner')}
          value={partnerId}
          onChange={setPartnerId}
          choices={partners.map(({ id, name: label }) => ({ value: id, label }))}
        />
        {command.failure !== null && (
          <Notice family="bad" live>
            {command.failure.message}
          </Notice>
        )}
      </Stack>
    </Dialog>
  );
}
