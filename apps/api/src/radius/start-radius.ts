import { NestFactory } from '@nestjs/core';
import type { Settings } from '@demarc/config';
import { RadiusRole } from '@demarc/networking';
import { Logger } from 'nestjs-pino';
import { AppModule } from '../app.module.js';

/** Answers the routers. A process of its own, so that nothing else can keep it from answering. */
export async function startRadius(settings: Settings): Promise<{ address: string }> {
  const app = await NestFactory.createApplicationContext(AppModule.forRole('radius', settings), { bufferLogs: true });
  app.useLogger(app.get(Logger));
  app.enableShutdownHooks();
  const { authPort, acctPort } = await app.get(RadiusRole).start();
  return { address: `${settings.radiusHost}:${authPort},${acctPort}` };
}
