import { X509Certificate } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '@demarc/config';
import { Clock, RandomSource } from '@demarc/kernel';
import {
  CertificateMaker,
  makeRevocationList,
  type OwnCertificate,
  type PeerCertificate,
  readPeerCertificate,
  readRevocationLists,
  type RevokedCertificate,
  type RevokedNumber,
  type Wanted,
} from '../../../radius/index.js';

type Pair = Pick<OwnCertificate, 'key' | 'certificate'>;

export interface IssuedCertificate {
  readonly certificate: string;
  readonly key: string;
  readonly authority: string;
  readonly fingerprint: string;
  readonly validTo: Date;
  /** The name by which it is recognised. */
  readonly name: string;
}

const AUTHORITY_DAYS = 3_650;
/** Every certificate that was made: what it was replaced by has its name, and it is to be revoked all the same. */
const ISSUED = 'issued';
export const LIST_NAME = 'revoked.crl';
const LIST_DAYS = 30;
const RENEWED_WITH_DAYS_LEFT = 15;
const DAY_MS = 86_400_000;

/** Makes certificates for RADIUS over TLS into the data folder: an authority once, then whatever it signs. */
@Injectable()
export class CertificateOffice {
  private readonly folder: string;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    private readonly random: RandomSource,
    private readonly clock: Clock,
  ) {
    this.folder = join(settings.dataDir, 'radsec');
  }

  /** The names are those by which routers reach it. The radius role takes it up by itself. */
  server(names: readonly string[], days: number): Promise<IssuedCertificate> {
    const [name = 'radius'] = names;
    return this.issue({ name, names, use: 'server', days }, 'server');
  }

  router(name: string, days: number): Promise<IssuedCertificate> {
    const plain = plainName(name);
    return this.issue({ name: plain, names: [plain], use: 'router', days }, join('routers', plain));
  }

  /** Certificates that were made here and have not ended. */
  async issued(): Promise<PeerCertificate[]> {
    const names = (await readIfThere(readdir(join(this.folder, ISSUED)))) ?? [];
    const texts = await Promise.all(names.map((name) => readFile(join(this.folder, ISSUED, name))));
    const now = this.clock.now();
    return texts.map((text) => readPeerCertificate(new X509Certificate(text))).filter(({ validTo }) => validTo > now);
  }

  /**
   * Writes the revocation list of our authority, for programs that are not ours, where it is not as it should be: a machine
   * without the key of the authority leaves it to the one that has it. Answers its path where it wrote one.
   */
  async publish(revoked: readonly RevokedCertificate[]): Promise<string | undefined> {
    const authority = await readIfThere(this.storedAuthority());
    if (!authority) return undefined;
    const byFingerprint = new Map(revoked.map((one) => [one.fingerprint, one]));
    const numbers = (await this.issued()).flatMap(({ fingerprint, serial }) => {
      const found = byFingerprint.get(fingerprint);
      return found ? [{ serial, atMs: found.atMs, reason: found.reason }] : [];
    });
    const path = join(this.folder, LIST_NAME);
    if (await this.isPublished(path, authority.certificate, numbers)) return undefined;
    await put(path, makeRevocationList(authority, numbers, { now: this.clock.now(), days: LIST_DAYS }));
    return path;
  }

  private async isPublished(path: string, authority: string, numbers: readonly RevokedNumber[]): Promise<boolean> {
    const file = await readIfThere(readFile(path));
    if (!file) return false;
    try {
      const [list] = readRevocationLists(file, authority);
      const daysLeft = ((list?.nextUpdate?.getTime() ?? 0) - this.clock.now().getTime()) / DAY_MS;
      const isSame = list?.revoked.size === numbers.length && numbers.every(({ serial }) => list.revoked.has(serial));
      return isSame && daysLeft > RENEWED_WITH_DAYS_LEFT;
    } catch {
      // Of an authority that was made anew, or cut off half way.
      return false;
    }
  }

  private async issue(wanted: Wanted, file: string): Promise<IssuedCertificate> {
    for (const inside of ['routers', ISSUED]) await mkdir(join(this.folder, inside), { recursive: true, mode: 0o700 });
    const maker = new CertificateMaker(this.random, this.clock.now());
    const authority = await this.authority(maker);
    const made = maker.make(wanted, authority);
    const [certificate, key] = [join(this.folder, `${file}.crt`), join(this.folder, `${file}.key`)];
    await put(key, made.key);
    await put(certificate, made.certificate);
    await put(join(this.folder, ISSUED, `${made.fingerprint}.crt`), made.certificate);
    const { fingerprint, validTo } = made;
    return { certificate, key, authority: join(this.folder, 'authority.crt'), fingerprint, validTo, name: wanted.name };
  }

  /** Made the first time. Who holds its key can make a certificate for any router. */
  private async authority(maker: CertificateMaker): Promise<Pair> {
    const stored = await readIfThere(this.storedAuthority());
    if (stored) return stored;
    const mark = this.random.bytes(3).toString('hex');
    const made = maker.make({ name: `Demarc RADIUS authority ${mark}`, use: 'authority', days: AUTHORITY_DAYS });
    await put(join(this.folder, 'authority.key'), made.key);
    await put(join(this.folder, 'authority.crt'), made.certificate);
    return made;
  }

  private async storedAuthority(): Promise<Pair> {
    const read = (name: string): Promise<string> => readFile(join(this.folder, name), 'utf8');
    return { certificate: await read('authority.crt'), key: await read('authority.key') };
  }
}

async function readIfThere<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** As it may stand in a certificate and in the name of a file. */
export function plainName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  if (plain === '') throw new Error(`"${name}" has no letter or digit that could stand in a certificate`);
  return plain.slice(0, 60);
}

/** Whole or not at all, and readable by nobody else. */
async function put(path: string, text: string): Promise<void> {
  const part = `${path}.${process.pid}.part`;
  await writeFile(part, text, { mode: 0o600 });
  await rename(part, path);
}
