import { describe, expect, it } from 'vitest';
import { compareObjects, type Comparison } from './router-drift.js';
import type { ManagedRouter } from './managed-access.js';
import type { RowValues } from './router-object.js';
import { wantedObjects } from './router-objects.js';
import { access } from './router-objects.spec.js';
import { placeNews, placesOf, queuedServices, type SpeedPlaces } from './speed-places.js';

const ACCESSES = [access(1), access(2), access(3, { isLentPrefix: true })];

function compared(shaping: 'simple_queue' | 'pcq' | 'none', rows: Record<string, readonly RowValues[]>): Comparison {
  const router: ManagedRouter = { way: 'radius', options: { api: { mode: 'repair', shaping } } };
  return compareObjects({
    wanted: wantedObjects(router, ACCESSES),
    actual: new Map(Object.entries(rows)),
    known: new Map(),
    decisions: [],
    adoptImported: false,
    digestOf: ({ key }) => key,
    rowDigest: () => '',
  });
}

/** As they would be written. */
function written(shaping: 'simple_queue' | 'pcq'): Record<string, RowValues[]> {
  const rows: Record<string, RowValues[]> = {};
  for (const { wanted } of compared(shaping, {}).items)
    if (wanted) (rows[wanted.menu] ??= []).push({ ...wanted.values, comment: wanted.key });
  return rows;
}

const places = (comparison: Comparison): Record<string, string> => Object.fromEntries(placesOf(comparison, ACCESSES));

describe('where speeds stand at a router', () => {
  it('is a queue that was read as it should be; who is lent a prefix is remembered', () => {
    expect(places(compared('simple_queue', {}))).toEqual({ 'service-3': 'answer' });
    const rows = written('simple_queue');
    expect(places(compared('simple_queue', rows))).toEqual({
      'service-1': 'queue',
      'service-2': 'queue',
      'service-3': 'answer',
    });
    const changed = (rows['/queue/simple'] ?? []).map((row, k) => (k === 0 ? { ...row, 'max-limit': '1M/1M' } : row));
    expect(places(compared('simple_queue', { '/queue/simple': changed }))).toEqual({
      'service-2': 'queue',
      'service-3': 'answer',
    });
  });

  it('with PCQ is a list that has its marks and trees', () => {
    const rows = written('pcq');
    expect(places(compared('pcq', rows))).toMatchObject({ 'service-1': 'queue', 'service-2': 'queue' });
    expect(places(compared('pcq', { ...rows, '/queue/tree': [] }))).toEqual({ 'service-3': 'answer' });
  });

  it('goes on being a queue that is no longer wanted until it is taken away', () => {
    const left = compared('none', written('simple_queue'));
    expect(places(left)).toMatchObject({ 'service-1': 'queue', 'service-2': 'queue' });
  });
});

describe('what changed', () => {
  const all: SpeedPlaces = new Map([
    ['service-1', 'queue'],
    ['service-2', 'queue'],
  ]);

  it('is nothing where nothing did', () => {
    expect(placeNews(all, all, new Set())).toEqual({ put: new Map(), gone: [], unheld: [] });
  });

  it('leaves those unheld whose queue is not to come back, and not those whose queue is about to', () => {
    const queued = queuedServices([{ kind: 'queue', serviceId: 'service-2' }]);
    expect(placeNews(all, new Map(), queued)).toEqual({
      put: new Map(),
      gone: ['service-1', 'service-2'],
      unheld: ['service-1'],
    });
    const lent: SpeedPlaces = new Map([['service-1', 'answer']]);
    expect(placeNews(all, lent, queued)).toEqual({ put: lent, gone: ['service-2'], unheld: ['service-1'] });
  });
});
