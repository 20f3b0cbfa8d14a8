// Runs on whatever Node the machine has, before anything is installed: plain ES2022, core modules only.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const LEAST_NODE = 24;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = join(root, 'node_modules', '.bin');
const stampFile = join(root, 'node_modules', '.cache', 'demarc', 'install.json');
const [target, ...args] = process.argv.slice(2);

if (!target) fail('Usage: node tools/bootstrap.mjs <program> [arguments]');
handOver(ensureInstalled());

/** Answers the Node that the product runs on. */
function ensureInstalled() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  const wanted = createHash('sha256').update(lock).update(`${process.platform}-${process.arch}`).digest('hex');
  const stamp = readStamp();
  if (stamp.wanted === wanted && existsSync(stamp.node)) return stamp.node;
  if (!installedAsLocked(JSON.parse(lock.toString('utf8')))) install();
  const node = findNode();
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, JSON.stringify({ wanted, node }));
  return node;
}

function readStamp() {
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8'));
  } catch {
    return {};
  }
}

/** Somebody may have run `npm ci` by hand: npm notes what it installed. Only optional packages may be absent. */
function installedAsLocked(lock) {
  let installed;
  try {
    installed = JSON.parse(readFileSync(join(root, 'node_modules', '.package-lock.json'), 'utf8')).packages;
  } catch {
    return false;
  }
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (!path.startsWith('node_modules/') && !path.includes('/node_modules/')) return true;
    const found = installed[path];
    if (!found) return Boolean(wanted.optional || wanted.devOptional || wanted.peer);
    return found.version === wanted.version && found.resolved === wanted.resolved;
  });
}

function install() {
  provideLibrary('libatomic.so.1', 'libatomic1');
  say('Installing packages (half a minute on a fast line, about 700 MB on disk) …');
  const flags = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath?.endsWith('.js')
    ? [process.execPath, process.env.npm_execpath, ...flags]
    : ['npm', ...flags];
  // Everything to stderr: the output of a command with --json must hold its report alone.
  const { status, error } = spawnSync(npm[0], npm.slice(1), { cwd: root, stdio: ['ignore', 2, 2] });
  if (status === 0) return;
  fail(
    `The packages could not be installed${error ? ` (${error.message})` : ''}. What npm said is above. ` +
      'Common causes: no way to the npm registry (proxy settings?), no space left on the disk, or a folder that belongs ' +
      `to another user. To see more: cd ${root} && npm ci`,
  );
}

/** Node's own builds for Linux need this library, which systems without a C compiler may lack. */
function provideLibrary(file, debianPackage) {
  const isGlibc = process.platform === 'linux' && process.report?.getReport().header.glibcVersionRuntime;
  if (!isGlibc || hasLibrary(file)) return;
  if (process.getuid?.() === 0 && succeeds('apt-get', '--version')) {
    say(`Installing ${debianPackage} of the system, which Node needs …`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    for (const words of [['update'], ['install', '-y', '--no-install-recommends', debianPackage]])
      spawnSync('apt-get', ['-qq', ...words], { stdio: ['ignore', 2, 2], env });
  }
  if (hasLibrary(file)) return;
  fail(
    `Node needs the system's library ${file}, which is not there. On Debian or Ubuntu: sudo apt-get install ` +
      `${debianPackage}; on Fedora and its kin: sudo dnf install libatomic`,
  );
}

function hasLibrary(file) {
  const { stdout } = spawnSync('ldconfig', ['-p'], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${process.env.PATH}:/sbin:/usr/sbin` },
  });
  // Where nobody can be asked, Node itself will tell.
  return !stdout || stdout.includes(file);
}

function succeeds(command, ...words) {
  return spawnSync(command, words, { stdio: 'ignore' }).status === 0;
}

/** The Node that was installed with the packages; on systems that it does not run on (musl), the machine's own. */
function findNode() {
  const own = join(bin, 'node');
  if (existsSync(own) && succeeds(own, '--version')) return own;
  if (Number.parseInt(process.versions.node, 10) >= LEAST_NODE) return process.execPath;
  return fail(
    `No Node from npm runs on this system (${process.platform}-${process.arch}), and its own is ${process.version}. ` +
      `Install Node ${LEAST_NODE} or later.`,
  );
}

function handOver(node) {
  const child = spawn(node, [target, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
      TZ: 'UTC',
      NX_DAEMON: 'false',
      DEMARC_PARENT: String(process.pid),
    },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  stopWithNpm(child);
  child.on('error', (error) => fail(`Could not start ${node}: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : (code ?? 1)));
}

/** A signal to `npm` may end npm or its shell and never reach us; then our parent changes. */
function stopWithNpm(child) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM');
  }, 1000).unref();
}

function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

function fail(sentence) {
  say(sentence);
  process.exit(1);
}
