import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface NeededTool {
  readonly name: string;
  /** Any of these will do. */
  readonly commands: readonly string[];
  /** For what is no command, as a library of Python: any of these files is enough. */
  readonly files?: readonly string[];
  readonly debianPackage: string;
  /** The steps that cannot run without it. */
  readonly steps: readonly string[];
}

export const NEEDED_TOOLS: readonly NeededTool[] = [
  {
    name: 'a Chromium browser',
    commands: ['chromium', 'chromium-browser', 'google-chrome'],
    debianPackage: 'chromium',
    steps: ['browser'],
  },
  {
    name: 'FreeRADIUS',
    commands: [],
    files: ['/usr/sbin/freeradius'],
    debianPackage: 'freeradius',
    steps: ['int'],
  },
  {
    name: 'FreeRADIUS for PostgreSQL',
    commands: [],
    files: ['/usr/lib/freeradius/rlm_sql_postgresql.so'],
    debianPackage: 'freeradius-postgresql',
    steps: ['int'],
  },
  {
    name: 'FreeRADIUS for HTTP',
    commands: [],
    files: ['/usr/lib/freeradius/rlm_rest.so'],
    debianPackage: 'freeradius-rest',
    steps: ['int'],
  },
  { name: 'eapol_test', commands: ['eapol_test'], debianPackage: 'eapoltest', steps: ['int'] },
  { name: 'openssl', commands: ['openssl'], debianPackage: 'openssl', steps: ['int'] },
  {
    name: 'radsecproxy',
    commands: ['radsecproxy'],
    files: ['/usr/sbin/radsecproxy'],
    debianPackage: 'radsecproxy',
    steps: ['int'],
  },
  { name: 'radclient', commands: ['radclient'], debianPackage: 'freeradius-utils', steps: ['int'] },
  {
    name: 'librouteros',
    commands: [],
    files: ['/usr/lib/python3/dist-packages/librouteros/__init__.py'],
    debianPackage: 'python3-librouteros',
    steps: ['int'],
  },
  {
    name: 'snmpd',
    commands: [],
    files: ['/usr/sbin/snmpd', '/usr/local/sbin/snmpd'],
    debianPackage: 'snmpd',
    steps: ['int'],
  },
  { name: 'hledger', commands: ['hledger'], debianPackage: 'hledger', steps: ['int'] },
];

type Tell = (line: string) => void;

/** Answers the tools that are absent, after an attempt to install them where that is allowed: as root, with CI=true. */
export function provideTools(steps: readonly string[], tell: Tell, needed = NEEDED_TOOLS): readonly NeededTool[] {
  const absent = () => needed.filter((tool) => tool.steps.some((step) => steps.includes(step)) && !isThere(tool));
  const missing = absent();
  if (missing.length === 0) return [];
  const isOurs = process.env['CI'] === 'true' && process.getuid?.() === 0 && onPath('apt-get');
  if (isOurs) {
    const packages = missing.map((tool) => tool.debianPackage);
    tell(`Installing ${packages.join(', ')} …`);
    apt(['update']);
    apt(['install', '-y', '--no-install-recommends', ...packages]);
  }
  const still = absent();
  for (const tool of still) tell(howToGet(tool));
  return still;
}

export function howToGet(tool: NeededTool): string {
  return `${tool.name} is needed and was not found. On Debian or Ubuntu: sudo apt-get install ${tool.debianPackage}`;
}

function isThere(tool: NeededTool): boolean {
  return tool.commands.some(onPath) || (tool.files ?? []).some((file) => existsSync(file));
}

function onPath(command: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function apt(args: readonly string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['-q', ...args], { stdio: ['ignore', 'inherit', 'inherit'], env });
}
