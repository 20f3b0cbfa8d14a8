import { hkdfSync } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '@demarc/config';
import { IdSource, RandomSource } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import { keyName, openBytes, sealBytes } from './envelope.js';
import { masterKey } from './master-key.js';

/** What a secret is for; each purpose has data keys of its own. */
export type SecretPurpose =
  | 'access_password'
  | 'device_password'
  | 'router_password'
  | 'radius_secret'
  | 'gateway_key'
  | 'totp_seed'
  | 'webhook_secret'
  | 'snmp_secret'
  | 'router_config'
  | 'message_body';

interface DataKeyRow {
  id: string;
  purpose: SecretPurpose;
  wrapped: Buffer;
  key_name: string;
}

/**
 * Envelope encryption for what must be readable again: a data key a purpose, wrapped by the master key, which is kept
 * outside the database. A sealed value is `data key id ‖ iv ‖ tag ‖ ciphertext`, bound to the record that it belongs to.
 */
@Injectable()
export class SecretBox {
  private readonly master: Buffer;
  private keys: Map<string, Buffer> | undefined;
  private current = new Map<SecretPurpose, string>();
  private readonly fileKeys = new Map<string, Buffer>();

  constructor(
    @Inject(SETTINGS) settings: Settings,
    private readonly random: RandomSource,
    private readonly ids: IdSource,
    private readonly database: Database,
  ) {
    this.master = masterKey(settings, random);
  }

  /** `boundTo` names the record and column, such as `access:<id>:password`. */
  async seal(purpose: SecretPurpose, plain: string, boundTo: string): Promise<Buffer> {
    const [id, key] = await this.currentKey(purpose);
    return Buffer.concat([
      uuidBytes(id),
      sealBytes(key, this.random.bytes(12), Buffer.from(plain), `${purpose}:${boundTo}`),
    ]);
  }

  async open(purpose: SecretPurpose, sealed: Buffer, boundTo: string): Promise<string> {
    await this.ready();
    if (!this.keys?.has(keyIdOf(sealed))) await this.load();
    return this.openNow(purpose, sealed, boundTo);
  }

  /** Loads the data keys, after which `openNow` needs no database: for paths that open very many. */
  async ready(): Promise<void> {
    if (!this.keys) await this.load();
  }

  /**
   * The first secret of a purpose makes its data key, perhaps in another process and after this one loaded its keys: what is
   * not known makes the next `ready()` look again, so that whoever tries again succeeds without a restart.
   */
  openNow(purpose: SecretPurpose, sealed: Buffer, boundTo: string): string {
    const key = this.keys?.get(keyIdOf(sealed));
    if (!key) {
      this.keys = undefined;
      throw new Error('the data key of a secret is not known; is this the right master key?');
    }
    return openBytes(key, sealed.subarray(16), `${purpose}:${boundTo}`).toString();
  }

  /** For files beside the master key, which must be readable while the database is away: its key comes from the master key. */
  sealFile(name: string, plain: Buffer, boundTo: string): Buffer {
    return sealBytes(this.fileKey(name), this.random.bytes(12), plain, boundTo);
  }

  /** Throws when the key, what it is bound to, or a byte is not what it was. */
  openFile(name: string, sealed: Buffer, boundTo: string): Buffer {
    return openBytes(this.fileKey(name), sealed, boundTo);
  }

  private fileKey(name: string): Buffer {
    const known =
      this.fileKeys.get(name) ?? Buffer.from(hkdfSync('sha256', this.master, '', `demarc file:${name}`, 32));
    this.fileKeys.set(name, known);
    return known;
  }

  private async currentKey(purpose: SecretPurpose): Promise<readonly [string, Buffer]> {
    await this.ready();
    const id = this.current.get(purpose) ?? (await this.makeKey(purpose));
    const key = this.keys?.get(id);
    if (!key) throw new Error('a data key vanished');
    return [id, key];
  }

  private async makeKey(purpose: SecretPurpose): Promise<string> {
    const id = this.ids.next<'DataKey'>();
    const wrapped = sealBytes(this.master, this.random.bytes(12), this.random.bytes(32), `data-key:${id}`);
    await this.database.write(EVERYTHING, async ({ sql }) => {
      await sql.execute(
        `INSERT INTO platform.data_key (id, purpose, wrapped, key_name) VALUES ($1, $2, $3, $4) ON CONFLICT (purpose) DO NOTHING`,
        [id, purpose, wrapped, keyName(this.master)],
      );
    });
    await this.load();
    const made = this.current.get(purpose);
    if (made === undefined) throw new Error('a data key was not kept');
    return made;
  }

  private async load(): Promise<void> {
    const rows = await this.database.read(EVERYTHING, (sql) =>
      sql.query<DataKeyRow>('SELECT id, purpose, wrapped, key_name FROM platform.data_key'),
    );
    const name = keyName(this.master);
    const keys = new Map<string, Buffer>();
    for (const row of rows) {
      if (row.key_name !== name)
        throw new Error(`the secrets in this database need master key ${row.key_name}; this process has ${name}`);
      keys.set(row.id, openBytes(this.master, row.wrapped, `data-key:${row.id}`));
      this.current.set(row.purpose, row.id);
    }
    this.keys = keys;
  }
}

function keyIdOf(sealed: Buffer): string {
  return uuidText(sealed.subarray(0, 16));
}

function uuidBytes(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

function uuidText(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
