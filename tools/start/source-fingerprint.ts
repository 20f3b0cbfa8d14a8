import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const NOT_SOURCE = new Set(['node_modules', 'dist', 'test', '.nx', 'coverage']);
const ROOT_FILES = ['package-lock.json', 'tsconfig.base.json', 'tsconfig.web.json', 'nx.json'];

/** Path, size and time of everything that a build reads. Cheap enough for each start. */
export function fingerprintSources(root: string): string {
  const hash = createHash('sha256');
  for (const file of ROOT_FILES) addFile(hash, join(root, file));
  for (const folder of ['apps', 'libs']) addFolder(hash, join(root, folder));
  return hash.digest('hex');
}

/** Workspace folders with a build script, each with what it must have made. */
export function builtProjects(root: string): readonly string[] {
  const found: string[] = [];
  const visit = (folder: string): void => {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest)) {
      if (/"build"\s*:/.test(readFileSync(manifest, 'utf8'))) found.push(folder);
      return;
    }
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.isDirectory() && !NOT_SOURCE.has(entry.name)) visit(join(folder, entry.name));
    }
  };
  for (const folder of ['apps', 'libs']) visit(join(root, folder));
  return found;
}

type Hash = ReturnType<typeof createHash>;

function addFolder(hash: Hash, folder: string): void {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (NOT_SOURCE.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) addFolder(hash, path);
    else if (!/\.(spec\.tsx?|md)$/.test(entry.name)) addFile(hash, path);
  }
}

function addFile(hash: Hash, path: string): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isFile()) hash.update(`${path}\0${stat.size}\0${stat.mtimeMs}\n`);
}
