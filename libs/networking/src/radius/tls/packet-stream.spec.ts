import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PacketStream, type StreamFault } from './packet-stream.js';

const packet = (length: number, fill = 1): Buffer => {
  const bytes = Buffer.alloc(length, fill);
  bytes.writeUInt16BE(length, 2);
  return bytes;
};

function cut(chunks: readonly Buffer[]): { packets: Buffer[]; fault: StreamFault | undefined; isWaiting: boolean } {
  const packets: Buffer[] = [];
  const stream = new PacketStream((one) => packets.push(Buffer.from(one)) > 0);
  let fault: StreamFault | undefined;
  for (const chunk of chunks) fault ??= stream.push(chunk);
  return { packets, fault, isWaiting: stream.isWaiting };
}

describe('a stream of packets', () => {
  it('gives the same packets however it is cut', () => {
    const size = fc.integer({ min: 20, max: 4096 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(size, fc.nat(255)), { minLength: 1, maxLength: 6 }),
        fc.array(fc.nat(20_000), { maxLength: 12 }),
        (sizes, marks) => {
          const sent = sizes.map(([length, fill]) => packet(length, fill));
          const bytes = Buffer.concat(sent);
          const cuts = [0, ...marks.map((mark) => mark % bytes.length).sort((a, b) => a - b), bytes.length];
          const chunks = cuts.slice(1).map((end, index) => bytes.subarray(cuts[index], end));
          expect(cut(chunks)).toEqual({ packets: sent, fault: undefined, isWaiting: false });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('says that it waits for the rest of a packet', () => {
    expect(cut([packet(40).subarray(0, 1)])).toEqual({ packets: [], fault: undefined, isWaiting: true });
    expect(cut([packet(40).subarray(0, 39)]).isWaiting).toBe(true);
  });

  it('is at its end with a length that no packet has', () => {
    expect(cut([Buffer.from('GET / HTTP/1.1\r\n')]).fault).toBe('length_over_4096');
    expect(cut([packet(4097)]).fault).toBe('length_over_4096');
    expect(cut([Buffer.alloc(64)]).fault).toBe('length_below_header');
    expect(cut([packet(20), Buffer.of(1, 1, 0, 19)])).toMatchObject({ fault: 'length_below_header' });
  });

  it('reads nothing after it was told to stop', () => {
    const taken: number[] = [];
    const stream = new PacketStream((one) => taken.push(one.length) < 2);
    stream.push(Buffer.concat([packet(20), packet(30), packet(40)]));
    expect(taken).toEqual([20, 30]);
  });
});
