import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SparkStore } from './spark-store';

let now = 0;
const point = (downloadBps: number) => ({ at: '2026-06-01T12:00:00Z', downloadBps, uploadBps: 0 });

beforeEach(() => {
  vi.useFakeTimers();
  now = 1_000_000;
});
afterEach(() => vi.useRealTimers());

it('asks once for all rows that are drawn together, and again only when they are a minute old', async () => {
  const ask = vi.fn((ids: readonly string[]) =>
    Promise.resolve(ids.slice(0, 1).map((serviceId) => ({ serviceId, points: [point(5)] }))),
  );
  const store = new SparkStore(ask, () => now);
  const told = vi.fn();
  store.subscribe(told);
  for (const id of ['a', 'b', 'a']) store.want(id);
  await vi.advanceTimersByTimeAsync(200);
  expect(ask.mock.calls).toEqual([[['a', 'b']]]);
  expect(store.get('a')).toEqual([point(5)]);
  expect(store.get('b')).toEqual([]);
  expect(told).toHaveBeenCalledTimes(1);
  store.want('a');
  await vi.advanceTimersByTimeAsync(200);
  expect(ask).toHaveBeenCalledTimes(1);
  now += 61_000;
  store.want('a');
  await vi.advanceTimersByTimeAsync(200);
  expect(ask).toHaveBeenLastCalledWith(['a']);
});

it('asks for at most 200 rows at once', async () => {
  const ask = vi.fn((_: readonly string[]) => Promise.resolve([]));
  const store = new SparkStore(ask, () => now);
  for (let row = 0; row < 250; row += 1) store.want(`row ${row}`);
  await vi.advanceTimersByTimeAsync(500);
  expect(ask.mock.calls.map(([ids]) => ids.length)).toEqual([200, 50]);
});

it('keeps what it knew while the server is away', async () => {
  const ask = vi.fn<(ids: readonly string[]) => Promise<{ serviceId: string; points: ReturnType<typeof point>[] }[]>>();
  ask.mockResolvedValueOnce([{ serviceId: 'a', points: [point(7)] }]).mockRejectedValueOnce(new Error('away'));
  const store = new SparkStore(ask, () => now);
  store.want('a');
  await vi.advanceTimersByTimeAsync(200);
  now += 61_000;
  store.want('a');
  await vi.advanceTimersByTimeAsync(200);
  expect(ask).toHaveBeenCalledTimes(2);
  expect(store.get('a')).toEqual([point(7)]);
});
