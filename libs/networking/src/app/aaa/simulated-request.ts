import { fail, ok, type RandomSource, type Result } from '@demarc/kernel';
import {
  Attr,
  type Attribute,
  attributeByName,
  attributeOf,
  chapDigest,
  hidePassword,
  MsAttr,
  ntPasswordHash,
  ntResponse,
  Packet,
  PacketCode,
  PacketEncoder,
  VendorId,
} from '../../radius/index.js';

export type SimulatedMethod = 'pap' | 'chap' | 'mschap2' | 'none';

export interface SimulatedLogin {
  readonly login: string;
  /** Undefined: none is sent. */
  readonly password: string | undefined;
  readonly method: SimulatedMethod;
  readonly device: string | undefined;
  readonly isSigned: boolean;
  /** Further lines of `Name = value`, as a router or radclient would send them. */
  readonly attributes: string;
}

export interface PastedFault {
  readonly line: number;
  readonly message: string;
}

interface Pasted {
  readonly login?: string;
  readonly password?: string;
  readonly attributes: readonly Attribute[];
}

const LINE = /^\s*([\w.-]+)(?::(\d{1,2}))?\s*[:+]?=\s*"?(.*?)"?\s*,?\s*$/;
const encoder = new PacketEncoder();

/** The request that a router would send. What was pasted goes before what was chosen. */
export function simulatedRequest(
  login: SimulatedLogin,
  secret: Buffer,
  random: RandomSource,
): Result<Packet, readonly PastedFault[]> {
  const pasted = readPasted(login.attributes);
  if (!pasted.ok) return pasted;
  const { attributes } = pasted.value;
  const name = pasted.value.login ?? login.login;
  const password = pasted.value.password ?? login.password;
  const authenticator = random.bytes(16);
  const isGiven = (type: number): boolean => attributes.some((one) => one.vendor === 0 && one.type === type);
  const device =
    login.device === undefined || isGiven(Attr.CallingStationId) ? [] : [text(Attr.CallingStationId, login.device)];
  const proof = password === undefined ? [] : proofOf(login.method, name, password, secret, authenticator, random);
  const encoded = encoder.request({
    code: PacketCode.AccessRequest,
    id: random.below(256),
    secret,
    attributes: [text(Attr.UserName, name), ...proof, ...device, ...attributes],
    messageAuthenticator: login.isSigned,
    authenticator,
  });
  return encoded.ok
    ? ok(new Packet(encoded.value))
    : fail([{ line: 1, message: 'The request is too long for one packet.' }]);
}

function text(type: number, value: string): Attribute {
  return { vendor: 0, type, value };
}

function proofOf(
  method: SimulatedMethod,
  login: string,
  password: string,
  secret: Buffer,
  authenticator: Buffer,
  random: RandomSource,
): readonly Attribute[] {
  switch (method) {
    case 'pap': {
      const hidden = hidePassword(Buffer.from(password), secret, authenticator);
      return hidden.ok ? [{ vendor: 0, type: Attr.UserPassword, value: hidden.value }] : [];
    }
    case 'chap': {
      const digest = chapDigest(1, Buffer.from(password), authenticator);
      return [{ vendor: 0, type: Attr.ChapPassword, value: Buffer.concat([Buffer.from([1]), digest]) }];
    }
    case 'mschap2': {
      const challenge = random.bytes(16);
      const peer = random.bytes(16);
      const response = ntResponse(Buffer.from(login), ntPasswordHash(password), challenge, peer);
      const value = Buffer.concat([Buffer.from([1, 0]), peer, Buffer.alloc(8), response]);
      const vendor = VendorId.Microsoft;
      return [
        { vendor, type: MsAttr.ChapChallenge, value: challenge },
        { vendor, type: MsAttr.Chap2Response, value },
      ];
    }
    case 'none':
      return [];
  }
}

/** User-Name and User-Password are taken out: they are put in by the method that was chosen. */
function readPasted(source: string): Result<Pasted, readonly PastedFault[]> {
  const faults: PastedFault[] = [];
  const attributes: Attribute[] = [];
  const given: { login?: string; password?: string } = {};
  for (const [index, line] of source.split(/\r\n|\r|\n/).entries()) {
    if (/^\s*(#.*)?$/.test(line)) continue;
    const [, name = '', tag, value = ''] = LINE.exec(line) ?? [];
    const definition = attributeByName(name);
    if (!definition) {
      const message = name === '' ? 'A line is “Attribute-Name = value”.' : `There is no attribute “${name}”.`;
      faults.push({ line: index + 1, message });
    } else if (definition.name === 'User-Name') given.login = value;
    else if (definition.name === 'User-Password') given.password = value;
    else if (definition.name !== 'Message-Authenticator') {
      const made = attributeOf(definition, value, tag === undefined ? undefined : Number(tag));
      if (made.ok) attributes.push(made.value);
      else faults.push({ line: index + 1, message: `“${value}” is no value for ${definition.name}.` });
    }
  }
  return faults.length > 0 ? fail(faults) : ok({ ...given, attributes });
}
