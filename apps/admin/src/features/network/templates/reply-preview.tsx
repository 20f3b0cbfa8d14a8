import { useEffect, useState } from 'react';
import { CodeText, Columns, Notice, SelectInput, SimpleTable, Skeleton, Stack, Text, useTexts } from '@demarc/ui';
import { useApiQuery, useSession } from '@demarc/web-kit';
import { useLater } from '../../finance/corrections/use-later';
import { LineChoice, type Line, noLine } from '../line-choice';
import { RouterTypesDocument } from '../line-choice.graphql';
import { type EventName, type NasTypeName, PreviewReplyDocument } from './templates.graphql';
import { templatesTexts } from './templates-texts';

export interface ReplyPreviewProps {
  readonly nasType: NasTypeName;
  readonly event: EventName;
  readonly source: string;
  readonly onFaults: (count: number) => void;
}

/** What the template would say of a chosen service, looked at again when the writing stops; faults stand on top. */
export function ReplyPreview({ nasType, event, source, onFaults }: ReplyPreviewProps) {
  const t = useTexts(templatesTexts);
  const { can } = useSession();
  const [line, setLine] = useState<Line>(noLine);
  const [chosen, setChosen] = useState<string | null>(null);
  const found = useApiQuery(RouterTypesDocument, {}, { enabled: can('networking.router.view') }).data?.routers ?? [];
  const routers = found.filter(
    (router) => router.vendor === nasType && (router.hasRadiusSecret || router.isKnownOverTls),
  );
  const router = routers.find(({ id }) => id === chosen) ?? routers[0];
  const wanted = useLater({ nasType, event, source, routerId: router?.id ?? null, serviceId: line.serviceId }, 400);
  const { data, failure } = useApiQuery(PreviewReplyDocument, wanted, { keepPrevious: true });
  const preview = data?.previewReply;
  const faults = preview?.faults ?? [];
  useEffect(() => onFaults(faults.length), [faults.length, onFaults]);
  return (
    <Stack>
      <Text tone="secondary">{t('previewHelp')}</Text>
      {routers.length === 0 ? (
        <Notice family="info">{t('noRouter')}</Notice>
      ) : (
        <Columns min="sm" gap="sm">
          <SelectInput
            label={t('router')}
            value={router?.id ?? ''}
            onChange={setChosen}
            choices={routers.map(({ id, name }) => ({ value: id, label: name }))}
          />
          {can('crm.customer.view') && <LineChoice line={line} onChange={setLine} />}
        </Columns>
      )}
      {failure !== null && <Notice family="bad">{failure.message}</Notice>}
      {preview === undefined && failure === null && <Skeleton lines={6} label={t('checking')} />}
      {preview !== undefined && (
        <>
          {faults.map((fault) => (
            <Notice key={`${fault.line}:${fault.code}`} family="bad" live>
              {t('fault', { line: fault.line, message: fault.message })}
            </Notice>
          ))}
          {faults.length === 0 && preview.warning === null && <Notice family="good">{t('good')}</Notice>}
          {preview.warning !== null && <Notice family="attention">{preview.warning}</Notice>}
          {router !== undefined && faults.length === 0 && <Lines lines={preview.lines} />}
        </>
      )}
    </Stack>
  );
}

interface PreviewLine {
  readonly line: number;
  readonly name: string;
  readonly value: string;
}

function Lines({ lines }: { lines: readonly PreviewLine[] }) {
  const t = useTexts(templatesTexts);
  const rows = lines.map((one, index) => ({ ...one, key: String(index) }));
  return (
    <SimpleTable
      label={t('preview')}
      rows={rows}
      rowId={({ key }) => key}
      empty={<Text tone="secondary">{t('nothing')}</Text>}
      columns={[
        { id: 'line', header: t('line'), align: 'end', cell: ({ line }) => line },
        { id: 'name', header: t('attribute'), cell: ({ name }) => <CodeText value={name} /> },
        {
          id: 'value',
          header: t('value'),
          cell: ({ value }) =>
            value === '' ? <Text tone="secondary">{t('leftOut')}</Text> : <CodeText value={value} />,
        },
      ]}
    />
  );
}
