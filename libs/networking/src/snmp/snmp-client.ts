import { isIPv6 } from 'node:net';
import type { Session, User, Varbind } from 'net-snmp';
import snmp from 'net-snmp';

export type SnmpAuth = 'none' | 'md5' | 'sha' | 'sha256' | 'sha512';
export type SnmpPrivacy = 'none' | 'des' | 'aes';

/** How a device is asked: by a community in clear, or as a user with keys (RFC 3414). */
export type SnmpCredentials =
  | { readonly version: 'v2c'; readonly community: string }
  | {
      readonly version: 'v3';
      readonly user: string;
      readonly auth: SnmpAuth;
      readonly authKey: string;
      readonly privacy: SnmpPrivacy;
      readonly privacyKey: string;
    };

export interface SnmpTarget {
  readonly address: string;
  readonly port: number;
  readonly credentials: SnmpCredentials;
  readonly timeoutMs?: number;
  readonly retries?: number;
}

export type SnmpValue = bigint | string;

export type SnmpErrorCode = 'SNMP_TIMEOUT' | 'SNMP_REFUSED' | 'SNMP_FAILED';

/** Why nothing was read. The code is stable; the sentence is for the person who looks after the device. */
export class SnmpError extends Error {
  constructor(
    readonly code: SnmpErrorCode,
    sentence: string,
    cause?: unknown,
  ) {
    super(sentence, { cause });
    this.name = 'SnmpError';
  }
}

const MOST_OIDS = 24;
const MOST_ROWS = 4_096;

/** One conversation with one device. */
export class SnmpClient {
  private constructor(private readonly session: Session) {}

  static open(target: SnmpTarget): SnmpClient {
    const options = {
      port: target.port,
      transport: isIPv6(target.address) ? ('udp6' as const) : ('udp4' as const),
      timeout: target.timeoutMs ?? 2_000,
      retries: target.retries ?? 1,
      backoff: 1.5,
    };
    const { credentials } = target;
    const session =
      credentials.version === 'v2c'
        ? snmp.createSession(target.address, credentials.community, { ...options, version: snmp.Version2c })
        : snmp.createV3Session(target.address, userOf(credentials), { ...options, version: snmp.Version3 });
    // A socket fault ends the requests under way with an error of their own.
    session.on('error', () => undefined);
    return new SnmpClient(session);
  }

  close(): void {
    this.session.close();
  }

  /** Single values by OID; what the device does not have is left out. */
  async get(oids: readonly string[]): Promise<ReadonlyMap<string, SnmpValue>> {
    const found = new Map<string, SnmpValue>();
    for (let at = 0; at < oids.length; at += MOST_OIDS) {
      const asked = oids.slice(at, at + MOST_OIDS);
      for (const one of await this.ask(asked)) {
        const value = valueOf(one);
        if (value !== undefined) found.set(one.oid, value);
      }
    }
    return found;
  }

  /** A column of a table by index: what follows the column's OID. */
  column(oid: string): Promise<ReadonlyMap<string, SnmpValue>> {
    const rows = new Map<string, SnmpValue>();
    const { promise, resolve, reject } = Promise.withResolvers<ReadonlyMap<string, SnmpValue>>();
    this.session.subtree(
      oid,
      20,
      (varbinds): true | undefined => {
        for (const one of varbinds) {
          const value = valueOf(one);
          if (value !== undefined) rows.set(one.oid.slice(oid.length + 1), value);
        }
        // A device that goes on for ever is not read to the end.
        return rows.size >= MOST_ROWS ? true : undefined;
      },
      (error) => (error ? reject(faultOf(error)) : resolve(rows)),
    );
    return promise;
  }

  private ask(oids: readonly string[]): Promise<readonly Varbind[]> {
    const { promise, resolve, reject } = Promise.withResolvers<readonly Varbind[]>();
    this.session.get([...oids], (error, varbinds) => (error ? reject(faultOf(error)) : resolve(varbinds ?? [])));
    return promise;
  }
}

const AUTH = {
  none: snmp.AuthProtocols.none,
  md5: snmp.AuthProtocols.md5,
  sha: snmp.AuthProtocols.sha,
  sha256: snmp.AuthProtocols.sha256,
  sha512: snmp.AuthProtocols.sha512,
} as const;
const PRIVACY = {
  none: snmp.PrivProtocols.none,
  des: snmp.PrivProtocols.des,
  aes: snmp.PrivProtocols.aes,
} as const;

function userOf({ user, auth, authKey, privacy, privacyKey }: SnmpCredentials & { version: 'v3' }): User {
  const level =
    auth === 'none'
      ? snmp.SecurityLevel.noAuthNoPriv
      : privacy === 'none'
        ? snmp.SecurityLevel.authNoPriv
        : snmp.SecurityLevel.authPriv;
  return {
    name: user,
    level,
    ...(auth === 'none' ? {} : { authProtocol: AUTH[auth], authKey }),
    ...(auth === 'none' || privacy === 'none' ? {} : { privProtocol: PRIVACY[privacy], privKey: privacyKey }),
  };
}

/** Counters of 64 bits come as octets; text that is no text comes as hexadecimal digits. */
function valueOf({ type, value }: Varbind): SnmpValue | undefined {
  if (isAbsent(type)) return undefined;
  if (typeof value === 'number') return BigInt(Math.trunc(value));
  if (typeof value === 'bigint') return value;
  if (Buffer.isBuffer(value)) {
    if (type === snmp.ObjectType.Counter64) return BigInt(`0x${value.toString('hex') || '0'}`);
    const text = value.toString('utf8').replace(/\0+$/, '');
    return /^[\P{C}\s]*$/u.test(text) ? text : value.toString('hex');
  }
  return typeof value === 'string' ? value : undefined;
}

function isAbsent(type: Varbind['type']): boolean {
  return (
    type === snmp.ObjectType.NoSuchObject ||
    type === snmp.ObjectType.NoSuchInstance ||
    type === snmp.ObjectType.EndOfMibView
  );
}

function faultOf(error: Error): SnmpError {
  if (error.name === 'RequestTimedOutError')
    return new SnmpError(
      'SNMP_TIMEOUT',
      'No answer over SNMP. A wrong community is not answered either; check it, the port, and who the device lets ask.',
      error,
    );
  if (/auth|unknown user|usm|decrypt|security|digest/i.test(error.message))
    return new SnmpError('SNMP_REFUSED', 'The device knows no such user, or has other keys for it.', error);
  return new SnmpError('SNMP_FAILED', `The device answered with an error: ${error.message}`, error);
}
