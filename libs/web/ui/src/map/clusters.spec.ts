import fc from 'fast-check';
import { expect, it } from 'vitest';
import { clustersOf } from './clusters';

const place = (id: string, x: number, y: number, weight = 1, rank = 3) => ({ id, x, y, weight, rank });

it('shows the worst of its places, at the position of the heaviest', () => {
  const [cluster, alone] = clustersOf(
    [place('small', 10, 10, 5, 0), place('big', 20, 10, 100, 3), place('far', 300, 10, 1, 3)],
    44,
  );
  expect(cluster).toMatchObject({ x: 20, y: 10, weight: 105, worst: { id: 'small' } });
  expect(cluster?.places.map(({ id }) => id).sort()).toEqual(['big', 'small']);
  expect(alone?.places).toHaveLength(1);
});

it('loses no place, and keeps its marks apart', () => {
  const coordinate = fc.integer({ min: 0, max: 400 });
  const places = fc.uniqueArray(
    fc.record({ id: fc.uuid(), x: coordinate, y: coordinate, weight: fc.nat(500), rank: fc.nat(3) }),
    { selector: ({ id }) => id, maxLength: 60 },
  );
  fc.assert(
    fc.property(places, (given) => {
      const clusters = clustersOf(given, 44);
      expect(clusters.flatMap((one) => one.places.map(({ id }) => id)).sort()).toEqual(
        given.map(({ id }) => id).sort(),
      );
      clusters.forEach((a, at) => {
        for (const b of clusters.slice(at + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThanOrEqual(44);
      });
    }),
  );
});
