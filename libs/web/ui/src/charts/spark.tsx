export interface SparkProps {
  /** One sentence: what it shows and where it went. */
  readonly label: string;
  /** A gap is null, never zero. */
  readonly values: readonly (number | null)[];
  readonly width?: number;
  readonly height?: number;
}

/** A small line beside a number. */
export function Spark({ label, values, width = 96, height = 24 }: SparkProps) {
  return (
    <svg
      className="dm-spark"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      preserveAspectRatio="none"
    >
      <path
        d={sparkPath(values, width, height)}
        fill="none"
        stroke="var(--dm-series-1)"
        strokeWidth="1.5"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}

/** From the least to the most; what never moved runs through the middle. */
export function sparkPath(values: readonly (number | null)[], width: number, height: number): string {
  const known = values.filter((value) => value !== null);
  const low = Math.min(...known);
  const span = Math.max(...known) - low;
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  let path = '';
  let pen = false;
  values.forEach((value, at) => {
    if (value === null) {
      pen = false;
      return;
    }
    const share = span === 0 ? 0.5 : (value - low) / span;
    const y = height - 1 - share * (height - 2);
    path += `${pen ? 'L' : 'M'}${(at * step).toFixed(1)} ${y.toFixed(1)}`;
    pen = true;
  });
  return path;
}
