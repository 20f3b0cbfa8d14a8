import { useState } from 'react';
import { Button, ConfirmDialog, ErrorState, showToast, useLinks, useTexts } from '@demarc/ui';
import { useMutationCommand, useSession } from '@demarc/web-kit';
import type { Pool } from '../pools/pools.graphql';
import { RemovePoolDocument } from './ipam.graphql';
import { ipamTexts } from './ipam-texts';

export function PoolActions({ pool, onPanel }: { pool: Pool; onPanel: (panel: string) => void }) {
  const t = useTexts(ipamTexts);
  const { can } = useSession();
  const links = useLinks();
  const [asks, setAsks] = useState(false);
  const remove = useMutationCommand(RemovePoolDocument, {
    onDone: () => {
      showToast({ message: t('removed', { prefix: pool.prefix }) });
      links.navigate('/network/pools');
    },
  });
  if (!can('networking.pool.manage')) return null;
  return (
    <>
      {remove.failure && <ErrorState compact failure={remove.failure} />}
      <Button onClick={() => onPanel('change')}>{t('change')}</Button>
      <Button onClick={() => onPanel('split')}>{t('split')}</Button>
      <Button onClick={() => onPanel('merge')}>{t('merge')}</Button>
      <Button onClick={() => setAsks(true)}>{t('remove')}</Button>
      {asks && (
        <ConfirmDialog
          grade="B"
          title={t('removeConfirm', { prefix: pool.prefix })}
          confirmLabel={t('removeConfirm', { prefix: pool.prefix })}
          onClose={() => setAsks(false)}
          onConfirm={() => {
            setAsks(false);
            void remove.run({ poolId: pool.id });
          }}
        >
          {t('removeText')}
        </ConfirmDialog>
      )}
    </>
  );
}
