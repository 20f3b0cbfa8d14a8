import { useState } from 'react';
import { ConfirmDialog, showToast, Stack, Text, TextInput, useTexts } from '@demarc/ui';
import { useMutationCommand } from '@demarc/web-kit';
import type { Item } from './drift-items';
import type { FleetRow } from './fleet';
import { DecideRouterRowDocument } from './router-drift.graphql';
import { routerDriftTexts } from './router-drift-texts';

export type Verdict = 'ADOPT' | 'IGNORE' | 'REMOVE';

export interface DecideProps {
  readonly router: FleetRow;
  readonly item: Item;
  readonly verdict: Verdict;
  readonly onClose: () => void;
}

/** One row, by its name, and who said what should become of it. */
export function Decide({ router, item, verdict, onClose }: DecideProps) {
  const t = useTexts(routerDriftTexts);
  const [reason, setReason] = useState('');
  const command = useMutationCommand(DecideRouterRowDocument, {
    onDone: () => {
      onClose();
      showToast({ message: t('decided') });
    },
  });
  const label = t(verdict.toLowerCase() as 'adopt' | 'ignore' | 'remove');
  return (
    <ConfirmDialog
      grade="B"
      danger={verdict === 'REMOVE'}
      title={t(`decideTitle_${verdict}`, { name: item.name })}
      confirmLabel={label}
      busy={command.running}
      failure={command.failure}
      onConfirm={() =>
        void command.run({ routerId: router.routerId, menu: item.menu ?? '', name: item.name, verdict, reason })
      }
      onClose={onClose}
    >
      <Stack gap="sm">
        <Text>{t(`decideText_${verdict}`)}</Text>
        <TextInput label={t('why')} value={reason} onChange={setReason} />
      </Stack>
    </ConfirmDialog>
  );
}
