import { NestFactory } from '@nestjs/core';
import type { Settings } from '@demarc/config';
import { JobWorker } from '@demarc/jobs';
import { Logger } from 'nestjs-pino';
import { AppModule } from '../app.module.js';
import { keepHeapLean } from './lean-heap.js';

/** Jobs, subscribers and schedules. */
export async function startWorker(settings: Settings): Promise<Record<string, never>> {
  keepHeapLean();
  const app = await NestFactory.createApplicationContext(AppModule.forRole('worker', settings), { bufferLogs: true });
  app.useLogger(app.get(Logger));
  app.enableShutdownHooks();
  await app.get(JobWorker).start();
  return {};
}
