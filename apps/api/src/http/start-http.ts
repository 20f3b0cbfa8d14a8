import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Settings } from '@demarc/config';
import { assertEveryRouteIsDeclared, IdentityMiddleware } from '@demarc/identity';
import { NoticeListener } from '@demarc/networking';
import { Metrics } from '@demarc/telemetry';
import { Logger } from 'nestjs-pino';
import { AppModule, type Own } from '../app.module.js';
import { LIMITS } from '../graphql/limits.js';
import { largeBodies, usualBody } from './large-bodies.js';
import { otherCells } from './other-cells.js';
import { RefusalFilter } from './refusal.filter.js';
import { securityHeaders } from './security-headers.js';
import { serveApps } from './static-apps.js';

/** The API and the browser apps on one port. */
export async function startHttp(settings: Settings): Promise<{ address: string }> {
  const app = await createHttpApp(settings);
  await app.listen(settings.port, settings.host);
  await app.get(NoticeListener).start();
  return { address: await app.getUrl() };
}

export async function createHttpApp(settings: Settings, own: Own = {}): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.forRole('http', settings, own), { bufferLogs: true, rawBody: true });
  app.useLogger(app.get(Logger));
  app.set('trust proxy', settings.trustProxy ? 1 : false);
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use(securityHeaders(settings));
  const elsewhere = otherCells(settings);
  if (elsewhere) app.use(elsewhere);
  app.use(measured(app.get(Metrics)));
  app.useBodyParser('json', { limit: LIMITS.bodyBytes, type: usualBody });
  const identity = app.get(IdentityMiddleware);
  app.use((...handing: Parameters<IdentityMiddleware['use']>) => identity.use(...handing));
  app.use(largeBodies());
  app.useGlobalFilters(new RefusalFilter());
  serveApps(app.getHttpAdapter().getInstance());
  app.enableShutdownHooks();
  await app.init();
  assertEveryRouteIsDeclared(app);
  return app;
}

function measured(metrics: Metrics): Parameters<NestExpressApplication['use']>[0] {
  return (request: { method: string; path: string }, response: { statusCode: number; on: (event: 'finish', then: () => void) => void }, next: () => void) => {
    const end = metrics.httpSeconds.startTimer();
    const route = request.path.split('/').slice(0, 3).join('/').replace(/[0-9a-f-]{36}|\d+/g, ':id');
    response.on('finish', () => end({ method: request.method, route, status: String(response.statusCode) }));
    next();
  };
}
