import { SettableClock } from '@demarc/kernel';
import {
  Attr,
  hidePassword,
  Packet,
  PacketCode,
  PacketEncoder,
  RadiusServer,
  SnapshotIndex,
  type AccessEntry,
  type AccountingRecord,
  type Attribute,
  type AuthLogLine,
  type NasEntry,
  type RadiusServerOptions,
} from '../src/radius/index.js';

export const SECRET = 'a-long-shared-secret';
export const NOW = new Date('2026-05-04T10:00:00Z');

export function specimenEntry(changes: Partial<AccessEntry> = {}): AccessEntry {
  return {
    serviceId: 'service-1',
    login: 'pppoe-1',
    credential: { kind: 'password', password: 'clientPass' },
    state: { kind: 'open' },
    policy: { id: 'policy-1', rates: { download: 50_000_000, upload: 10_000_000 } },
    policyVersion: 7,
    address: '198.51.100.7',
    ...changes,
  };
}

export function specimenNas(changes: Partial<NasEntry> = {}): NasEntry {
  return {
    id: 'nas-1',
    name: 'tower',
    addresses: ['127.0.0.1'],
    secret: Buffer.from(SECRET),
    messageAuthenticator: 'require',
    vendor: 'mikrotik',
    options: { interimSeconds: 300 },
    ...changes,
  };
}

export const nobodyOnline = { countOthers: (): number => 0 };

export function snapshotOf(entries: readonly AccessEntry[], nas: readonly NasEntry[] = [specimenNas()]): SnapshotIndex {
  const index = new SnapshotIndex();
  for (const entry of entries) if (!index.put(entry).ok) throw new Error(`login ${entry.login} is taken`);
  const set = index.setNas(nas);
  if (!set.ok) throw new Error(set.error.code);
  return index;
}

/** Everything a started server keeps and says, to look at afterwards. */
export interface RunningServer {
  readonly server: RadiusServer;
  readonly authPort: number;
  readonly acctPort: number;
  readonly records: AccountingRecord[];
  readonly events: AuthLogLine[];
  readonly faults: unknown[];
  readonly clock: SettableClock;
  /** While set, accounting waits for it before it is kept. */
  gate: (() => Promise<void>) | undefined;
}

export async function runServer(
  snapshot: SnapshotIndex,
  options: Partial<RadiusServerOptions> = {},
): Promise<RunningServer> {
  const records: AccountingRecord[] = [];
  const events: AuthLogLine[] = [];
  const faults: unknown[] = [];
  const clock = new SettableClock(NOW);
  const held: { gate: (() => Promise<void>) | undefined } = { gate: undefined };
  const server = new RadiusServer(
    {
      clock,
      snapshot: () => snapshot,
      online: nobodyOnline,
      accounting: {
        async write(batch) {
          await held.gate?.();
          records.push(...batch);
        },
      },
      authLog: { write: (batch) => void events.push(...batch) },
      fault: (_where, fault) => faults.push(fault),
    },
    { authPort: 0, acctPort: 0, authLogEveryMs: 5, ...options },
  );
  const ports = await server.start();
  return Object.assign(held, { server, records, events, faults, clock, ...ports });
}

const encoder = new PacketEncoder();

export interface RequestShape {
  readonly code?: number;
  readonly id?: number;
  readonly secret?: string;
  readonly authenticator?: Buffer;
  readonly signed?: boolean;
  readonly attributes: readonly Attribute[];
}

export function requestBytes(shape: RequestShape): Buffer {
  const code = shape.code ?? PacketCode.AccessRequest;
  const encoded = encoder.request({
    code,
    id: shape.id ?? 1,
    secret: Buffer.from(shape.secret ?? SECRET),
    attributes: shape.attributes,
    messageAuthenticator: shape.signed !== false,
    ...(code === PacketCode.AccessRequest || code === PacketCode.StatusServer
      ? { authenticator: shape.authenticator ?? AUTHENTICATOR }
      : {}),
  });
  if (!encoded.ok) throw new Error(encoded.error);
  return encoded.value;
}

export const AUTHENTICATOR = Buffer.from('0123456789abcdeffedcba9876543210', 'hex');

export function papAttributes(user: string, password: string, secret = SECRET): Attribute[] {
  const hidden = hidePassword(Buffer.from(password), Buffer.from(secret), AUTHENTICATOR);
  if (!hidden.ok) throw new Error(hidden.error);
  return [text(Attr.UserName, user), { vendor: 0, type: Attr.UserPassword, value: hidden.value }];
}

export function request(shape: RequestShape): Packet {
  return new Packet(requestBytes(shape));
}

export function text(type: number, value: string): Attribute {
  return { vendor: 0, type, value };
}

export function integer(type: number, value: number): Attribute {
  return { vendor: 0, type, value };
}

/** Polls a condition; the limit is a failure with its name. */
export async function until(what: string, holds: () => boolean, limitMs = 5000): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`not within ${limitMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
