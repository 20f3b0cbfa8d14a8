import { ConfirmDialog, RelativeTime, showToast, Stack, Text, useTexts } from '@demarc/ui';
import { useMutationCommand } from '@demarc/web-kit';
import type { ApiKeyRow } from './api-key-table';
import { RevokeApiKeyDocument } from './api-keys.graphql';
import { apiKeysTexts } from './api-keys-texts';

export function RevokeApiKey({ apiKey, onClose }: { apiKey: ApiKeyRow; onClose: () => void }) {
  const t = useTexts(apiKeysTexts);
  const command = useMutationCommand(RevokeApiKeyDocument, {
    onDone: () => {
      onClose();
      showToast({ message: t('revokedDone', { name: apiKey.name }) });
    },
  });
  return (
    <ConfirmDialog
      grade="B"
      title={t('revokeTitle', { name: apiKey.name })}
      confirmLabel={t('revoke')}
      busy={command.running}
      failure={command.failure}
      onConfirm={() => void command.run({ apiKeyId: apiKey.id })}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Text>{t('revokeText')}</Text>
        <Text tone="secondary">
          {t('revokeLast')} {apiKey.lastUsedAt === null ? t('neverUsed') : <RelativeTime value={apiKey.lastUsedAt} />}
        </Text>
      </Stack>
    </ConfirmDialog>
  );
}
