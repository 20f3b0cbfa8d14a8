import { expect, it } from 'vitest';
import { metricLines, readMetricLines, spanOf } from './device-values';

it('reads own values a line each, and says which line has no sense', () => {
  expect(
    readMetricLines('1.3.6.1.4.1.14988.1.1.3.10.0, Temperature, °C, 0.1\n\n.1.3.6.1.2.1.1.7.0, Packets, , , counter'),
  ).toEqual([
    { oid: '1.3.6.1.4.1.14988.1.1.3.10.0', name: 'Temperature', unit: '°C', factor: 0.1, kind: 'GAUGE' },
    { oid: '1.3.6.1.2.1.1.7.0', name: 'Packets', unit: '', factor: 1, kind: 'COUNTER' },
  ]);
  expect(readMetricLines('1.3.6.1.2.1.1.7.0, Fine\nsysName, Not a number')).toBe(2);
  expect(readMetricLines('1.3.6.1.2.1.1.7.0, Fine, C, much')).toBe(1);
});

it('writes them as it reads them, and leaves out what every device has', () => {
  const own = { key: 'oid.1', lastValue: null, lastAt: null, own: true, kind: 'COUNTER' as const };
  const lines = metricLines([
    { ...own, oid: '1.3.6.1.2.1.1.7.0', name: 'Packets', unit: '1/s', factor: 1 },
    { ...own, own: false, oid: null, name: 'Processor', unit: '%', factor: 1 },
  ]);
  expect(lines).toBe('1.3.6.1.2.1.1.7.0, Packets, 1/s, 1, counter');
  expect(readMetricLines(lines)).toHaveLength(1);
});

it('says how long something lasted in the largest unit that it fills', () => {
  const said = [0, 23, 60, 3_599, 3_600, 86_400, 200_000].map((seconds) => {
    const { unit, count } = spanOf(seconds);
    return `${count} ${unit}`;
  });
  expect(said).toEqual(['0 seconds', '23 seconds', '1 minutes', '59 minutes', '1 hours', '1 days', '2 days']);
});
