import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  degreesAt,
  fitted,
  graticule,
  moved,
  onScreen,
  scaleBar,
  viewFrom,
  viewText,
  worldPoint,
  zoomed,
} from './projection';

const size = { width: 800, height: 400 };
const lisbon = worldPoint(38.7, -9.14);
const place = fc.record({
  latitude: fc.double({ min: -80, max: 80, noNaN: true }),
  longitude: fc.double({ min: -179, max: 179, noNaN: true }),
});

describe('the projection', () => {
  it('comes back to the degrees that it came from', () => {
    fc.assert(
      fc.property(place, ({ latitude, longitude }) => {
        const back = degreesAt(worldPoint(latitude, longitude));
        expect(back.latitude).toBeCloseTo(latitude, 6);
        expect(back.longitude).toBeCloseTo(longitude, 6);
      }),
    );
  });

  it('shows all places that it was fitted to', () => {
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 20 }), (places) => {
        const points = places.map(({ latitude, longitude }) => worldPoint(latitude, longitude));
        const view = fitted(points, size, 20);
        // The whole world is never smaller than 256 px, and the far north and south do not fit beside each other then.
        fc.pre(view.scale > 256);
        for (const point of points) {
          const { x, y } = onScreen(view, size, point);
          expect(x).toBeGreaterThanOrEqual(19.9);
          expect(x).toBeLessThanOrEqual(780.1);
          expect(y).toBeGreaterThanOrEqual(19.9);
          expect(y).toBeLessThanOrEqual(380.1);
        }
      }),
    );
  });

  it('shows a single place with its surroundings', () => {
    const view = fitted([lisbon], size);
    expect(onScreen(view, size, lisbon)).toEqual({ x: 400, y: 200 });
    expect(scaleBar(view, 120).metres).toBeGreaterThan(1_000);
    expect(scaleBar(view, 120).metres).toBeLessThan(50_000);
  });

  it('keeps the point under the pointer where it is while zooming', () => {
    const view = fitted([lisbon], size);
    const at = { x: 150, y: -80 };
    const under = (shown: typeof view) => ({ x: shown.x + at.x / shown.scale, y: shown.y + at.y / shown.scale });
    const nearer = zoomed(view, 2, at);
    expect(nearer.scale).toBe(view.scale * 2);
    expect(under(nearer).x).toBeCloseTo(under(view).x, 12);
    expect(under(nearer).y).toBeCloseTo(under(view).y, 12);
  });

  it('moves by pixels, and never beyond the poles', () => {
    const view = fitted([lisbon], size);
    expect(onScreen(moved(view, 100, 50), size, lisbon)).toEqual({ x: 300, y: 150 });
    expect(moved(view, 0, 1e12).y).toBe(1);
  });

  it('is written into an address and read again, and what is no view is none', () => {
    const view = fitted([lisbon, worldPoint(38.9, -9)], size);
    const read = viewFrom(viewText(view));
    expect(read?.x).toBeCloseTo(view.x, 6);
    expect(Math.log2((read?.scale ?? 1) / view.scale)).toBeCloseTo(0, 1);
    expect(viewFrom('here')).toBeNull();
    expect(viewFrom('95,0,3')).toBeNull();
    expect(viewFrom(null)).toBeNull();
  });
});

it('draws parallels and meridians at round degrees within the picture', () => {
  const lines = graticule(fitted([lisbon], size), size);
  expect(lines.filter(({ way }) => way === 'parallel').length).toBeGreaterThan(0);
  expect(lines.filter(({ way }) => way === 'meridian').length).toBeGreaterThan(1);
  for (const { way, at, degrees } of lines) {
    expect(at).toBeGreaterThanOrEqual(0);
    expect(at).toBeLessThanOrEqual(way === 'parallel' ? size.height : size.width);
    expect(Number(degrees.toFixed(4))).toBe(degrees);
  }
});

it('has a scale bar of a round length that fits', () => {
  for (const factor of [1, 3, 10, 77, 1_000]) {
    const { metres, pixels } = scaleBar(zoomed(fitted([lisbon], size), factor), 120);
    expect(pixels).toBeLessThanOrEqual(120);
    expect(pixels).toBeGreaterThan(40);
    expect(['1', '2', '5']).toContain(String(metres).replaceAll(/[0.]/g, '').slice(0, 1));
  }
});
