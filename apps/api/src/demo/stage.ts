import type { INestApplicationContext } from '@nestjs/common';
import { systemActor } from '@demarc/access';
import { type Command, CommandBus } from '@demarc/commands';
import { inLanes, type LocalDate, type SeededRandom, type SettableClock } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';

/** A worker has as many jobs at work at a time. */
export const AT_ONCE = 4;

/** Where the demo provider's past is played: the product, a clock that is moved by hand, and dice that fall the same way each time. */
export class Stage {
  constructor(
    readonly app: INestApplicationContext,
    readonly clock: SettableClock,
    private readonly dice: SeededRandom,
    readonly settle: () => Promise<number>,
    readonly tell: (line: string) => void,
  ) {}

  /** Every change goes the way that people's changes go. */
  run<Input extends object, Output>(
    command: new (...args: never[]) => Command<Input, Output>,
    input: object,
  ): Promise<Output> {
    return this.app.get(CommandBus).run(command, input, { actor: systemActor('demo'), requestId: 'demo' });
  }

  /** What is independent of each other. Dice are thrown before, so that they fall the same way each time. */
  severalAtOnce<Item, Answer>(items: readonly Item[], work: (item: Item) => Promise<Answer>): Promise<Answer[]> {
    return inLanes(AT_ONCE, items, work);
  }

  rows<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.app.get(Database).read(EVERYTHING, (sql) => sql.query<Row>(text, values));
  }

  at(day: LocalDate, time: string): void {
    this.clock.set(new Date(`${day}T${time}Z`));
  }

  below(bound: number): number {
    return this.dice.below(bound);
  }

  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  pick<T>(choices: readonly [T, ...T[]]): T {
    return choices[this.below(choices.length)] ?? choices[0];
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }
}
