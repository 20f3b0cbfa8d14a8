import { useState } from 'react';
import {
  Button,
  Columns,
  EmptyState,
  ErrorState,
  FactList,
  FamilyTag,
  RelativeTime,
  Section,
  SelectInput,
  SimpleTable,
  Skeleton,
  Stack,
  Text,
  type TextOf,
  TimeChart,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import { spanOf } from './device-values';
import { DeviceDocument, type DeviceRecord, MetricHistoryDocument } from './monitoring.graphql';
import { monitoringTexts } from './monitoring-texts';

const refreshMs = 30_000;
const ranges = ['6', '24', '168', '720', '8760'] as const;
type Range = (typeof ranges)[number];

/** How a device is and was: facts, graphs with their table, interfaces, history. */
export function DeviceGraphs({ deviceId }: { deviceId: string }) {
  const t = useTexts(monitoringTexts);
  const [range, setRange] = useState<Range>('24');
  const [port, setPort] = useState<number | null>(null);
  const { data, failure, retry } = useApiQuery(DeviceDocument, { id: deviceId }, { refetchEveryMs: refreshMs });
  if (failure) return <ErrorState failure={failure} onRetry={retry} />;
  if (!data) return <Skeleton lines={8} label={t('loading')} />;
  const { device } = data;
  const label = (hours: Range): string =>
    hours === '8760'
      ? t('year')
      : Number(hours) <= 24
        ? t('hours', { count: Number(hours) })
        : t('days', { count: Number(hours) / 24 });
  const own = device.metrics.filter((metric) => metric.own);
  return (
    <Stack>
      <DeviceFacts device={device} />
      <Section
        title={t('graphs')}
        actions={
          <SelectInput
            label={t('range')}
            value={range}
            onChange={setRange}
            choices={ranges.map((value) => ({ value, label: label(value) }))}
          />
        }
      >
        <Columns min="lg">
          {port !== null && (
            <Graph deviceId={deviceId} hours={Number(range)} keys={[`if.${port}.in`, `if.${port}.out`]} />
          )}
          <Graph deviceId={deviceId} hours={Number(range)} keys={['cpu', 'memory']} />
          <Graph deviceId={deviceId} hours={Number(range)} keys={['rtt']} />
          {own.map(({ key }) => (
            <Graph key={key} deviceId={deviceId} hours={Number(range)} keys={[key]} />
          ))}
        </Columns>
      </Section>
      <Ports device={device} onShow={setPort} />
      <Events device={device} />
    </Stack>
  );
}

function DeviceFacts({ device }: { device: DeviceRecord }) {
  const t = useTexts(monitoringTexts);
  const format = useFormat();
  const uptime = device.uptimeSeconds === null ? '–' : spanWords(t, device.uptimeSeconds);
  return (
    <Section title={t('facts')}>
      {device.fault !== null && <Text>{device.fault}</Text>}
      <FactList
        columns={2}
        facts={[
          {
            id: 'says',
            label: t('says'),
            value: [device.systemName, device.systemText].filter(Boolean).join(' · ') || '–',
          },
          { id: 'uptime', label: t('uptime'), value: uptime },
          {
            id: 'rtt',
            label: t('rtt'),
            value: device.rttMs === null ? '–' : `${format.number(Math.round(device.rttMs * 10) / 10)} ms`,
          },
          {
            id: 'polled',
            label: t('polled'),
            value: device.polledAt === null ? '–' : <RelativeTime value={device.polledAt} />,
          },
        ]}
      />
    </Section>
  );
}

function spanWords(t: TextOf<typeof monitoringTexts.entries>, seconds: string): string {
  const { unit, count } = spanOf(Number(seconds));
  return t(unit, { count });
}

/** Values of one unit in one picture; a stretch without a reading is a gap. */
function Graph({ deviceId, hours, keys }: { deviceId: string; hours: number; keys: readonly string[] }) {
  const t = useTexts(monitoringTexts);
  const format = useFormat();
  const { data, failure, retry } = useApiQuery(MetricHistoryDocument, { deviceId, keys: [...keys], hours });
  if (failure) return <ErrorState compact failure={failure} onRetry={retry} />;
  if (!data) return <Skeleton lines={4} />;
  const series = data.metricHistory;
  const times = [...new Set(series.flatMap(({ points }) => points.map(({ at }) => at)))].sort();
  if (times.length === 0) return null;
  const unit = series[0]?.unit ?? '';
  const shown = (value: number): string =>
    unit === 'bit/s' ? format.rate(value / 1_000) : `${format.number(Number(value.toPrecision(3)))} ${unit}`;
  return (
    <TimeChart
      title={series.map(({ name }) => name).join(', ')}
      times={times}
      series={series.map(({ key, name, points }) => {
        const values = new Map(points.map(({ at, mean }) => [at, mean]));
        return { id: key, label: name, values: times.map((at) => values.get(at) ?? null) };
      })}
      formatValue={shown}
      emptyReason={t('noGraph')}
    />
  );
}

function Ports({ device, onShow }: { device: DeviceRecord; onShow: (index: number) => void }) {
  const t = useTexts(monitoringTexts);
  const format = useFormat();
  const rate = (value: number | null): string => (value === null ? '–' : format.rate(value / 1_000));
  if (device.ports.length === 0) return null;
  return (
    <Section title={t('ports')} flush>
      <SimpleTable
        label={t('ports')}
        rows={device.ports}
        rowId={({ index }) => String(index)}
        columns={[
          { id: 'port', header: t('port'), cell: ({ name, alias }) => [name, alias].filter(Boolean).join(' · ') },
          {
            id: 'state',
            header: t('state'),
            cell: ({ adminUp, operUp }) => (
              <FamilyTag family={operUp ? 'good' : adminUp ? 'attention' : 'off'}>
                {operUp ? t('portUp') : adminUp ? t('portDown') : t('portOff')}
              </FamilyTag>
            ),
          },
          {
            id: 'speed',
            header: t('speed'),
            align: 'end',
            cell: ({ speedBps }) => rate(speedBps === null ? null : Number(speedBps)),
          },
          { id: 'in', header: t('inwards'), align: 'end', cell: ({ inBps }) => rate(inBps) },
          { id: 'out', header: t('outwards'), align: 'end', cell: ({ outBps }) => rate(outBps) },
          {
            id: 'errors',
            header: t('errors'),
            align: 'end',
            cell: ({ errorsPerSecond }) =>
              errorsPerSecond === null ? '–' : format.number(Math.round(errorsPerSecond * 100) / 100),
          },
          {
            id: 'show',
            header: t('graphs'),
            align: 'end',
            cell: ({ index, name }) => (
              <Button size="small" aria-label={`${t('showPort')}: ${name}`} onClick={() => onShow(index)}>
                {t('showPort')}
              </Button>
            ),
          },
        ]}
      />
    </Section>
  );
}

function Events({ device }: { device: DeviceRecord }) {
  const t = useTexts(monitoringTexts);
  return (
    <Section title={t('events')} flush={device.events.length > 0}>
      <SimpleTable
        label={t('events')}
        rows={device.events}
        rowId={({ id }) => id}
        empty={<EmptyState compact title={t('noEvents')} />}
        columns={[
          { id: 'when', header: t('since'), cell: ({ at }) => <RelativeTime value={at} /> },
          {
            id: 'what',
            header: t('events'),
            cell: ({ kind, said, lastedSeconds }) =>
              [
                t(`event_${kind}`),
                said,
                lastedSeconds === null ? '' : t('lasted', { duration: spanWords(t, lastedSeconds) }),
              ]
                .filter(Boolean)
                .join(' · '),
          },
        ]}
      />
    </Section>
  );
}
