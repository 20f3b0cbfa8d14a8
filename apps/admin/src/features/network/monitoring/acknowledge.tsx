import { useState } from 'react';
import { Button, Dialog, ErrorState, Text, TextAreaInput, useTexts } from '@demarc/ui';
import { useMutationCommand } from '@demarc/web-kit';
import { AcknowledgeAlertDocument } from './monitoring.graphql';
import { monitoringTexts } from './monitoring-texts';

export interface AcknowledgeProps {
  readonly alertId: string;
  readonly said: string;
  readonly onClose: () => void;
}

/** Somebody is at it, and says what is known. */
export function Acknowledge({ alertId, said, onClose }: AcknowledgeProps) {
  const t = useTexts(monitoringTexts);
  const [note, setNote] = useState('');
  const command = useMutationCommand(AcknowledgeAlertDocument, { onDone: onClose });
  return (
    <Dialog
      title={t('ackTitle')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            tone="primary"
            busy={command.running}
            onClick={() => void command.run({ alertId, note: note.trim() })}
          >
            {t('ack')}
          </Button>
        </>
      }
    >
      <Text>{said}</Text>
      <TextAreaInput label={t('note')} value={note} onChange={setNote} rows={2} />
      {command.failure && <ErrorState compact failure={command.failure} />}
    </Dialog>
  );
}
