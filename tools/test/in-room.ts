/** Something that takes so much of the room while it runs. */
export interface Roomy<T> {
  readonly takes: number;
  run(): Promise<T>;
}

/** Runs them in their order, side by side as far as the room goes; answers in their order too. What is too large runs alone. */
export async function inRoom<T>(all: readonly Roomy<T>[], room: number): Promise<T[]> {
  const underWay = new Set<Promise<unknown>>();
  const answers: Promise<T>[] = [];
  let taken = 0;
  for (const { takes, run } of all) {
    while (taken > 0 && taken + takes > room) await Promise.race(underWay);
    taken += takes;
    const answer = run();
    const end = (): void => {
      taken -= takes;
      underWay.delete(over);
    };
    const over: Promise<void> = answer.then(end, end);
    underWay.add(over);
    answers.push(answer);
  }
  return Promise.all(answers);
}
