import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TlsFiles } from './tls-files.js';

let folder: string;
const path = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'demarc-tls-files-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

it('are read again when one of them has changed, and only then', async () => {
  const paths = {
    ...{ certificate: path('a.crt'), key: path('a.key'), authority: path('ca.crt'), needsAuthority: false },
    ...{ revoked: undefined, needsRevoked: false },
  };
  const files = new TlsFiles(paths);
  await expect(files.changed()).rejects.toThrow('a.crt');
  writeFileSync(paths.certificate, 'first');
  writeFileSync(paths.key, 'key');
  expect(await files.changed()).toEqual({
    ...{ certificate: 'first', key: 'key', authority: undefined },
    revocationLists: [],
  });
  expect(await files.changed()).toBeUndefined();
  writeFileSync(paths.certificate, 'a renewed one');
  expect(await files.changed()).toMatchObject({ certificate: 'a renewed one' });
  writeFileSync(paths.authority, 'authority');
  expect(await files.changed()).toMatchObject({ authority: 'authority' });
});
