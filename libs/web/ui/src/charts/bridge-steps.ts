export interface BridgeStep {
  readonly id: string;
  readonly label: string;
  /** Where it stands (first and last), or by how much it moves. */
  readonly value: number;
  readonly text: string;
}

export interface PlacedStep extends BridgeStep {
  readonly kind: 'level' | 'up' | 'down';
  /** Percent of the width. */
  readonly start: number;
  readonly length: number;
}

/** Where each piece lies: the first and the last reach from zero, the others hang on what is so far. */
export function placeSteps(steps: readonly BridgeStep[]): readonly PlacedStep[] {
  const spans: { readonly from: number; readonly to: number }[] = [];
  let soFar = 0;
  for (const [at, { value }] of steps.entries()) {
    const isLevel = at === 0 || at === steps.length - 1;
    const from = isLevel ? 0 : soFar;
    soFar = isLevel ? value : soFar + value;
    spans.push({ from, to: soFar });
  }
  const low = Math.min(0, ...spans.flatMap(({ from, to }) => [from, to]));
  const high = Math.max(0, ...spans.flatMap(({ from, to }) => [from, to]));
  const whole = high - low || 1;
  return steps.map((step, at) => {
    const { from, to } = spans[at] ?? { from: 0, to: 0 };
    const isLevel = at === 0 || at === steps.length - 1;
    return {
      ...step,
      kind: isLevel ? 'level' : step.value < 0 ? 'down' : 'up',
      start: ((Math.min(from, to) - low) / whole) * 100,
      length: (Math.abs(to - from) / whole) * 100,
    };
  });
}
