import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '@demarc/config';
import { LIST_NAME } from './certificate-office.js';
import { readRevocationLists, type TlsCredentials } from '../../../radius/index.js';

export interface TlsPaths {
  readonly certificate: string;
  readonly key: string;
  readonly authority: string;
  /** The authority was named by the operator: then it must be there. */
  readonly needsAuthority: boolean;
  /** What the authority has revoked; named by the operator, it must be there as well. */
  readonly revoked: string | undefined;
  readonly needsRevoked: boolean;
}

/** Where `demarc radsec` puts what it makes, unless the settings say otherwise. */
export function tlsPaths(settings: Settings): TlsPaths {
  const folder = join(settings.dataDir, 'radsec');
  return {
    certificate: settings.radiusTlsCertificate ?? join(folder, 'server.crt'),
    key: settings.radiusTlsKey ?? join(folder, 'server.key'),
    authority: settings.radiusTlsAuthority ?? join(folder, 'authority.crt'),
    needsAuthority: settings.radiusTlsAuthority !== undefined,
    // Ours says nothing of what another authority has signed.
    revoked:
      settings.radiusTlsRevoked ?? (settings.radiusTlsAuthority === undefined ? join(folder, LIST_NAME) : undefined),
    needsRevoked: settings.radiusTlsRevoked !== undefined,
  };
}

/** Key, certificate, authority and what it has revoked as the files have them, told anew only when one of the files has changed. */
export class TlsFiles {
  private seen = '';

  constructor(private readonly paths: TlsPaths) {}

  /** Undefined where nothing has changed since the last time. Rejects with the name of a file that cannot be read. */
  async changed(): Promise<TlsCredentials | undefined> {
    const { certificate, key, authority, revoked } = this.paths;
    const marks = await Promise.all(
      [certificate, key, authority, ...(revoked === undefined ? [] : [revoked])].map(markOf),
    );
    const now = marks.join(' ');
    if (now === this.seen) return undefined;
    const credentials = await this.read();
    this.seen = now;
    return credentials;
  }

  private async read(): Promise<TlsCredentials> {
    const { certificate, key, needsAuthority, needsRevoked } = this.paths;
    const authority = (await fileOf(this.paths.authority, needsAuthority))?.toString();
    const revoked = this.paths.revoked === undefined ? undefined : await fileOf(this.paths.revoked, needsRevoked);
    return {
      certificate: await readFile(certificate, 'utf8'),
      key: await readFile(key, 'utf8'),
      authority,
      revocationLists: revoked ? readRevocationLists(revoked, authority ?? '') : [],
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

async function fileOf(path: string, isNeeded: boolean): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (!isNeeded && error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
