import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Settings } from '@demarc/config';
import { AppModule, type Own } from '../app.module.js';

export interface CliCommand {
  /** One or two words: `check`, `import splynx`. */
  readonly name: string;
  readonly sentence: string;
  /** Answers the exit code. */
  run(args: readonly string[], settings: Settings): Promise<number>;
}

/** Opens the product without listening anywhere, lets the work be done, and closes it. */
export async function withApp<T>(settings: Settings, work: (app: INestApplicationContext) => Promise<T>, own: Own = {}): Promise<T> {
  const app = await NestFactory.createApplicationContext(AppModule.forRole('cli', settings, own), { logger: ['error', 'fatal'] });
  try {
    return await work(app);
  } finally {
    await app.close();
  }
}
