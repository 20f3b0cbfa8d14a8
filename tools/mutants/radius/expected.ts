import type { Sent } from './answers.ts';
import type { Counted } from './counted.ts';
import { SECRET, type Source, verdictOf } from './people.ts';
import { CODE, type Read, signatureOf } from './wire.ts';

/** What may be answered at the port for logins. */
export function accessExpected(request: Read, source: Source): Sent {
  if (source !== 'stranger' && request.code === CODE.status) {
    const isValid = signatureOf(request, SECRET) === 'valid';
    return expected(request, isValid ? [CODE.accept] : [], isValid && fits(request));
  }
  const verdict = request.code === CODE.access ? verdictOf(request, source) : 'nothing';
  if (verdict === 'nothing') return expected(request, [], false);
  const refused = [CODE.reject, CODE.challenge];
  return expected(request, verdict === 'accept' ? [CODE.accept, ...refused] : refused, hasToBeAnswered(request));
}

/** What may be answered at the port for accounting, and that it is counted. */
export function accountingExpected(request: Read, source: Source, counted: Counted): Sent {
  if (source === 'stranger') return expected(request, [], false);
  if (request.code === CODE.status && signatureOf(request, SECRET) === 'valid')
    return expected(request, [CODE.kept], fits(request));
  const isTaken = counted.say(request, source);
  return expected(request, isTaken ? [CODE.kept] : [], isTaken && fits(request));
}

/** Unsigned, with something in it that comes back in the answer: that is what Blast-RADIUS is made from (CVE-2024-3596). */
function hasToBeAnswered(request: Read): boolean {
  const isEchoed = request.tlvs.some(({ type }) => type === 33);
  return fits(request) && !(isEchoed && signatureOf(request, SECRET) === 'absent');
}

export function expected(request: Read, may: readonly number[], must: boolean): Sent {
  return { request, may: new Set(may), must, isAnswered: false };
}

/** Proxy-State has to come back whole, and may leave no room for anything else. */
function fits({ tlvs }: Read): boolean {
  return tlvs.filter(({ type }) => type === 33).reduce((total, { value }) => total + value.length + 2, 0) < 3_000;
}
