interface Held {
  readonly from: string;
  readonly value: number;
}

const edge = 4;

/** The line of values that hold until the next one, from zero up, with room after the last day. Answers where today is too. */
export function stepPath(
  steps: readonly Held[],
  today: string,
  width: number,
  height: number,
): { readonly path: string; readonly todayAt: number } {
  const days = [...steps.map(({ from }) => Date.parse(from)), Date.parse(today)];
  const first = Math.min(...days);
  const span = Math.max(Math.max(...days) - first, 86_400_000) * 1.1;
  const top = Math.max(...steps.map(({ value }) => value), 0) || 1;
  const x = (day: string) => edge + ((Date.parse(day) - first) / span) * (width - 2 * edge);
  const y = (value: number) => height - edge - (value / top) * (height - 2 * edge);
  const parts = steps.map(({ from, value }, at) =>
    at === 0 ? `M${round(x(from))} ${round(y(value))}` : `H${round(x(from))}V${round(y(value))}`,
  );
  return { path: [...parts, ...(steps.length === 0 ? [] : [`H${width - edge}`])].join(''), todayAt: round(x(today)) };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
