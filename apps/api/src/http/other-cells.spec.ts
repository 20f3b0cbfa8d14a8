import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { otherCells } from './other-cells.js';

const CELLS = [
  { name: 'north', url: 'https://north.example' },
  { name: 'south', url: 'https://south.example', hosts: ['portal.valley.example'] },
];

let folder: string;
let server: Server;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'demarc-cells-'));
  const cellsFile = join(folder, 'cells.json');
  writeFileSync(cellsFile, JSON.stringify(CELLS));
  const app = express();
  const elsewhere = otherCells({ cellsFile, cell: 'north' });
  if (elsewhere) app.use(elsewhere);
  app.use((_request, response) => void response.send('here'));
  server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

function ask(host: string, method = 'GET'): Promise<Response> {
  const { port } = server.address() as AddressInfo;
  const headers = { 'x-forwarded-host': host };
  return fetch(`http://127.0.0.1:${port}/portal/plan?a=1`, { method, headers, redirect: 'manual' });
}

it('answers for its own cell and for names that no cell has, and sends browsers and programs to the others', async () => {
  expect(await (await ask('north.example')).text()).toBe('here');
  expect(await (await ask('health-check')).text()).toBe('here');
  const sent = await ask('portal.valley.example');
  expect([sent.status, sent.headers.get('location')]).toEqual([307, 'https://south.example/portal/plan?a=1']);
  const told = await ask('south.example', 'POST');
  expect([told.status, await told.json()]).toMatchObject([421, { code: 'OTHER_CELL' }]);
});

it('without a directory there is one cell, and with one a cell must say which it is', () => {
  expect(otherCells({ cellsFile: undefined, cell: undefined })).toBeUndefined();
  expect(() => otherCells({ cellsFile: join(folder, 'cells.json'), cell: 'west' })).toThrow('CELL must name one');
});
