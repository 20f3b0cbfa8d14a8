import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type Express } from 'express';

const APPS = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const YEAR_SECONDS = 31_536_000;

/** Serves the built browser apps. Hashed files are kept for a year; the page itself is asked for each time. */
export function serveApps(server: Express): void {
  for (const name of ['admin', 'portal']) {
    const folder = join(APPS, name, 'dist');
    const page = join(folder, 'index.html');
    if (!existsSync(page)) continue;
    const html = readFileSync(page);
    server.use(`/${name}/assets`, compressed(join(folder, 'assets')), express.static(join(folder, 'assets'), { immutable: true, maxAge: YEAR_SECONDS * 1_000, index: false, fallthrough: false }));
    server.use(`/${name}`, express.static(folder, { index: false, maxAge: 3_600_000 }));
    server.get([`/${name}`, `/${name}/*rest`], (_request, response) => {
      response.set('Cache-Control', 'no-cache').type('html').send(html);
    });
  }
  server.get('/', (_request, response) => response.redirect(302, '/portal/'));
}

/** Hands out the `.gz` that the build left beside a file, where the browser takes it. */
function compressed(folder: string): express.RequestHandler {
  const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json' };
  return (request, response, next) => {
    const extension = /\.[a-z]+$/.exec(request.path)?.[0] ?? '';
    const type = types[extension];
    const file = join(folder, `${request.path}.gz`);
    if (type === undefined || request.path.includes('..') || !/\bgzip\b/.test(request.headers['accept-encoding'] ?? '') || !existsSync(file)) {
      next();
      return;
    }
    response.set({ 'Content-Encoding': 'gzip', 'Content-Type': type, 'Cache-Control': `public, max-age=${YEAR_SECONDS}, immutable`, Vary: 'Accept-Encoding' });
    response.sendFile(file, { cacheControl: false, headers: { 'Content-Type': type } });
  };
}
