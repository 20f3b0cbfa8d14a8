import { NestFactory } from '@nestjs/core';
import type { Settings } from '@demarc/config';
import { FreeradiusRole, RadiusRole } from '@demarc/networking';
import { Logger } from 'nestjs-pino';
import { AppModule } from '../app.module.js';

/** Answers the routers. A process of its own, so that nothing else can keep it from answering. */
export async function startRadius(settings: Settings): Promise<{ address: string }> {
  const app = await NestFactory.createApplicationContext(AppModule.forRole('radius', settings), { bufferLogs: true });
  app.useLogger(app.get(Logger));
  app.enableShutdownHooks();
  const { authPort, acctPort, tlsPort } = await app.get(RadiusRole).start();
  const { restPort } = await app.get(FreeradiusRole).start();
  const rest = restPort === undefined ? '' : `, FreeRADIUS at ${restPort}`;
  const tls = tlsPort === undefined ? '' : `, TLS at ${tlsPort}`;
  return { address: `${settings.radiusHost}:${authPort},${acctPort}${tls}${rest}` };
}
