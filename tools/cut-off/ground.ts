import type { Type } from '@nestjs/common';
import type { Command } from '@demarc/commands';
import type { SettableClock } from '@demarc/kernel';

/** The product with a clock that is moved by hand and jobs that run when they are told to. */
export interface Ground {
  readonly app: { get<T>(token: Type<T> | (abstract new (...args: never[]) => T)): T };
  readonly clock: SettableClock;
  run<Input extends object, Output>(
    command: new (...args: never[]) => Command<Input, Output>,
    input: object,
  ): Promise<Output>;
  rows<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  settle(): Promise<unknown>;
}
