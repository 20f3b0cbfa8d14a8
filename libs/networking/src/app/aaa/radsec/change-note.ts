import type { Attribute, DynamicOutcome, ReverseRequest } from '../../../radius/index.js';

/** Where radius processes hear what is to be asked on their connections. */
export const CHANGES_CHANNEL = 'demarc_radsec';
/** PostgreSQL carries 8,000 bytes. */
const MOST_BYTES = 7_000;

/** A question for a router, on its way to the process that has its connection. */
export interface ChangeNote {
  readonly id: string;
  /** The channel on which the answer is waited for. */
  readonly answerTo: string;
  readonly order: ReverseRequest;
}

interface WrittenAttribute {
  readonly v: number;
  readonly t: number;
  readonly n?: number;
  readonly s?: string;
  readonly b?: string;
}

/** As text; undefined when it is too long to be carried. */
export function writeNote({ id, answerTo, order }: ChangeNote): string | undefined {
  const text = JSON.stringify({ id, answerTo, kind: order.kind, attributes: order.attributes.map(written) });
  return Buffer.byteLength(text) > MOST_BYTES ? undefined : text;
}

export function readNote(text: string): ChangeNote {
  const { id, answerTo, kind, attributes } = JSON.parse(text) as {
    id: string;
    answerTo: string;
    kind: ReverseRequest['kind'];
    attributes: WrittenAttribute[];
  };
  return { id, answerTo, order: { kind, attributes: attributes.map(read) } };
}

function written({ vendor, type, value }: Attribute): WrittenAttribute {
  const head = { v: vendor, t: type };
  if (typeof value === 'number') return { ...head, n: value };
  if (typeof value === 'string') return { ...head, s: value };
  return { ...head, b: typeof value === 'bigint' ? eightBytes(value).toString('base64') : value.toString('base64') };
}

function read({ v, t, n, s, b }: WrittenAttribute): Attribute {
  return { vendor: v, type: t, value: n ?? s ?? Buffer.from(b ?? '', 'base64') };
}

function eightBytes(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt.asUintN(64, value));
  return bytes;
}

export interface ChangeAnswer {
  readonly id: string;
  readonly outcome: DynamicOutcome;
}
