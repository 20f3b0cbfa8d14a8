import { isUtf8 } from 'node:buffer';
import {
  Attr,
  type Attribute,
  attributeByName,
  attributeFromText,
  hidePassword,
  Packet,
  PacketEncoder,
  STATUS_TYPE_NAMES,
  TERMINATE_CAUSE_NAMES,
} from '../radius/index.js';

/** One attribute as rlm_rest writes it. */
interface RestValue {
  readonly value?: unknown;
}

export interface RestPacketParts {
  readonly code: number;
  readonly body: unknown;
  readonly secret: Buffer;
  /** 16 random bytes: the request gets an authenticator of its own, under which its password is hidden again. */
  readonly authenticator: Buffer;
  /** The time of an accounting record as the front read it, in seconds since 1970. */
  readonly eventSeconds?: number;
  /** From inside an EAP tunnel: nobody on the way has seen it, and what is asked is the method inside. */
  readonly isTunnelled?: boolean;
}

/** Attributes of which FreeRADIUS tells the name of the value, not its number. */
const NAMED_VALUES: ReadonlyMap<string, Readonly<Record<number, string>>> = new Map([
  ['acct-status-type', STATUS_TYPE_NAMES],
  ['acct-terminate-cause', TERMINATE_CAUSE_NAMES],
]);

const encoder = new PacketEncoder();

/**
 * The request that FreeRADIUS received, made again from what rlm_rest says of it: the decision is then the same code as for a
 * request from the wire. A request that was signed is signed again; FreeRADIUS has verified the signature under the same secret.
 * Undefined when that is no request.
 */
export function restPacket({
  code,
  body,
  secret,
  authenticator,
  eventSeconds,
  isTunnelled,
}: RestPacketParts): Packet | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
  const attributes: Attribute[] = [];
  let isSigned = isTunnelled === true;
  for (const [name, given] of Object.entries(body)) {
    const lower = name.toLowerCase();
    if (lower === 'message-authenticator') isSigned = true;
    else if (lower !== 'event-timestamp' && !(isTunnelled && lower === 'eap-message'))
      for (const text of textsOf(given)) attributes.push(...attributeOf(name, text, { secret, authenticator }));
  }
  if (eventSeconds !== undefined) attributes.push({ vendor: 0, type: Attr.EventTimestamp, value: eventSeconds });
  const encoded = encoder.request({ code, id: 0, secret, attributes, messageAuthenticator: isSigned, authenticator });
  return encoded.ok ? new Packet(encoded.value) : undefined;
}

function textsOf(given: unknown): readonly string[] {
  const value: unknown = typeof given === 'object' && given !== null ? (given as RestValue).value : given;
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.flatMap((one) => (typeof one === 'string' || typeof one === 'number' ? [String(one)] : []));
}

function attributeOf(
  name: string,
  text: string,
  { secret, authenticator }: Pick<RestPacketParts, 'secret' | 'authenticator'>,
): readonly Attribute[] {
  const definition = attributeByName(name);
  if (!definition) return [];
  const { vendor, type } = definition;
  if (definition.hiding) {
    if (vendor !== 0 || type !== Attr.UserPassword) return [];
    const hidden = hidePassword(bytesOf(text), secret, authenticator);
    return hidden.ok ? [{ vendor, type, value: hidden.value }] : [];
  }
  if (definition.kind === 'text' && !definition.tagged) return [{ vendor, type, value: bytesOf(text) }];
  const made = attributeFromText(name, numberOf(name, text));
  return made.ok ? [made.value] : [];
}

/** FreeRADIUS 3 writes each byte of a text that is no ASCII as a character of its own; later ones write the characters. */
function bytesOf(text: string): Buffer {
  const bytes = Buffer.from(text, 'latin1');
  return isUtf8(bytes) && bytes.toString('latin1') === text ? bytes : Buffer.from(text);
}

function numberOf(name: string, text: string): string {
  const names = NAMED_VALUES.get(name.toLowerCase());
  if (!names || /^\d+$/.test(text)) return text;
  return Object.keys(names).find((number) => names[Number(number)] === text) ?? text;
}
