import { useState } from 'react';
import {
  Button,
  CheckListInput,
  ErrorState,
  Form,
  NumberField,
  showToast,
  SidePanel,
  Stack,
  Text,
  useTexts,
} from '@demarc/ui';
import { useCommandForm, useMutationCommand } from '@demarc/web-kit';
import type { Pool } from '../pools/pools.graphql';
import { MergePoolsDocument, SplitPoolDocument } from './ipam.graphql';
import { ipamTexts } from './ipam-texts';

export function SplitPanel({ pool, onClose }: { pool: Pool; onClose: () => void }) {
  const t = useTexts(ipamTexts);
  const command = useMutationCommand(SplitPoolDocument, {
    onDone: ({ splitAddressPool }) => {
      showToast({ message: t('splitDone', { count: splitAddressPool.length }) });
      onClose();
    },
  });
  const now = Number(pool.prefix.split('/')[1] ?? 0);
  const { form, onSubmit, failure, running } = useCommandForm(command, { length: String(now + 1) }, ({ length }) => ({
    poolId: pool.id,
    length: Number(length),
  }));
  const parts = 2 ** Math.max(0, Number(form.watch('length')) - now);
  return (
    <SidePanel title={t('splitTitle', { prefix: pool.prefix })} onClose={onClose}>
      <Form
        form={form}
        onSubmit={onSubmit}
        failure={failure}
        labels={{ length: t('splitLength') }}
        footer={
          <>
            <Button onClick={onClose}>{t('cancel')}</Button>
            <Button type="submit" tone="primary" busy={running}>
              {t('splitDo')}
            </Button>
          </>
        }
      >
        <NumberField name="length" label={t('splitLength')} description={t('splitHelp')} />
        {parts > 1 && parts <= 256 && <Text>{t('splitDone', { count: parts })}</Text>}
      </Form>
    </SidePanel>
  );
}

/** Neighbours of the same kind below the same root; the server says whether they are one network together. */
export function MergePanel({ pool, pools, onClose }: { pool: Pool; pools: readonly Pool[]; onClose: () => void }) {
  const t = useTexts(ipamTexts);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const command = useMutationCommand(MergePoolsDocument, {
    onDone: ({ mergeAddressPools }) => {
      showToast({ message: t('merged', { prefix: mergeAddressPools.prefix }) });
      onClose();
    },
  });
  const near = pools.filter(
    ({ id, parentId, kind, family }) =>
      id !== pool.id && parentId === pool.parentId && kind === pool.kind && family === pool.family,
  );
  return (
    <SidePanel
      title={t('mergeTitle')}
      description={t('mergeHelp')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          {near.length > 0 && (
            <Button
              tone="primary"
              busy={command.running}
              onClick={() => void command.run({ poolIds: [pool.id, ...chosen] })}
            >
              {t('mergeDo')}
            </Button>
          )}
        </>
      }
    >
      <Stack>
        {command.failure && <ErrorState failure={command.failure} />}
        {near.length === 0 ? (
          <Text>{t('mergeNone')}</Text>
        ) : (
          <CheckListInput
            label={`${pool.prefix} · ${pool.name}`}
            choices={near.slice(0, 256).map(({ id, prefix, name }) => ({ value: id, label: `${prefix} · ${name}` }))}
            value={chosen}
            onChange={setChosen}
          />
        )}
      </Stack>
    </SidePanel>
  );
}
