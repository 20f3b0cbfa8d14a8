import { useState } from 'react';
import {
  base64Of,
  Button,
  ErrorState,
  FamilyTag,
  FileInput,
  Row,
  SimpleTable,
  Skeleton,
  Stack,
  type StatusFamily,
  TextAreaInput,
  useTexts,
} from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import { type GardenFinding, GardenCheckDocument } from './garden.graphql';
import { gardenTexts } from './garden-texts';

const FAMILY: Readonly<Record<GardenFinding['state'], StatusFamily>> = {
  RIGHT: 'good',
  MISSING: 'bad',
  DIFFERS: 'attention',
  DISABLED: 'attention',
  TOO_LATE: 'bad',
  LEFT_OVER: 'off',
};

/** Asks the router over its API, or reads an export that was chosen or pasted, and says row by row how the recipe stands. */
export function RecipeCheck({ routerId }: { routerId: string }) {
  const t = useTexts(gardenTexts);
  const [pasted, setPasted] = useState('');
  const [asked, setAsked] = useState<{ readonly file: string | null; readonly turn: number } | null>(null);
  const ask = (file: string | null) => setAsked((before) => ({ file, turn: (before?.turn ?? 0) + 1 }));
  const askOf = (exported: Blob) => void base64Of(exported).then(ask);
  return (
    <Stack>
      <Row>
        <Button onClick={() => ask(null)}>{t('check')}</Button>
      </Row>
      <FileInput label={t('exportFile')} description={t('exportFileHelp')} accept=".rsc,.txt" onChoose={askOf} />
      <TextAreaInput
        label={t('exported')}
        description={t('exportedHelp')}
        value={pasted}
        onChange={setPasted}
        rows={4}
        mono
      />
      <Row>
        <Button refusal={pasted.trim() === '' ? t('nothingPasted') : null} onClick={() => askOf(new Blob([pasted]))}>
          {t('checkExport')}
        </Button>
      </Row>
      {asked && <Findings key={asked.turn} routerId={routerId} file={asked.file} />}
    </Stack>
  );
}

function Findings({ routerId, file }: { routerId: string; file: string | null }) {
  const t = useTexts(gardenTexts);
  const { data, status, failure, retry } = useApiQuery(GardenCheckDocument, { routerId, file });
  if (status === 'failed' && failure) return <ErrorState compact failure={failure} onRetry={retry} />;
  if (!data) return <Skeleton lines={4} />;
  const { findings, trouble } = data.gardenCheck;
  if (trouble !== null) return <p role="status">{trouble}</p>;
  const wrong = findings.filter(({ state }) => state !== 'RIGHT').length;
  return (
    <Stack>
      <p role="status">{wrong === 0 ? t('allRight') : t('someWrong', { count: wrong })}</p>
      <SimpleTable
        label={t('findings')}
        rows={findings}
        rowId={({ menu, comment }) => `${menu} ${comment}`}
        columns={[
          {
            id: 'state',
            header: t('state'),
            cell: ({ state }) => <FamilyTag family={FAMILY[state]}>{t(state)}</FamilyTag>,
          },
          {
            id: 'row',
            header: t('row'),
            cell: ({ menu, comment }) =>
              `${menu.startsWith('/ipv6/') ? 'IPv6 ' : ''}${comment.replace('demarc:garden:', '')}`,
          },
          { id: 'about', header: t('about'), cell: ({ about }) => about },
          { id: 'advice', header: t('advice'), cell: ({ advice }) => advice || '–' },
        ]}
      />
    </Stack>
  );
}
