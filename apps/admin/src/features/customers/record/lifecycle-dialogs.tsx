import { ConfirmDialog, showToast, Stack, Text, useTexts } from '@demarc/ui';
import { useMutationCommand } from '@demarc/web-kit';
import { recordTexts } from './record-texts';
import type { Customer } from './use-customer';
import { ArchiveCustomerDocument, DeactivateCustomerDocument } from './verbs.graphql';

interface StepProps {
  readonly customer: Customer;
  readonly onClose: () => void;
}

export function ConfirmDeactivation({ customer: { id, name, services }, onClose }: StepProps) {
  const t = useTexts(recordTexts);
  const running = (services ?? []).filter(({ status }) => status === 'ACTIVE' || status === 'PAUSED').length;
  const command = useMutationCommand(DeactivateCustomerDocument, {
    onDone: () => {
      showToast({ message: t('deactivated', { name }) });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      grade="B"
      title={t('deactivateTitle', { name })}
      confirmLabel={t('deactivate')}
      busy={command.running}
      failure={command.failure}
      onConfirm={() => void command.run({ customerId: id })}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Text>{t('deactivateText')}</Text>
        {running > 0 && <Text strong>{t('deactivateServices', { count: running })}</Text>}
      </Stack>
    </ConfirmDialog>
  );
}

export function ConfirmArchive({ customer: { id, name }, onClose }: StepProps) {
  const t = useTexts(recordTexts);
  const command = useMutationCommand(ArchiveCustomerDocument, {
    onDone: () => {
      showToast({ message: t('archivedDone', { name }) });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      grade="B"
      title={t('archiveTitle', { name })}
      confirmLabel={t('archive')}
      busy={command.running}
      failure={command.failure}
      onConfirm={() => void command.run({ customerId: id })}
      onClose={onClose}
    >
      {t('archiveText')}
    </ConfirmDialog>
  );
}
