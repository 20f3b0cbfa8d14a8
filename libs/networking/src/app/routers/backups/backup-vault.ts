import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import { SecretBox } from '@demarc/secrets';

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** Configurations hold passwords: they are kept packed and sealed, each bound to its own row. */
@Injectable()
export class BackupVault {
  constructor(private readonly secrets: SecretBox) {}

  async seal(backupId: string, text: string): Promise<Buffer> {
    const packed = await pack(Buffer.from(text), { level: 9 });
    return this.secrets.seal('router_config', packed.toString('base64'), binding(backupId));
  }

  async open(backupId: string, sealed: Buffer): Promise<string> {
    const packed = await this.secrets.open('router_config', sealed, binding(backupId));
    return (await unpack(Buffer.from(packed, 'base64'))).toString();
  }
}

export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function binding(backupId: string): string {
  return `router_backup:${backupId}`;
}
