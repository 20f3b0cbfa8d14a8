import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Role } from './role.ts';

let root: string;
let told: string[];
let roles: Role[];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'demarc-role-'));
  mkdirSync(join(root, 'apps/api/dist'), { recursive: true });
  told = [];
  roles = [];
});

afterEach(async () => {
  for (const role of roles) await role.stop();
  rmSync(root, { recursive: true, force: true });
});

function roleRunning(program: string): Role {
  writeFileSync(join(root, 'apps/api/dist/main.js'), program);
  const options = {
    root,
    program: ['apps/api/dist/main.js', '--role', 'worker'] as const,
    env: process.env,
    logFolder: root,
    tell: (line: string) => told.push(line),
    noted: () => undefined,
  };
  const role = new Role('worker', options);
  roles.push(role);
  return role;
}

const STEADY = `
  process.on('SIGTERM', () => { console.log('ended in order'); process.exit(0); });
  process.send({ type: 'ready' });
  setInterval(() => undefined, 1000);`;

describe('a role', () => {
  it('comes back after it was killed', async () => {
    const role = roleRunning(STEADY);
    await role.start();
    const first = role.pid ?? 0;
    process.kill(first, 'SIGKILL');
    await expect.poll(() => told.some((line) => line.includes('is back')), { timeout: 10_000 }).toBe(true);
    expect(role.pid).not.toBe(first);
    expect(told[0]).toMatch(/worker: ended unexpectedly \(SIGKILL\)/);
  });

  it('ends in order and is not started again', async () => {
    const role = roleRunning(STEADY);
    await role.start();
    await role.stop();
    expect(readFileSync(join(root, 'worker.log'), 'utf8')).toBe('ended in order\n');
    expect(told).toEqual([]);
  });

  it('says with its own last words why it did not start', async () => {
    const role = roleRunning(`console.error('the port is taken'); process.exit(3);`);
    await expect(role.start()).rejects.toThrow(/the port is taken[^]*worker role did not start \(exit code 3\)/);
  });

  it('shows warnings of its log, and not the rest', async () => {
    const role = roleRunning(`
      console.log(JSON.stringify({ level: 30, msg: 'all is well' }));
      console.log(JSON.stringify({ level: 40, msg: 'disk is nearly full', err: { message: 'ENOSPC' } }));
      ${STEADY}`);
    await role.start();
    await expect.poll(() => told, { timeout: 5000 }).toEqual(['worker: warn: disk is nearly full (ENOSPC)']);
  });
});
