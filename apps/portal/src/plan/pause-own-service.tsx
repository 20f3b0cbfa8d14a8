import { useState } from 'react';
import { Button, Columns, DateInput, PreviewPanel, Stack, Text, showToast, useFormat, useTexts } from '@demarc/ui';
import { useApi, useCommandPreview } from '@demarc/web-kit';
import { useQueryClient } from '@tanstack/react-query';
import { framed, ownLine, plain, taken } from './own-lines';
import { PauseOwnServiceDocument, PreviewOwnPauseDocument } from './own-services.graphql';
import { ownTexts } from './own-services-texts';

interface PauseProps {
  readonly serviceId: string;
  readonly mostDays: number | null;
  readonly onClose: () => void;
}

/** First and last day, what comes back for them, one button. */
export function PauseOwnService({ serviceId, mostDays, onClose }: PauseProps) {
  const t = useTexts(ownTexts);
  const [from, setFrom] = useState('');
  const [through, setThrough] = useState('');
  const preview = useOwnPause(from === '' || through === '' ? null : { serviceId, from, through }, onClose);
  return (
    <Stack>
      <Text>{t('pauseText')}</Text>
      {mostDays !== null && <Text tone="secondary">{t('mostDays', { count: mostDays })}</Text>}
      <Columns>
        <DateInput label={t('from')} value={from} onChange={setFrom} />
        <DateInput label={t('through')} value={through} min={from} onChange={setThrough} />
      </Columns>
      <PreviewPanel
        title={t('what')}
        state={preview.state}
        inputKey={preview.inputKey}
        onRefresh={preview.refresh}
        onConfirm={preview.confirm}
        confirmLabel={() => t('confirmPause')}
      />
      <Button tone="quiet" onClick={onClose}>
        {t('cancel')}
      </Button>
    </Stack>
  );
}

function useOwnPause(input: { serviceId: string; from: string; through: string } | null, onClose: () => void) {
  const t = useTexts(ownTexts);
  const api = useApi();
  const format = useFormat();
  const queries = useQueryClient();
  return useCommandPreview({
    input,
    waiting: t('chooseDays'),
    preview: async (wanted, signal) => {
      const { previewOwnPause: pause } = await api.graphql(PreviewOwnPauseDocument, { input: wanted }, { signal });
      const nothing = !/[1-9]/.test(pause.net.amount);
      const message = nothing ? t('pauseNothing') : t('pauseGet', { amount: format.money(plain(pause.net)) });
      return {
        ...framed(pause.hash, format),
        warnings: [{ id: 'says', family: 'info' as const, message }],
        lines: [
          ...pause.credits.map((line, at) =>
            ownLine(`credit:${at}`, line, line.gross, t('back', { line: line.description })),
          ),
          ...pause.charges.map((line, at) =>
            ownLine(`charge:${at}`, line, taken(line.gross), t('again', { line: line.description })),
          ),
          { id: 'net', label: t('net'), amount: pause.net, strong: true },
        ],
      };
    },
    apply: ({ hash }, wanted, options) =>
      api.graphql(PauseOwnServiceDocument, { input: { ...wanted, planHash: hash } }, options),
    doneMessage: t('donePause'),
    onDone: () => {
      showToast({ message: t('donePause') });
      void queries.invalidateQueries();
      onClose();
    },
  });
}
