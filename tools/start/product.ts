import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '@demarc/config';
import type { PostgresServer } from '@demarc/postgres-server';
import { demoRoutersFile } from './demo-routers-file.ts';
import { writeRunning } from './data-folder.ts';
import { type Database, startEmbedded } from './database.ts';
import { addressOf } from './farewell.ts';
import type { Ports } from './ports.ts';
import { productEnvironment } from './product-command.ts';
import type { Progress } from './progress.ts';
import { Role, type RoleName } from './role.ts';

/** In the order in which they stop: no new work, then no work, then no answers to the routers. */
const ROLES: readonly RoleName[] = ['http', 'worker', 'radius'];
const PAUSES_MS = [0, 1000, 5000, 15_000];

/** The running product: its database server and its roles, kept alive until `stop`. */
export class Product {
  private readonly root: string;
  private readonly settings: Settings;
  private readonly ports: Ports;
  private readonly progress: Progress;
  private server: PostgresServer | undefined;
  private roles: readonly Role[] = [];
  private stopping = false;

  constructor(root: string, settings: Settings, ports: Ports, progress: Progress) {
    this.root = root;
    this.settings = settings;
    this.ports = ports;
    this.progress = progress;
  }

  /** From here on a crashed server is started again. */
  guard(database: Database): void {
    this.server = database.server;
    if (this.server) void this.keepServer(this.server);
  }

  async startRoles(database: Database): Promise<void> {
    const { processIdentity } = await import('@demarc/postgres-server');
    const noted = () =>
      writeRunning(this.settings.dataDir, {
        address: addressOf(this.settings, this.ports),
        pid: process.pid,
        roles: this.roles.flatMap(({ name, pid }) => (pid ? [{ name, identity: processIdentity(pid) }] : [])),
      });
    const options = {
      root: this.root,
      env: productEnvironment(this.settings, database, this.ports),
      logFolder: join(this.settings.dataDir, 'logs'),
      tell: (sentence: string) => this.progress.line(sentence),
      noted,
    };
    const api = 'apps/api/dist/main.js';
    const roles = ROLES.map((name) => new Role(name, { ...options, program: [api, '--role', name] }));
    const demo = demoRoutersFile(this.settings);
    const routers: [string, string] = ['tools/sim-nas/demo-main.ts', demo ?? ''];
    this.roles = demo === undefined ? roles : [new Role('routers', { ...options, program: routers }), ...roles];
    await Promise.all(this.roles.map((role) => role.start()));
  }

  async stop(): Promise<void> {
    this.stopping = true;
    for (const role of this.roles) await role.stop();
    rmSync(join(this.settings.dataDir, 'running.json'), { force: true });
    await this.server?.release();
  }

  /** Without waiting for anything. The database server still ends in good order, by itself. */
  force(): void {
    this.stopping = true;
    for (const role of this.roles) role.kill();
    if (this.server) process.kill(this.server.pid, 'SIGINT');
  }

  private async keepServer(first: PostgresServer): Promise<void> {
    let server = first;
    for (let crashes = 0; ; crashes += 1) {
      await server.exited;
      if (this.stopping) return;
      this.progress.line('PostgreSQL ended unexpectedly and is started again …');
      await new Promise((resolve) => setTimeout(resolve, PAUSES_MS[Math.min(crashes, PAUSES_MS.length - 1)]));
      if (this.stopping) return;
      try {
        server = await startEmbedded(this.settings, first.port);
        this.server = server;
        this.progress.line('PostgreSQL is back');
      } catch (error) {
        this.progress.line(error instanceof Error ? error.message : String(error));
      }
    }
  }
}
