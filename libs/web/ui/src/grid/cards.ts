import { useSyncExternalStore } from 'react';

/** The same width as in `grid.css`. */
const narrow = '(max-width: 600px)';
const linePx = 28;
const roomPx = 20;

/** Whether rows are drawn as cards. */
export function useCards(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = window.matchMedia(narrow);
      query.addEventListener('change', changed);
      return () => query.removeEventListener('change', changed);
    },
    () => window.matchMedia(narrow).matches,
  );
}

/** What a card is taken to measure before it is drawn. */
export function cardHeight(columns: number): number {
  return columns * linePx + roomPx;
}
