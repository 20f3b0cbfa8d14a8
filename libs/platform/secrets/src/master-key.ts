import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '@demarc/config';
import type { RandomSource } from '@demarc/kernel';

/** The key-encryption key: from the settings, or from a file in the data folder that only its owner reads. Never in the database. */
export function masterKey(settings: Pick<Settings, 'masterKey' | 'dataDir'>, random: RandomSource): Buffer {
  if (settings.masterKey !== undefined) return Buffer.from(settings.masterKey, 'base64');
  const file = join(settings.dataDir, 'master.key');
  if (!existsSync(file)) {
    mkdirSync(settings.dataDir, { recursive: true });
    try {
      writeFileSync(file, random.bytes(32).toString('base64'), { mode: 0o600, flag: 'wx' });
    } catch (error) {
      if (!existsSync(file)) throw error;
    }
  }
  chmodSync(file, 0o600);
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
  if (key.length !== 32) throw new Error(`${file} does not hold a key of 32 bytes`);
  return key;
}
