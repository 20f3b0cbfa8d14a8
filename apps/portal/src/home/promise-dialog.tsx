import { useState } from 'react';
import { Button, DateInput, Dialog, Notice, showToast, Stack, Text, useTexts } from '@demarc/ui';
import { useMutationCommand } from '@demarc/web-kit';
import { homeTexts } from './home-texts';
import { MakePromiseDocument } from './home.graphql';

interface PromiseProps {
  readonly customerId: string;
  readonly left: number;
  readonly days: number;
  readonly onClose: () => void;
}

/** A customer’s own promise to pay. The server says when the day is too far, or nothing is left. */
export function PromiseDialog({ customerId, left, days, onClose }: PromiseProps) {
  const t = useTexts(homeTexts);
  const [until, setUntil] = useState('');
  const command = useMutationCommand(MakePromiseDocument, {
    onDone: () => {
      showToast({ message: t('promised') });
      onClose();
    },
  });
  return (
    <Dialog
      title={t('promiseTitle')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button tone="primary" busy={command.running} onClick={() => void command.run({ customerId, until })}>
            {t('promiseSubmit')}
          </Button>
        </>
      }
    >
      <Stack>
        <Text>{t('promiseText')}</Text>
        <DateInput
          label={t('promiseUntil')}
          description={t('promiseLeft', { count: left, days })}
          value={until}
          onChange={setUntil}
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
