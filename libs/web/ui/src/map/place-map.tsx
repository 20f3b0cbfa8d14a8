import { Maximize2, Minus, Plus } from 'lucide-react';
import { type ReactNode, useId, useMemo } from 'react';
import { IconButton } from '../primitives/button';
import { useFormat } from '../provider/format-context';
import { useUiTexts } from '../text/use-texts';
import type { StatusFamily } from '../tokens/tokens';
import { type Cluster, clustersOf } from './clusters';
import { MapGround } from './map-ground';
import { type MarkShape, PlaceMark } from './place-mark';
import { onScreen, viewFrom, viewText, worldPoint } from './projection';
import { useMapView } from './use-map-view';

export interface MapPlace {
  readonly id: string;
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
  /** Bigger places have bigger marks. */
  readonly weight: number;
  /** 0 is the worst. */
  readonly rank: number;
  readonly shape: MarkShape;
  readonly family: StatusFamily;
  readonly letter: string;
  /** What is read out after the name: its state and size. */
  readonly said: string;
}

export interface MapLine {
  readonly from: string;
  readonly to: string;
  readonly pattern: 'unknown' | 'low' | 'busy' | 'full' | 'down';
}

export interface PlaceMapProps {
  readonly label: string;
  readonly places: readonly MapPlace[];
  readonly lines?: readonly MapLine[];
  readonly onOpen: (id: string) => void;
  readonly openId?: string | null;
  /** The part that is shown, as `viewText` writes it; null is all of it. */
  readonly shown?: string | null;
  readonly onShow?: (shown: string | null) => void;
  readonly legend?: ReactNode;
}

/** Marks must be this far apart to be told and pressed apart. */
const APART_PX = 46;
const MOST_NAMES = 40;

/**
 * Places on a plain ground with degrees and a scale bar: nothing is fetched from anywhere. Arrows move it, + and - zoom, 0 shows all;
 * each mark is a button.
 */
export function PlaceMap({ label, places, lines = [], onOpen, openId, shown, onShow, legend }: PlaceMapProps) {
  const t = useUiTexts();
  const hint = useId();
  const points = useMemo(
    () => new Map(places.map(({ id, latitude, longitude }) => [id, worldPoint(latitude, longitude)])),
    [places],
  );
  const all = useMemo(() => [...points.values()], [points]);
  const map = useMapView(all, viewFrom(shown ?? null), (view) => onShow?.(view && viewText(view)));
  const { view, size } = map;
  const drawn = places.flatMap((place) => {
    const point = points.get(place.id);
    return point ? [{ ...place, ...onScreen(view, size, point) }] : [];
  });
  const clusters = clustersOf(drawn, APART_PX);
  const most = Math.max(1, ...clusters.map(({ weight }) => weight));
  const at = new Map(clusters.flatMap((cluster) => cluster.places.map(({ id }) => [id, cluster] as const)));
  return (
    <div className="dm-map">
      <div
        className="dm-map-surface"
        role="group"
        aria-label={label}
        aria-describedby={hint}
        tabIndex={0}
        ref={map.surface}
        {...map.handlers}
      >
        <MapGround view={view} size={size} lines={lines} at={at} />
        {clusters.map((cluster) => (
          <Mark
            key={cluster.worst.id}
            cluster={cluster}
            share={Math.sqrt(cluster.weight / most)}
            isOpen={cluster.places.some(({ id }) => id === openId)}
            isNamed={clusters.length <= MOST_NAMES}
            onOpen={onOpen}
          />
        ))}
      </div>
      <div className="dm-map-tools">
        <IconButton label={t('map.nearer')} icon={<Plus size={16} aria-hidden="true" />} onClick={map.nearer} />
        <IconButton label={t('map.farther')} icon={<Minus size={16} aria-hidden="true" />} onClick={map.farther} />
        <IconButton label={t('map.all')} icon={<Maximize2 size={16} aria-hidden="true" />} onClick={map.fit} />
      </div>
      <p className="dm-map-hint" id={hint}>
        {t('map.hint')}
      </p>
      {legend}
    </div>
  );
}

type Drawn = MapPlace & { readonly x: number; readonly y: number };

interface MarkProps {
  readonly cluster: Cluster<Drawn>;
  readonly share: number;
  readonly isOpen: boolean;
  readonly isNamed: boolean;
  readonly onOpen: (id: string) => void;
}

/** Several places open as the worst of them, which is what people come for; zooming in shows the others. */
function Mark({ cluster: { x, y, worst, places }, share, isOpen, isNamed, onOpen }: MarkProps) {
  const t = useUiTexts();
  const format = useFormat();
  const isCluster = places.length > 1;
  const px = Math.round(24 + 20 * share);
  const shown = isCluster ? t('map.andMore', { name: worst.name, count: places.length - 1 }) : worst.name;
  const own = `${worst.name}, ${worst.said}`;
  const said = isCluster ? t('map.cluster', { shown, worst: own }) : own;
  return (
    <button
      type="button"
      className="dm-map-place"
      data-open={isOpen || undefined}
      data-cluster={isCluster || undefined}
      style={{
        transform: `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px) translate(-50%, -50%)`,
        inlineSize: px,
        blockSize: px,
      }}
      aria-label={said}
      title={said}
      onClick={() => onOpen(worst.id)}
    >
      <PlaceMark
        shape={worst.shape}
        family={worst.family}
        text={isCluster ? format.number(places.length) : worst.letter}
        size={px}
      />
      {isNamed && (
        <span className="dm-map-name" aria-hidden="true">
          {shown}
        </span>
      )}
    </button>
  );
}
