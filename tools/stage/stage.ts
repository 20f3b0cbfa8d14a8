import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type Actor, systemActor } from '@demarc/access';
import { AppModule } from '@demarc/api';
import { type Command, CommandBus, type Query, QueryBus } from '@demarc/commands';
import { readSettings } from '@demarc/config';
import { JobDrain } from '@demarc/jobs';
import { IdSource, type LocalDate, SeededRandom, SettableClock } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';

/**
 * The product with its hands on a clock that somebody else moves: every change goes the way that people's changes go, and
 * jobs run when they are told to. The same seed gives the same ids.
 */
export class Stage {
  readonly app: INestApplicationContext;
  readonly clock: SettableClock;
  /** For those who throw dice; the product has its own. */
  readonly dice: SeededRandom;
  /** Runs what waits for now or earlier until nothing is left. */
  readonly settle: () => Promise<number>;
  private readonly name: string;

  private constructor(
    name: string,
    app: INestApplicationContext,
    own: { clock: SettableClock; dice: SeededRandom; settle: () => Promise<number> },
  ) {
    this.name = name;
    this.app = app;
    this.clock = own.clock;
    this.dice = own.dice;
    this.settle = own.settle;
  }

  /** Opens the product for as long as the work takes. */
  static async on<T>(
    name: string,
    env: NodeJS.ProcessEnv,
    begin: { readonly seed: string; readonly now: Date },
    work: (stage: Stage) => Promise<T>,
  ): Promise<T> {
    const settings = readSettings(env);
    if (!settings.ok) throw new Error(settings.faults.map((fault) => `${fault.name} ${fault.message}`).join('; '));
    const clock = new SettableClock(begin.now);
    const random = new SeededRandom(begin.seed);
    const own = { clock, random, ids: new IdSource(clock, random), commits: 'do not wait' as const };
    const module = AppModule.forRole('cli', settings.value, own);
    const app = await NestFactory.createApplicationContext(module, { logger: ['error', 'fatal'] });
    const dice = new SeededRandom(`${begin.seed} dice`);
    try {
      return await app.get(JobDrain).during((settle) => work(new Stage(name, app, { clock, dice, settle })));
    } finally {
      await app.close();
    }
  }

  run<Input extends object, Output>(
    command: new (...args: never[]) => Command<Input, Output>,
    input: object,
    actor: Actor = systemActor(this.name),
  ): Promise<Output> {
    return this.app.get(CommandBus).run(command, input, { actor, requestId: this.name });
  }

  ask<Input, Output>(
    query: new (...args: never[]) => Query<Input, Output>,
    input: Input,
    actor: Actor = systemActor(this.name),
  ): Promise<Output> {
    return this.app.get(QueryBus).ask(query, input, { actor, requestId: this.name });
  }

  rows<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.app.get(Database).read(EVERYTHING, (sql) => sql.query<Row>(text, values));
  }

  at(day: LocalDate, time = '08:00:00'): void {
    this.clock.set(new Date(`${day}T${time}Z`));
  }
}
