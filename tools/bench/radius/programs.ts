import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ntPasswordHash, ntResponse } from '@demarc/networking/radius';
import type { Lab } from '../lab.ts';

export const COMPILER_MISSING = 'RADIUS: the load is a C program; apt-get install gcc libc6-dev';

/** Builds one of the loads of this folder; undefined where there is no compiler. */
export function compile(lab: Lab, name: 'load' | 'storm'): string | undefined {
  const program = join(lab.folder, `radius-${name}`);
  const built = spawnSync('cc', ['-O2', '-o', program, join(import.meta.dirname, `${name}.c`)], { encoding: 'utf8' });
  if (built.error) return undefined;
  if (built.status !== 0) throw new Error(`the load could not be built: ${built.stderr}`);
  return program;
}

/** What each user answers by MS-CHAPv2 to a challenge of its own, made beforehand: the load itself only sends. */
export function writeMsChapPairs(lab: Lab, users: number): string {
  const file = join(lab.folder, 'ms-chap-pairs');
  const pairs = Array.from({ length: users }, (_, index) => {
    const name = `user${index + 1}`;
    const challenge = Buffer.alloc(16, name);
    const peerChallenge = Buffer.alloc(16, `peer of ${name}`);
    const response = ntResponse(Buffer.from(name), ntPasswordHash(`pw${index + 1}`), challenge, peerChallenge);
    return Buffer.concat([challenge, Buffer.alloc(2), peerChallenge, Buffer.alloc(8), response]);
  });
  writeFileSync(file, Buffer.concat(pairs));
  return file;
}
