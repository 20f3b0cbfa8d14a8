import { SystemClock } from '@demarc/kernel';
import { expect, it } from 'vitest';
import { PacketCode } from '../codec/codes.js';
import { PacketEncoder } from '../codec/encode.js';
import { Packet } from '../codec/packet.js';
import { RADSEC_SECRET } from './recognise.js';
import { ReverseRequests } from './reverse-requests.js';

it('never has two questions under way with one number, also where the router leaves one unanswered', async () => {
  const asked: Packet[] = [];
  const requests = new ReverseRequests((bytes) => void asked.push(new Packet(bytes)), new SystemClock(), 60_000);
  const settled: Promise<unknown>[] = [];
  for (let place = 0; place < 1_000; place += 1) settled.push(requests.ask({ kind: 'coa', attributes: [] }));
  const underWay = new Set<number>();
  const encoder = new PacketEncoder();
  for (let at = 0; at < asked.length; at += 1) {
    const request = asked[at];
    if (!request) break;
    expect(underWay.has(request.id)).toBe(false);
    underWay.add(request.id);
    // The first is never answered; the others are as soon as as many as can be are under way.
    for (const earlier of underWay.size < 256 ? [] : asked.slice(1, at + 1)) {
      if (!underWay.delete(earlier.id)) continue;
      const reply = encoder.reply({
        code: PacketCode.CoaAck,
        request: earlier,
        secret: RADSEC_SECRET,
        attributes: [],
        messageAuthenticator: true,
      });
      if (reply.ok) requests.answered(new Packet(reply.value));
    }
  }
  expect(asked).toHaveLength(1_000);
  requests.end();
  await Promise.all(settled);
});
