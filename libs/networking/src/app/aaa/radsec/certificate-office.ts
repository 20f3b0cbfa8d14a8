import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '@demarc/config';
import { Clock, RandomSource } from '@demarc/kernel';
import { CertificateMaker, type OwnCertificate, type Wanted } from '../../../radius/index.js';

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

  private async issue(wanted: Wanted, file: string): Promise<IssuedCertificate> {
    await mkdir(join(this.folder, 'routers'), { recursive: true, mode: 0o700 });
    const maker = new CertificateMaker(this.random, this.clock.now());
    const authority = await this.authority(maker);
    const made = maker.make(wanted, authority);
    const [certificate, key] = [join(this.folder, `${file}.crt`), join(this.folder, `${file}.key`)];
    await put(key, made.key);
    await put(certificate, made.certificate);
    const { fingerprint, validTo } = made;
    return { certificate, key, authority: join(this.folder, 'authority.crt'), fingerprint, validTo, name: wanted.name };
  }

  /** Made the first time. Who holds its key can make a certificate for any router. */
  private async authority(maker: CertificateMaker): Promise<Pair> {
    const [certificate, key] = [join(this.folder, 'authority.crt'), join(this.folder, 'authority.key')];
    try {
      return { certificate: await readFile(certificate, 'utf8'), key: await readFile(key, 'utf8') };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
    const mark = this.random.bytes(3).toString('hex');
    const made = maker.make({ name: `Demarc RADIUS authority ${mark}`, use: 'authority', days: AUTHORITY_DAYS });
    await put(key, made.key);
    await put(certificate, made.certificate);
    return made;
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
  await writeFile(`${path}.part`, text, { mode: 0o600 });
  await rename(`${path}.part`, path);
}
