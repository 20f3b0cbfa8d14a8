import type { INestApplicationContext } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, ModuleRef } from '@nestjs/core';
import { ruleOf } from './route-wall.js';
import { routesOf } from './routes.js';

/** Ends the start when something can be reached that nobody declared, or that names what does not exist. Lists all of it. */
export function assertEveryRouteIsDeclared(app: INestApplicationContext): void {
  const modules = app.get(ModuleRef, { strict: false });
  const faults = routesOf(
    app.get(DiscoveryService, { strict: false }),
    app.get(MetadataScanner, { strict: false }),
  ).flatMap(({ route, handler, declaration }) => {
    if (!declaration) return [`${route} (${handler}) declares nothing`];
    if (declaration.kind === 'public' && declaration.reason.trim() === '')
      return [`${route} (${handler}) is public without a reason`];
    if (declaration.kind !== 'runs' && declaration.kind !== 'asks') return [];
    try {
      ruleOf(declaration, modules);
      return [];
    } catch (error) {
      return [`${route} (${handler}): ${error instanceof Error ? error.message : 'not resolved'}`];
    }
  });
  if (faults.length === 0) return;
  throw new Error(
    `These ways in are not declared. Each handler carries @Runs, @Asks, @Allows or @Public (@demarc/access):\n${faults
      .sort()
      .map((fault) => `  ${fault}`)
      .join('\n')}`,
  );
}
