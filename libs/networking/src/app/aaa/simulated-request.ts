import { fail, ok, type RandomSource, type Result } from '@demarc/kernel';
import {
  AdslAttr,
  Attr,
  type Attribute,
  attributeByName,
  attributeOf,
  chapDigest,
  hidePassword,
  lineIdBytes,
  type LineMarks,
  MsAttr,
  ntPasswordHash,
  ntResponse,
  Packet,
  PacketCode,
  PacketEncoder,
  ServiceType,
  VendorId,
} from '../../radius/index.js';

export type SimulatedMethod = 'pap' | 'chap' | 'mschap2' | 'none';

export interface SimulatedLogin {
  readonly login: string;
  /** Undefined: none is sent. */
  readonly password: string | undefined;
  readonly method: SimulatedMethod;
  readonly device: string | undefined;
  /** What the access node would say of the line. */
  readonly line: LineMarks;
  /** Staff at the device itself. */
  readonly isDeviceLogin: boolean;
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
  const prompt = login.isDeviceLogin && !isGiven(Attr.ServiceType) ? [PROMPT] : [];
  const proof = password === undefined ? [] : proofOf(login.method, name, password, secret, authenticator, random);
  const encoded = encoder.request({
    code: PacketCode.AccessRequest,
    id: random.below(256),
    secret,
    attributes: [
      text(Attr.UserName, name),
      ...proof,
      ...prompt,
      ...device,
      ...lineAttributes(login.line),
      ...attributes,
    ],
    messageAuthenticator: login.isSigned,
    authenticator,
  });
  return encoded.ok
    ? ok(new Packet(encoded.value))
    : fail([{ line: 1, message: 'The request is too long for one packet.' }]);
}

const PROMPT: Attribute = { vendor: 0, type: Attr.ServiceType, value: ServiceType.NasPrompt };

function lineAttributes({ circuitId, remoteId }: LineMarks): readonly Attribute[] {
  const one = (type: number, id: string | undefined): readonly Attribute[] =>
    id === undefined ? [] : [{ vendor: VendorId.Adsl, type, value: lineIdBytes(id) }];
  return [...one(AdslAttr.AgentCircuitId, circuitId), ...one(AdslAttr.AgentRemoteId, remoteId)];
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
      const isLine = definition.vendor === VendorId.Adsl && definition.kind === 'octets';
      const written = isLine ? `0x${lineIdBytes(value).toString('hex')}` : value;
      const made = attributeOf(definition, written, tag === undefined ? undefined : Number(tag));
      if (made.ok) attributes.push(made.value);
      else faults.push({ line: index + 1, message: `“${value}” is no value for ${definition.name}.` });
    }
  }
  return faults.length > 0 ? fail(faults) : ok({ ...given, attributes });
}
