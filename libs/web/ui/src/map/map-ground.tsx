import { useFormat } from '../provider/format-context';
import type { MapLine } from './place-map';
import { graticule, type GridLine, type MapSize, type MapView, scaleBar } from './projection';

export interface MapGroundProps {
  readonly view: MapView;
  readonly size: MapSize;
  readonly lines: readonly MapLine[];
  readonly at: ReadonlyMap<string, { readonly x: number; readonly y: number }>;
}

const BAR_PX = 120;

/** Degrees, links and the scale bar: what lies under the marks. Whoever cannot see it has the list. */
export function MapGround({ view, size: { width, height }, lines, at }: MapGroundProps) {
  const format = useFormat();
  const bar = scaleBar(view, BAR_PX);
  const length = bar.metres >= 1_000 ? `${format.number(bar.metres / 1_000)} km` : `${format.number(bar.metres)} m`;
  return (
    <svg className="dm-map-ground" width={width} height={height} aria-hidden="true" focusable="false">
      {graticule(view, { width, height }).map((line) => (
        <Degrees key={`${line.way} ${line.degrees}`} line={line} width={width} height={height} />
      ))}
      {lines.map(({ from, to, pattern }) => {
        const [one, other] = [at.get(from), at.get(to)];
        if (!one || !other || one === other) return null;
        return (
          <line
            key={`${from} ${to}`}
            className="dm-map-link"
            data-pattern={pattern}
            x1={one.x}
            y1={one.y}
            x2={other.x}
            y2={other.y}
          />
        );
      })}
      <g transform={`translate(12 ${height - 14})`}>
        <path className="dm-map-bar" d={`M0 -4V2H${bar.pixels.toFixed(1)}V-4`} />
        <text className="dm-map-degrees" x="4" y="-6">
          {length}
        </text>
      </g>
    </svg>
  );
}

function Degrees({ line: { way, degrees, at }, width, height }: { line: GridLine } & MapSize) {
  const isParallel = way === 'parallel';
  const letter = isParallel ? (degrees < 0 ? 'S' : 'N') : degrees < 0 ? 'W' : 'E';
  return (
    <>
      <line
        className="dm-map-grid"
        {...(isParallel ? { x1: 0, x2: width, y1: at, y2: at } : { x1: at, x2: at, y1: 0, y2: height })}
      />
      <text
        className="dm-map-degrees"
        {...(isParallel ? { x: 4, y: at - 3 } : { x: at + 3, y: 2, dominantBaseline: 'hanging' })}
      >
        {`${Math.abs(degrees)}° ${letter}`}
      </text>
    </>
  );
}
