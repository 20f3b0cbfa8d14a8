import { type Attribute, type AuthDecision, MsAttr, VendorId } from '../radius/index.js';
import { type HiddenUnder, writtenAttribute } from './attribute-text.js';

export interface RestAnswer {
  readonly status: number;
  readonly body: RestBody | undefined;
}

/** `list:Attribute` and what is done with it. Values are never expanded: a plan's name may well hold a `%{`. */
export type RestBody = Record<string, RestLine>;

interface RestLine {
  readonly op: ':=' | '+=';
  readonly value: readonly (string | number)[];
  readonly do_xlat: false;
}

/** 401 rejects and carries the reply; nothing at all is sent where the built-in server would keep silent. */
export function restAnswer(decision: AuthDecision, under: HiddenUnder): RestAnswer {
  switch (decision.kind) {
    case 'accept':
      return {
        status: 200,
        body: { 'control:Auth-Type': line(['Accept']), ...replyLines(decision.attributes, under) },
      };
    case 'reject':
      return { status: 401, body: replyLines(decision.attributes, under) };
    case 'drop':
      return SILENCE;
  }
}

export const SILENCE: RestAnswer = {
  status: 401,
  body: { 'control:Response-Packet-Type': line(['Do-Not-Respond']) },
};

function replyLines(attributes: readonly Attribute[], under: HiddenUnder): RestBody {
  const values = new Map<string, (string | number)[]>();
  for (const attribute of attributes) {
    const written = isMsChapError(attribute) ? msChapErrorText(attribute) : writtenAttribute(attribute, under);
    if (!written) continue;
    const known = values.get(written.name);
    if (known) known.push(written.value);
    else values.set(written.name, [written.value]);
  }
  return Object.fromEntries([...values].map(([name, all]) => [`reply:${name}`, line(all)]));
}

function line(value: readonly (string | number)[]): RestLine {
  return { op: value.length > 1 ? '+=' : ':=', value, do_xlat: false };
}

function isMsChapError({ vendor, type }: Attribute): boolean {
  return vendor === VendorId.Microsoft && type === MsAttr.ChapError;
}

/** FreeRADIUS has it as text, though its first byte is a number (RFC 2548 §2.1.5): that byte is written as an escape. */
function msChapErrorText({ value }: Attribute): { readonly name: string; readonly value: string } | undefined {
  if (!Buffer.isBuffer(value)) return undefined;
  const ident = (value[0] ?? 0).toString(8).padStart(3, '0');
  return { name: 'MS-CHAP-Error', value: `\\${ident}${value.subarray(1).toString('latin1')}` };
}
