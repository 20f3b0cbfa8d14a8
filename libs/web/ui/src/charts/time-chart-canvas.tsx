import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useFormat } from '../provider/format-context';
import type { TimeChartProps } from './time-chart';
import { spanOfTimes } from './time-span';

type CanvasProps = Pick<TimeChartProps, 'title' | 'times' | 'series' | 'formatValue'> & { readonly height: number };

const dashes: readonly number[][] = [[], [6, 3], [2, 3], [8, 3, 2, 3]];

/** Draws once per data set; colours are read from the tokens, so a change of scheme draws anew. */
export function TimeChartCanvas({ title, times, series, formatValue, height }: CanvasProps) {
  const host = useRef<HTMLDivElement>(null);
  const { locale, timeZone } = useFormat();
  useEffect(() => {
    const box = host.current;
    if (box === null) return;
    let plot: UPlot | null = null;
    const draw = () => {
      plot?.destroy();
      plot = new UPlot(
        options(box, { times, series, formatValue, height, locale, timeZone }),
        chartData(times, series),
        box,
      );
    };
    draw();
    const resize = new ResizeObserver(() => plot?.setSize({ width: box.clientWidth, height }));
    resize.observe(box);
    const scheme = new MutationObserver(draw);
    scheme.observe(document.documentElement, { attributeFilter: ['data-mantine-color-scheme'] });
    return () => {
      resize.disconnect();
      scheme.disconnect();
      plot?.destroy();
    };
  }, [times, series, formatValue, height, locale, timeZone]);
  return <div ref={host} className="dm-time-chart" role="img" aria-label={title} />;
}

function chartData(times: readonly string[], series: CanvasProps['series']): UPlot.AlignedData {
  return [times.map((time) => Date.parse(time) / 1000), ...series.map((one) => [...one.values])];
}

interface DrawSettings extends Omit<CanvasProps, 'title'> {
  readonly locale: string;
  readonly timeZone: string;
}

function options(
  box: HTMLElement,
  { times, series, formatValue, height, locale, timeZone }: DrawSettings,
): UPlot.Options {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(`--dm-${name}`).trim();
  const clock = new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit' });
  const day = new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'short' });
  const axis = {
    stroke: token('muted'),
    grid: { stroke: token('border'), width: 1 },
    ticks: { show: false },
    font: '11px system-ui, sans-serif',
  };
  return {
    width: box.clientWidth,
    height,
    legend: { show: false },
    cursor: { drag: { x: false, y: false } },
    scales: { x: { range: () => spanOfTimes(times) }, y: { range: (_, __, max) => [0, max > 0 ? max * 1.08 : 1] } },
    axes: [
      {
        ...axis,
        space: 70,
        values: (_, splits, __, ___, stepS) => splits.map((at) => (stepS >= 86_400 ? day : clock).format(at * 1000)),
      },
      { ...axis, size: 72, values: (_, splits) => splits.map(formatValue) },
    ],
    series: [
      {},
      ...series.map((one, at) => ({
        label: one.label,
        stroke: token(`series-${at + 1}`),
        width: 1.5,
        dash: dashes[at] ?? [],
        points: { show: times.length === 1 },
        spanGaps: false,
      })),
    ],
  };
}
