import { FileDown } from 'lucide-react';
import {
  Button,
  ButtonLink,
  Dialog,
  ErrorState,
  Meter,
  Notice,
  Row,
  Skeleton,
  Stack,
  Text,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApi, useApiQuery, useCommand } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { exportTexts } from './export-texts';
import { ExportDocument, ResumeExportDocument } from './exports.graphql';

type Export = ResultOf<typeof ExportDocument>['export'];
const askEveryMs = 1_000;

/** How far the file is, and where it can be fetched. */
export function ExportProgress({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTexts(exportTexts);
  const { data, failure, retry } = useApiQuery(ExportDocument, { id }, { refetchEveryMs: askEveryMs });
  return (
    <Dialog title={t('title')} onClose={onClose} footer={<Button onClick={onClose}>{t('close')}</Button>}>
      {failure !== null && <ErrorState compact failure={failure} onRetry={retry} />}
      {failure === null && data === undefined && <Skeleton lines={3} />}
      {data !== undefined && <State found={data.export} />}
    </Dialog>
  );
}

function State({ found }: { found: Export }) {
  const t = useTexts(exportTexts);
  const format = useFormat();
  const { id, state, rowsDone, rowsTotal, fault, fileName, url } = found;
  if (state === 'FAILED')
    return (
      <Stack gap="sm">
        <Notice family="bad" title={t('failed')}>
          {fault}
        </Notice>
        <Resume id={id} />
      </Stack>
    );
  if (state === 'DONE' && url !== null)
    return (
      <Stack gap="sm">
        <Notice family="good" title={t('done')}>
          {t('doneText')}
        </Notice>
        <ButtonLink tone="primary" href={url} download icon={<FileDown size={16} aria-hidden="true" />}>
          {t('download', { name: fileName ?? '' })}
        </ButtonLink>
      </Stack>
    );
  return (
    <Stack gap="sm">
      <Text>{t('waiting')}</Text>
      {rowsTotal === null ? (
        <Text tone="secondary">{t('rows', { done: format.number(rowsDone) })}</Text>
      ) : (
        <Meter
          label={t('progress')}
          value={rowsDone}
          max={rowsTotal}
          text={t('progressText', { done: format.number(rowsDone), total: format.number(rowsTotal) })}
        />
      )}
    </Stack>
  );
}

/** Sets it going again, after whoever looks has mended what the fault says. */
function Resume({ id }: { id: string }) {
  const t = useTexts(exportTexts);
  const api = useApi();
  const command = useCommand({
    run: (input: { id: string }, options): Promise<unknown> => api.graphql(ResumeExportDocument, input, options),
  });
  return (
    <Stack gap="sm">
      <Text tone="secondary">{t('resumeText')}</Text>
      {command.failure !== null && <ErrorState compact failure={command.failure} />}
      <Row>
        <Button busy={command.running} onClick={() => void command.run({ id })}>
          {t('resume')}
        </Button>
      </Row>
    </Stack>
  );
}
