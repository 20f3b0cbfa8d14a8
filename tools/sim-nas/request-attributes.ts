import { performance } from 'node:perf_hooks';
import { Attr, type Attribute } from '@demarc/networking/radius';
import type { SimSession } from './session.ts';

/** Input is what came in from the customer: the upload. */
export function usage(session: SimSession): Attribute[] {
  const low = (octets: bigint): number => Number(octets & 0xffffffffn);
  const high = (octets: bigint): number => Number(octets >> 32n);
  return [
    number(Attr.AcctSessionTime, Math.round((performance.now() - session.startedAtMs) / 1000)),
    number(Attr.AcctInputOctets, low(session.uploadOctets)),
    number(Attr.AcctOutputOctets, low(session.downloadOctets)),
    number(Attr.AcctInputGigawords, high(session.uploadOctets)),
    number(Attr.AcctOutputGigawords, high(session.downloadOctets)),
  ];
}

export function text(type: number, value: string): Attribute {
  return { vendor: 0, type, value };
}

export function number(type: number, value: number): Attribute {
  return { vendor: 0, type, value };
}
