import { SettableClock } from '@demarc/kernel';
import { expect, it } from 'vitest';
import { PacketCode } from '../codec/codes.js';
import { PacketEncoder } from '../codec/encode.js';
import { Packet } from '../codec/packet.js';
import { RADSEC_SECRET } from './recognise.js';
import { ReverseRequests } from './reverse-requests.js';

it('never has two questions under way with one number, also where the router leaves one unanswered', async () => {
  const asked: Packet[] = [];
  // No two questions are alike, for each bears the second in which it was asked.
  const clock = new SettableClock(new Date('2026-05-04T10:00:00Z'));
  const write = (bytes: Buffer): void => {
    asked.push(new Packet(bytes));
    clock.advance(1_000);
  };
  const requests = new ReverseRequests(write, clock, 60_000);
  const settled: Promise<unknown>[] = [];
  for (let place = 0; place < 1_000; place += 1) settled.push(requests.ask({ kind: 'coa', attributes: [] }));
  const underWay = new Map<number, Packet>();
  const encoder = new PacketEncoder();
  for (let at = 0; at < asked.length; at += 1) {
    const request = asked[at];
    if (!request) break;
    expect(underWay.has(request.id)).toBe(false);
    underWay.set(request.id, request);
    // The first is never answered; the others are as soon as as many as can be are under way.
    const answered = underWay.size < 256 ? [] : [...underWay.values()].filter((one) => one !== asked[0]);
    for (const earlier of answered) {
      underWay.delete(earlier.id);
      const reply = encoder.reply({
        code: PacketCode.CoaAck,
        request: earlier,
        secret: RADSEC_SECRET,
        attributes: [],
        messageAuthenticator: true,
      });
      if (!reply.ok) throw new Error(reply.error);
      expect(requests.answered(new Packet(reply.value))).toBe(true);
    }
  }
  expect(asked).toHaveLength(1_000);
  requests.end();
  await Promise.all(settled);
});
