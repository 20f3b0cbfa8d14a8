import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { fitted, type MapSize, type MapView, moved, type WorldPoint, zoomed } from './projection';

const STEP_PX = 60;
const NEARER = 1.5;
const START: MapSize = { width: 640, height: 400 };

interface Hand {
  readonly x: number;
  readonly y: number;
}

/** What the map shows, and how hands and keys change it. */
export function useMapView(
  points: readonly WorldPoint[],
  given: MapView | null,
  onChange: (view: MapView | null) => void,
) {
  const surface = useRef<HTMLDivElement>(null);
  const size = useSize(surface);
  const [held, setHeld] = useState<MapView | null>(null);
  const hands = useRef(new Map<number, Hand>());
  const view = held ?? given ?? fitted(points, size);
  const latest = useRef({ view, onChange });
  useEffect(() => {
    latest.current = { view, onChange };
  });
  const show = (next: MapView) => {
    setHeld(null);
    onChange(next);
  };
  useWheel(surface, latest, show);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = afterKey(view, event.key);
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (next === null) fit();
    else show(next);
  };
  const fit = () => {
    setHeld(null);
    onChange(null);
  };
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0 || (event.target as Element).closest('button') !== null) return;
    hands.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent) => {
    const before = hands.current.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    const other = [...hands.current].find(([id]) => id !== event.pointerId)?.[1];
    hands.current.set(event.pointerId, now);
    if (!other) return setHeld(moved(view, before.x - now.x, before.y - now.y));
    const wide = (hand: Hand) => Math.max(1, Math.hypot(hand.x - other.x, hand.y - other.y));
    setHeld(zoomed(view, wide(now) / wide(before)));
  };
  const onPointerUp = (event: PointerEvent) => {
    if (!hands.current.delete(event.pointerId) || hands.current.size > 0) return;
    if (held) show(held);
  };
  return {
    surface,
    size,
    view,
    fit,
    nearer: () => show(zoomed(view, NEARER)),
    farther: () => show(zoomed(view, 1 / NEARER)),
    handlers: { onKeyDown, onPointerDown, onPointerMove, onPointerUp, onPointerCancel: onPointerUp },
  };
}

/** Null is all of it; undefined is no key of the map. */
function afterKey(view: MapView, key: string): MapView | null | undefined {
  switch (key) {
    case 'ArrowLeft':
      return moved(view, -STEP_PX, 0);
    case 'ArrowRight':
      return moved(view, STEP_PX, 0);
    case 'ArrowUp':
      return moved(view, 0, -STEP_PX);
    case 'ArrowDown':
      return moved(view, 0, STEP_PX);
    case '+':
    case '=':
      return zoomed(view, NEARER);
    case '-':
      return zoomed(view, 1 / NEARER);
    case '0':
      return null;
    default:
      return undefined;
  }
}

/** A wheel over the map zooms only while the map is in use: a page that is scrolled past it goes on scrolling. */
function useWheel(
  surface: React.RefObject<HTMLDivElement | null>,
  latest: React.RefObject<{ readonly view: MapView; readonly onChange: (view: MapView) => void }>,
  show: (view: MapView) => void,
) {
  const shows = useRef(show);
  useEffect(() => {
    shows.current = show;
  });
  useEffect(() => {
    const element = surface.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !element.contains(document.activeElement)) return;
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const at = { x: event.clientX - box.x - box.width / 2, y: event.clientY - box.y - box.height / 2 };
      shows.current(zoomed(latest.current.view, event.deltaY < 0 ? 1.2 : 1 / 1.2, at));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [surface, latest]);
}

function useSize(surface: React.RefObject<HTMLDivElement | null>): MapSize {
  const [size, setSize] = useState(START);
  useEffect(() => {
    const element = surface.current;
    if (!element || typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(([entry]) => {
      const { width = 0, height = 0 } = entry?.contentRect ?? {};
      if (width > 0 && height > 0) setSize({ width, height });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [surface]);
  return size;
}
