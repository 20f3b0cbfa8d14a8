import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '@demarc/config';
import type { TlsCredentials } from '../../../radius/index.js';

export interface TlsPaths {
  readonly certificate: string;
  readonly key: string;
  readonly authority: string;
  /** The authority was named by the operator: then it must be there. */
  readonly needsAuthority: boolean;
}

/** Where `demarc radsec` puts what it makes, unless the settings say otherwise. */
export function tlsPaths(settings: Settings): TlsPaths {
  const folder = join(settings.dataDir, 'radsec');
  return {
    certificate: settings.radiusTlsCertificate ?? join(folder, 'server.crt'),
    key: settings.radiusTlsKey ?? join(folder, 'server.key'),
    authority: settings.radiusTlsAuthority ?? join(folder, 'authority.crt'),
    needsAuthority: settings.radiusTlsAuthority !== undefined,
  };
}

/** Key, certificate and authority as the files have them, told anew only when one of the files has changed. */
export class TlsFiles {
  private seen = '';

  constructor(private readonly paths: TlsPaths) {}

  /** Undefined where nothing has changed since the last time. Rejects with the name of a file that cannot be read. */
  async changed(): Promise<TlsCredentials | undefined> {
    const { certificate, key, authority } = this.paths;
    const marks = await Promise.all([certificate, key, authority].map(markOf));
    const now = marks.join(' ');
    if (now === this.seen) return undefined;
    const credentials = await this.read();
    this.seen = now;
    return credentials;
  }

  private async read(): Promise<TlsCredentials> {
    const { certificate, key, authority, needsAuthority } = this.paths;
    return {
      certificate: await readFile(certificate, 'utf8'),
      key: await readFile(key, 'utf8'),
      authority: needsAuthority ? await readFile(authority, 'utf8') : await readIfThere(authority),
    };
  }
}

async function markOf(path: string): Promise<string> {
  try {
    const { mtimeMs, size, ino } = await stat(path);
    return `${mtimeMs}:${size}:${ino}`;
  } catch {
    return 'none';
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
