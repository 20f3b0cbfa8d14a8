/** A point of the world on a square of side 1 (spherical Mercator), y growing southwards. */
export interface WorldPoint {
  readonly x: number;
  readonly y: number;
}

/** What a map shows: its middle, and how many pixels the whole world would be wide. */
export interface MapView extends WorldPoint {
  readonly scale: number;
}

export interface MapSize {
  readonly width: number;
  readonly height: number;
}

/** Beyond this the projection has no end. */
const MOST_NORTH = 85;
const LEAST_SCALE = 256;
const MOST_SCALE = 256 * 2 ** 19;
/** A single place is shown with a few kilometres around it. */
const ONE_PLACE_SCALE = 256 * 2 ** 11;
const EQUATOR_METRES = 40_075_017;

export function worldPoint(latitude: number, longitude: number): WorldPoint {
  const north = (Math.max(-MOST_NORTH, Math.min(MOST_NORTH, latitude)) * Math.PI) / 180;
  return { x: (longitude + 180) / 360, y: 0.5 - Math.log(Math.tan(Math.PI / 4 + north / 2)) / (2 * Math.PI) };
}

export function degreesAt({ x, y }: WorldPoint): { readonly latitude: number; readonly longitude: number } {
  const north = 2 * Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) - Math.PI / 2;
  return { latitude: (north * 180) / Math.PI, longitude: x * 360 - 180 };
}

export function onScreen(view: MapView, { width, height }: MapSize, { x, y }: WorldPoint): WorldPoint {
  return { x: width / 2 + (x - view.x) * view.scale, y: height / 2 + (y - view.y) * view.scale };
}

/** The view that shows all of them, with room around. */
export function fitted(points: readonly WorldPoint[], { width, height }: MapSize, margin = 56): MapView {
  if (points.length === 0) return { x: 0.5, y: 0.5, scale: LEAST_SCALE };
  const [left, right] = spanOf(points.map(({ x }) => x));
  const [top, bottom] = spanOf(points.map(({ y }) => y));
  const room = (extent: number, pixels: number): number =>
    extent === 0 ? Infinity : Math.max(64, pixels - 2 * margin) / extent;
  const scale = Math.min(room(right - left, width), room(bottom - top, height));
  return {
    x: (left + right) / 2,
    y: (top + bottom) / 2,
    scale: bounded(Number.isFinite(scale) ? scale : ONE_PLACE_SCALE),
  };
}

function spanOf(values: readonly number[]): readonly [number, number] {
  return [Math.min(...values), Math.max(...values)];
}

export function moved(view: MapView, dx: number, dy: number): MapView {
  return { ...view, x: view.x + dx / view.scale, y: Math.max(0, Math.min(1, view.y + dy / view.scale)) };
}

/** Nearer or farther; what lies `at` so many pixels from the middle stays where it is. */
export function zoomed(view: MapView, factor: number, at: WorldPoint = { x: 0, y: 0 }): MapView {
  const scale = bounded(view.scale * factor);
  return {
    x: view.x + at.x / view.scale - at.x / scale,
    y: view.y + at.y / view.scale - at.y / scale,
    scale,
  };
}

function bounded(scale: number): number {
  return Math.max(LEAST_SCALE, Math.min(MOST_SCALE, scale));
}

/** For an address: `38.71230,-9.13930,12.5`, degrees and zoom as maps count it. */
export function viewText(view: MapView): string {
  const { latitude, longitude } = degreesAt(view);
  return `${latitude.toFixed(5)},${longitude.toFixed(5)},${Math.log2(view.scale / 256).toFixed(2)}`;
}

export function viewFrom(text: string | null): MapView | null {
  const parts = (text ?? '').split(',').map(Number);
  const [latitude, longitude, zoom] = parts;
  if (parts.length !== 3 || latitude === undefined || longitude === undefined || zoom === undefined) return null;
  if (!parts.every(Number.isFinite) || Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return null;
  return { ...worldPoint(latitude, longitude), scale: bounded(256 * 2 ** zoom) };
}

export interface GridLine {
  readonly way: 'parallel' | 'meridian';
  readonly degrees: number;
  /** In px, from the top for a parallel and from the left for a meridian. */
  readonly at: number;
}

const STEPS = [30, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005];

/** Parallels and meridians at round degrees, about 120 px apart. */
export function graticule(view: MapView, size: MapSize): GridLine[] {
  const wanted = (120 / view.scale) * 360;
  const step = STEPS.findLast((one) => one >= wanted) ?? 30;
  const half = { x: size.width / 2 / view.scale, y: size.height / 2 / view.scale };
  const northWest = degreesAt({ x: view.x - half.x, y: Math.max(0, view.y - half.y) });
  const southEast = degreesAt({ x: view.x + half.x, y: Math.min(1, view.y + half.y) });
  const lines: GridLine[] = [];
  for (const degrees of rounds(southEast.latitude, northWest.latitude, step))
    lines.push({ way: 'parallel', degrees, at: onScreen(view, size, worldPoint(degrees, 0)).y });
  for (const degrees of rounds(northWest.longitude, southEast.longitude, step))
    lines.push({ way: 'meridian', degrees, at: onScreen(view, size, worldPoint(0, degrees)).x });
  return lines;
}

function rounds(from: number, to: number, step: number): number[] {
  const first = Math.ceil(from / step);
  const count = Math.max(0, Math.floor(to / step) - first + 1);
  return Array.from({ length: Math.min(count, 100) }, (_, at) => Number(((first + at) * step).toFixed(5)));
}

/** A round length of the map at its middle, at most so many pixels long. */
export function scaleBar(view: MapView, mostPixels: number): { readonly metres: number; readonly pixels: number } {
  const { latitude } = degreesAt(view);
  const metresAPixel = (EQUATOR_METRES * Math.cos((latitude * Math.PI) / 180)) / view.scale;
  const most = metresAPixel * mostPixels;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = ([5, 2, 1].find((one) => one * power <= most) ?? 1) * power;
  return { metres, pixels: metres / metresAPixel };
}
