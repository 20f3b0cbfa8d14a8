import type { AccountingRecord, AccountingSink } from '@demarc/networking/radius';
import type { Findings } from '../findings.ts';
import { SECRET } from './people.ts';
import { CODE, isRightAccounting, type Read, signatureOf } from './wire.ts';

const TYPE = { status: 40, inLow: 42, outLow: 43, session: 44, inHigh: 52, outHigh: 53 } as const;
const OF_SESSION: ReadonlySet<number> = new Set([1, 2, 3]);
const OF_ROUTER: ReadonlySet<number> = new Set([7, 8]);

/** What valid accounting packets said, and what was kept: the same number, and the same octets. */
export class Counted implements AccountingSink {
  private said = { records: 0, octets: 0n };
  private kept = { records: 0, octets: 0n };
  /** Of each sender and id the last one that was taken: byte for byte the same again is a repetition. */
  private readonly last = new Map<string, Buffer>();

  async write(batch: readonly AccountingRecord[]): Promise<void> {
    for (const { downloadOctets, uploadOctets } of batch) {
      this.kept.records += 1;
      this.kept.octets += downloadOctets + uploadOctets;
    }
  }

  /** Whether such a packet has to be taken; and counts it, unless it is a repetition. */
  say(request: Read, from: string): boolean {
    if (!isToBeTaken(request)) return false;
    const key = `${from} ${request.id}`;
    if (this.last.get(key)?.equals(request.bytes)) return true;
    this.last.set(key, Buffer.from(request.bytes));
    this.said.records += 1;
    this.said.octets += octets(request, TYPE.inHigh, TYPE.inLow) + octets(request, TYPE.outHigh, TYPE.outLow);
    return true;
  }

  /** Repetitions come at once or not at all. */
  forgetLast(): void {
    this.last.clear();
  }

  compare(findings: Findings): void {
    const { said, kept } = this;
    if (said.records !== kept.records)
      findings.add(`${kept.records} records were kept where ${said.records} were sent`);
    if (said.octets !== kept.octets) findings.add(`${kept.octets} octets were kept where ${said.octets} were sent`);
  }

  get records(): number {
    return this.kept.records;
  }
}

function isToBeTaken(request: Read): boolean {
  if (request.code !== CODE.accounting || !isRightAccounting(request, SECRET)) return false;
  if (signatureOf(request, SECRET) === 'wrong') return false;
  const status = integer(request, TYPE.status) ?? 0;
  return OF_ROUTER.has(status) || (OF_SESSION.has(status) && (first(request, TYPE.session)?.length ?? 0) > 0);
}

function octets(request: Read, high: number, low: number): bigint {
  return BigInt(integer(request, high) ?? 0) * 4_294_967_296n + BigInt(integer(request, low) ?? 0);
}

function integer(request: Read, type: number): number | undefined {
  const value = first(request, type);
  return value?.length === 4 ? value.readUInt32BE() : undefined;
}

function first({ tlvs }: Read, wanted: number): Buffer | undefined {
  return tlvs.find(({ type }) => type === wanted)?.value;
}
