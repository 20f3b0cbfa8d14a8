import { attributeByName } from '../codec/dictionary.js';
import type { AttributeDefinition } from '../codec/attribute-definition.js';
import type { Attribute } from '../codec/encode.js';
import { attributeOf } from '../codec/values.js';
import type { LineFault } from './reply-template.js';

/** `Name = value`, `Name:tag = value`; the operators of FreeRADIUS are taken for `=`. */
const LINE = /^\s*([A-Za-z0-9][\w.-]*)(?::(\d{1,2}))?\s*[:+]?=\s*(.*?)\s*$/s;

/** Attributes that the server makes itself, and must not be given twice or by hand. */
const RESERVED = new Set([
  'user-name',
  'user-password',
  'chap-password',
  'class',
  'state',
  'proxy-state',
  'message-authenticator',
  'eap-message',
  'vendor-specific',
  'ms-chap2-success',
  'ms-chap-error',
  'ms-chap-mppe-keys',
  'ms-mppe-send-key',
  'ms-mppe-recv-key',
  'ms-mppe-encryption-policy',
  'ms-mppe-encryption-types',
]);

export interface NamedLine {
  readonly definition: AttributeDefinition;
  readonly tag: number | undefined;
  readonly value: string;
}

export function isSilent(line: string): boolean {
  return /^\s*(#.*)?$/s.test(line);
}

/** The name of an attribute that may be set, and its value as it is written. */
export function readLine(text: string, line: number): NamedLine | LineFault {
  const match = LINE.exec(text);
  const [, name = '', tag, value = ''] = match ?? [];
  if (!match) return { line, code: 'not_a_line', message: 'A line is “Attribute-Name = value”.' };
  const definition = attributeByName(name);
  if (!definition)
    return { line, code: 'unknown_attribute', message: `There is no attribute “${name}” in the dictionary.` };
  if (RESERVED.has(definition.name.toLowerCase()) || definition.hiding)
    return { line, code: 'reserved_attribute', message: `${definition.name} is set by the server itself.` };
  return { definition, tag: tag === undefined ? undefined : Number(tag), value: unquoted(value) };
}

export function isFault(read: NamedLine | LineFault): read is LineFault {
  return 'code' in read;
}

export function unquoted(value: string): string {
  const trimmed = value.trim();
  const quote = trimmed[0];
  const quoted = trimmed.length > 1 && (quote === '"' || quote === "'") && trimmed.endsWith(quote);
  return quoted ? trimmed.slice(1, -1).trim() : trimmed;
}

export function attributeOfLine({ definition, tag, value }: NamedLine, line: number): Attribute | LineFault {
  const made = attributeOf(definition, value, tag);
  if (made.ok) return made.value;
  if (made.error === 'value_too_long')
    return { line, code: 'too_long', message: `The value of ${definition.name} is too long for one attribute.` };
  return {
    line,
    code: 'bad_value',
    message: `“${shown(value)}” is no ${WORDS[definition.kind]} for ${definition.name}.`,
  };
}

function shown(value: string): string {
  return value.length > 60 ? `${value.slice(0, 57)}…` : value;
}

const WORDS: Readonly<Record<AttributeDefinition['kind'], string>> = {
  text: 'text',
  octets: 'value',
  integer: 'whole number',
  integer64: 'whole number',
  date: 'number of seconds',
  ipaddr: 'IPv4 address',
  ipv6addr: 'IPv6 address',
  ipv6prefix: 'IPv6 prefix',
  ifid: 'interface id',
};
