import { useState } from 'react';
import { Button, ConfirmDialog, showToast, Text, useLinks, useTexts } from '@demarc/ui';
import { useMutationCommand } from '@demarc/web-kit';
import type { Role } from './permission-areas';
import { DeleteRoleDocument } from './roles.graphql';
import { rolesTexts } from './roles-texts';

export function DeleteRole({ role }: { role: Role }) {
  const t = useTexts(rolesTexts);
  const links = useLinks();
  const [asking, setAsking] = useState(false);
  const command = useMutationCommand(DeleteRoleDocument, {
    onDone: () => {
      showToast({ message: t('deleted', { name: role.name }) });
      links.navigate('/setup/roles', { replace: true });
    },
  });
  const refusal = role.holders.length > 0 ? t('deleteHeld') : null;
  if (role.shipped) return null;
  return (
    <>
      <Button refusal={refusal} onClick={() => setAsking(true)}>
        {t('delete')}
      </Button>
      {asking && (
        <ConfirmDialog
          grade="B"
          title={t('deleteTitle', { name: role.name })}
          confirmLabel={t('delete')}
          busy={command.running}
          failure={command.failure}
          onConfirm={() => void command.run({ roleId: role.id })}
          onClose={() => setAsking(false)}
        >
          <Text>{t('deleteText')}</Text>
        </ConfirmDialog>
      )}
    </>
  );
}
