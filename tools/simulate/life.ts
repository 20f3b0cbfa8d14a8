import type { Actor } from '@demarc/access';
import type { Command, Query } from '@demarc/commands';
import { type LocalDate, Refusal, type SeededRandom } from '@demarc/kernel';
import type { Stage } from '../stage/stage.ts';
import { customerSelf, memberOf, type RoleName } from './cast.ts';
import type { Provider } from './provider.ts';
import type { Trace } from './trace.ts';

export interface Person {
  readonly id: string;
  readonly partnerId: string;
}

/** A promise that does not hold, and when that was seen. */
export class Violation extends Error {
  override readonly name = 'Violation';
}

/** Where the simulated days are lived: who is there, what is sold, and the dice. */
export class Life {
  readonly stage: Stage;
  readonly provider: Provider;
  readonly trace: Trace;
  readonly dice: SeededRandom;
  readonly acts = new Map<string, { done: number; refused: number }>();
  today: LocalDate;

  constructor(stage: Stage, provider: Provider, trace: Trace, today: LocalDate) {
    this.stage = stage;
    this.provider = provider;
    this.trace = trace;
    this.dice = stage.dice;
    this.today = today;
  }

  staff(role: RoleName): Actor {
    return memberOf(role, 'all');
  }

  /** Somebody of one partner alone. */
  staffOf(role: RoleName, partnerId: string): Actor {
    return memberOf(role, [partnerId] as never);
  }

  self(person: Person): Actor {
    return customerSelf(person.id, person.partnerId);
  }

  /**
   * A refusal is an answer: it is traced with its code. Anything else that goes wrong ends the simulation, and so does an act that
   * is worded wrongly: it would be refused for ever, and nobody would miss it.
   */
  async attempt<Input extends object, Output>(
    command: new (...args: never[]) => Command<Input, Output>,
    input: object,
    actor: Actor,
    { isNonsense = false } = {},
  ): Promise<Output | undefined> {
    const tally = this.acts.get(command.name) ?? { done: 0, refused: 0 };
    this.acts.set(command.name, tally);
    try {
      const answer = await this.stage.run(command, input, actor);
      tally.done += 1;
      this.trace.note(`done|${command.name}`);
      return answer;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.code === 'INVALID_INPUT' && !isNonsense)
        throw new Error(`${command.name} is worded wrongly: ${JSON.stringify(error.faults)}`, { cause: error });
      tally.refused += 1;
      this.trace.note(`refused|${command.name}|${error.code}`);
      return undefined;
    }
  }

  /** The answer, or the code of the refusal. */
  async look<Input, Output>(
    query: new (...args: never[]) => Query<Input, Output>,
    input: Input,
    actor: Actor,
  ): Promise<Output | string> {
    try {
      return await this.stage.ask(query, input, actor);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return error.code;
    }
  }

  pick<T>(choices: readonly T[]): T | undefined {
    return choices.length === 0 ? undefined : choices[this.dice.below(choices.length)];
  }

  /** One row of the answer, each as likely; the statement orders them. */
  async one<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row | undefined> {
    return this.pick(await this.stage.rows<Row>(text, values));
  }

  chance(percent: number): boolean {
    return this.dice.below(100) < percent;
  }

  between(least: number, most: number): number {
    return least + this.dice.below(most - least + 1);
  }
}
