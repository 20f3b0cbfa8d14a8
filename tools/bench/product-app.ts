import 'reflect-metadata';
import { type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { systemActor } from '@demarc/access';
import { AppModule } from '@demarc/api';
import { type Command, CommandBus } from '@demarc/commands';
import { readSettings } from '@demarc/config';
import type { Clock } from '@demarc/kernel';

/** The product without anything that listens, set up from `env`: what operators' commands run in. */
export async function openProduct(env: NodeJS.ProcessEnv): Promise<INestApplicationContext> {
  const settings = readSettings(env);
  if (!settings.ok) throw new Error(settings.faults.map((fault) => `${fault.name} ${fault.message}`).join('; '));
  return NestFactory.createApplicationContext(AppModule.forRole('cli', settings.value), { logger: ['error', 'fatal'] });
}

/** The same with a clock of its own: for figures that depend on the day. */
export async function openProductAt(env: NodeJS.ProcessEnv, clock: Clock): Promise<INestApplicationContext> {
  const settings = readSettings(env);
  if (!settings.ok) throw new Error(settings.faults.map((fault) => `${fault.name} ${fault.message}`).join('; '));
  return NestFactory.createApplicationContext(AppModule.forRole('cli', settings.value, { clock }), {
    logger: ['error', 'fatal'],
  });
}

export async function withProduct<T>(env: NodeJS.ProcessEnv, work: (product: Product) => Promise<T>): Promise<T> {
  const app = await openProduct(env);
  try {
    return await work(new Product(app));
  } finally {
    await app.close();
  }
}

/** Changes go the way that people's changes go. */
export class Product {
  readonly app: INestApplicationContext;

  constructor(app: INestApplicationContext) {
    this.app = app;
  }

  run<Input extends object, Output>(
    command: new (...args: never[]) => Command<Input, Output>,
    input: object,
  ): Promise<Output> {
    const call = { actor: systemActor('benchmark'), requestId: 'benchmark' };
    return this.app.get(CommandBus).run(command, input, call);
  }
}
