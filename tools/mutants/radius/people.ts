import { createHash } from 'node:crypto';
import { ntPasswordHash, ntResponse, RADSEC_SECRET, type AccessEntry, type NasEntry } from '@demarc/networking/radius';
import { type Read, signatureOf, type Tlv } from './wire.ts';

/** Over TLS it is the same for everybody (RFC 6614 §2.3). */
export const SECRET = RADSEC_SECRET;
export const OTHER_SECRET = Buffer.from('not that secret');

interface Person {
  readonly login: string;
  readonly password: string;
  readonly isOpen: boolean;
}

export const OPEN: Person = { login: 'open@net', password: 'kept by the customer', isOpen: true };
export const BLOCKED: Person = { login: 'blocked@net', password: 'has not paid', isOpen: false };
/** By its MAC address alone. */
export const DEVICE = '02:00:5e:10:00:01';
const PEOPLE: ReadonlyMap<string, Person> = new Map([OPEN, BLOCKED].map((one) => [one.login, one]));

const policy = { id: 'plan', rates: { download: 100_000_000, upload: 20_000_000 } };

export const ENTRIES: readonly AccessEntry[] = [
  ...[OPEN, BLOCKED].map(({ login, password, isOpen }): AccessEntry => ({
    serviceId: `0190f000-0000-7000-8000-00000000000${isOpen ? 1 : 2}`,
    login,
    credential: { kind: 'password', password },
    state: isOpen ? { kind: 'open' } : { kind: 'blocked', reason: 'balance' },
    policy,
    policyVersion: 3,
    address: isOpen ? '198.51.100.7' : '198.51.100.8',
    delegatedIpv6Prefix: '2001:db8:7::/56',
  })),
  {
    serviceId: '0190f000-0000-7000-8000-000000000003',
    login: DEVICE,
    credential: { kind: 'mac' },
    state: { kind: 'open' },
    policy,
    policyVersion: 1,
    macs: [DEVICE],
  },
];

export type Source = 'strict' | 'lenient' | 'stranger';
/** Where packets come from: a router that has to sign, one that is too old for it, and somebody who is no router of ours. */
export const ADDRESS: Readonly<Record<Source, string>> = {
  strict: '127.0.0.1',
  lenient: '127.0.0.2',
  stranger: '127.0.0.3',
};

export const ROUTERS: readonly NasEntry[] = (['strict', 'lenient'] as const).map((source) => ({
  id: `0190f000-0000-7000-8000-0000000000a${source === 'strict' ? 1 : 2}`,
  name: source,
  addresses: [ADDRESS[source]],
  secret: SECRET,
  messageAuthenticator: source === 'strict' ? 'require' : 'off',
  vendor: 'mikrotik',
  options: { interimSeconds: 300 },
}));

/** `accept`: it may be let in. `reject`: it must not be, and is told. */
export type Verdict = 'nothing' | 'accept' | 'reject';

const TYPE = { name: 1, password: 2, chap: 3, vendor: 26, calling: 31, challenge: 60, eap: 79 } as const;
const MICROSOFT = 311;

/** What may be answered to an Access-Request, worked out without the product's codec. */
export function verdictOf(request: Read, source: Source): Verdict {
  if (source === 'stranger') return 'nothing';
  const signature = signatureOf(request, SECRET);
  if (signature === 'wrong') return 'nothing';
  const needsSignature = source === 'strict' || request.tlvs.some(({ type }) => type === TYPE.eap);
  if (signature === 'absent' && needsSignature) return 'nothing';
  return isProven(request) ? 'accept' : 'reject';
}

function isProven(request: Read): boolean {
  const names = all(request, TYPE.name);
  const [name] = names;
  if (!name || names.length !== 1) return false;
  const hex = (bytes: Buffer | undefined): string =>
    (bytes?.toString('latin1') ?? '').toLowerCase().replace(/[^0-9a-f]/g, '');
  const device = DEVICE.replaceAll(':', '');
  if (hex(name) === device && hex(all(request, TYPE.calling)[0]) === device) return true;
  // Logins are the same in any case.
  const person = PEOPLE.get(name.toString('utf8').toLowerCase());
  return person?.isOpen === true && knowsPassword(request, name, person.password);
}

function knowsPassword(request: Read, name: Buffer, password: string): boolean {
  const [hidden] = all(request, TYPE.password);
  if (hidden && revealed(hidden, request.authenticator).equals(Buffer.from(password))) return true;
  const [chap] = all(request, TYPE.chap);
  const challenge = all(request, TYPE.challenge)[0] ?? request.authenticator;
  if (chap?.length === 17) {
    const digest = createHash('md5').update(chap.subarray(0, 1)).update(password).update(challenge).digest();
    if (digest.equals(chap.subarray(1))) return true;
  }
  const [microsoft, response] = [11, 25].map((type) => ofMicrosoft(request, type));
  if (microsoft?.length !== 16 || response?.length !== 50) return false;
  const wanted = ntResponse(name, ntPasswordHash(password), microsoft, response.subarray(2, 18));
  return wanted.equals(response.subarray(26));
}

/** RFC 2865 §5.2. */
function revealed(hidden: Buffer, authenticator: Buffer): Buffer {
  const clear = Buffer.alloc(hidden.length);
  let before = authenticator;
  for (let at = 0; at < hidden.length; at += 16) {
    const stream = createHash('md5').update(SECRET).update(before).digest();
    before = hidden.subarray(at, at + 16);
    for (let k = 0; k < before.length; k += 1) clear[at + k] = (before[k] ?? 0) ^ (stream[k] ?? 0);
  }
  return clear.subarray(0, clear.findLastIndex((byte) => byte !== 0) + 1);
}

function ofMicrosoft({ tlvs }: Read, wanted: number): Buffer | undefined {
  for (const { type, value } of tlvs) {
    if (type !== TYPE.vendor || value.length < 6 || value.readUInt32BE() !== MICROSOFT) continue;
    for (let at = 4; at + 2 <= value.length;) {
      const size = value[at + 1] ?? 0;
      if (size < 2 || at + size > value.length) break;
      if (value[at] === wanted) return value.subarray(at + 2, at + size);
      at += size;
    }
  }
  return undefined;
}

function all({ tlvs }: { readonly tlvs: readonly Tlv[] }, wanted: number): Buffer[] {
  return tlvs.filter(({ type }) => type === wanted).map(({ value }) => value);
}
