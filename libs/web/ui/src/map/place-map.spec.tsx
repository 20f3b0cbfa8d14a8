import { fireEvent, render, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { UiProvider } from '../provider/ui-provider';
import { type MapPlace, PlaceMap } from './place-map';

const place = (id: string, latitude: number, longitude: number, more: Partial<MapPlace> = {}): MapPlace => ({
  ...{ id, name: id, latitude, longitude, weight: 1, rank: 3, shape: 'disc', family: 'good', letter: 'U', said: 'up' },
  ...more,
});
const harbour = place('Harbour', 38.7, -9.14, { weight: 50 });
const valley = place('Valley', 38.9, -8.9, { rank: 0, shape: 'triangle', family: 'bad', letter: 'D', said: 'down' });

function shown(places: readonly MapPlace[], more: Partial<Parameters<typeof PlaceMap>[0]> = {}) {
  const acts = { onOpen: vi.fn(), onShow: vi.fn() };
  render(
    <UiProvider locale="en">
      <PlaceMap label="Sites" places={places} {...acts} {...more} />
    </UiProvider>,
  );
  return acts;
}
const surface = () => screen.getByRole('group', { name: 'Sites' });

describe('a map of places', () => {
  it('has a button for each place that says its state, and opens it', () => {
    const { onOpen } = shown([harbour, valley]);
    expect(screen.getByRole('button', { name: 'Harbour, up' }).querySelector('[data-text="U"]')).not.toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Valley, down' }));
    expect(onOpen).toHaveBeenCalledWith('Valley');
  });

  it('shows the worst of the places that lie upon each other, and how many there are', () => {
    const near = { ...valley, latitude: 38.7001, longitude: -9.1401 };
    const { onOpen } = shown([harbour, near, place('Far', 45, 5)]);
    const cluster = screen.getByRole('button', { name: 'Valley and 1 more, the worst: Valley, down' });
    expect(cluster.querySelector('[data-family="bad"]')?.getAttribute('data-text')).toBe('2');
    fireEvent.click(cluster);
    expect(onOpen).toHaveBeenCalledWith('Valley');
  });

  it('moves by arrows, zooms by plus and minus, and shows all with 0; the address keeps it', () => {
    const { onShow } = shown([harbour, valley], { shown: '38.80000,-9.00000,10.00' });
    fireEvent.keyDown(surface(), { key: 'ArrowRight' });
    const [, longitude] = String(onShow.mock.lastCall?.[0]).split(',');
    expect(Number(longitude)).toBeGreaterThan(-9);
    fireEvent.keyDown(surface(), { key: '+' });
    expect(String(onShow.mock.lastCall?.[0])).toMatch(/,10\.58$/);
    fireEvent.keyDown(surface(), { key: '0' });
    expect(onShow).toHaveBeenLastCalledWith(null);
  });

  it('leaves keys that are not its own, and those of the browser, alone', () => {
    const { onShow } = shown([harbour]);
    fireEvent.keyDown(surface(), { key: '+', ctrlKey: true });
    fireEvent.keyDown(surface(), { key: 'j' });
    expect(onShow).not.toHaveBeenCalled();
  });

  it('draws a link by its load between places that are apart, and none within one mark', () => {
    const near = place('Beside', 38.7001, -9.1401);
    shown([harbour, near, valley], {
      lines: [
        { from: 'Harbour', to: 'Valley', pattern: 'full' },
        { from: 'Harbour', to: 'Beside', pattern: 'low' },
      ],
    });
    const links = [...surface().querySelectorAll('.dm-map-link')];
    expect(links.map((link) => link.getAttribute('data-pattern'))).toEqual(['full']);
  });
});
