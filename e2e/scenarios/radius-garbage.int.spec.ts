import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { SeededRandom } from '@demarc/kernel';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually, StagedProvider } from './staged-provider.ts';

const PACKETS = 10_000;
/** As many at once as a socket's buffer surely holds, so that the server has seen every one. */
const VOLLEY = 100;

let provider: StagedProvider;
beforeAll(async () => {
  provider = await StagedProvider.open();
});
afterAll(async () => {
  const found = await provider.house.violations();
  await provider.close();
  expect(found).toEqual([]);
});

it('ten thousand malformed packets get no answer and keep nobody from coming online', async () => {
  const line = await provider.line('steady', '2026-03-01');
  const isOnline = (): Promise<true | undefined> =>
    provider.nas.open(line).then((outcome) => (outcome.kind === 'open' ? true : undefined));
  await eventually('the first login', isOnline);

  const random = new SeededRandom('garbage');
  const socket = createSocket('udp4');
  let answers = 0;
  socket.on('message', () => (answers += 1));
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  for (let sent = 0; sent < PACKETS; sent += VOLLEY) {
    const volley = Array.from({ length: VOLLEY }, (_, index) => malformed(random, sent + index));
    await Promise.all(
      volley.map(
        (packet, index) =>
          new Promise<void>((resolve) => {
            socket.send(
              packet,
              index % 2 === 0 ? provider.radius.authPort : provider.radius.acctPort,
              '127.0.0.1',
              () => resolve(),
            );
          }),
      ),
    );
  }
  await eventually('a login after the garbage', isOnline);
  expect(answers).toBe(0);
  socket.close();
});

/** Short ones, lying lengths, attributes that run over, unknown codes, bytes at random: none is signed with the secret. */
function malformed(random: SeededRandom, number: number): Buffer {
  const bytes = (length: number): Buffer => Buffer.from(Array.from({ length }, () => random.below(256)));
  const packet = (code: number, attributes: Buffer, length = 20 + attributes.length): Buffer => {
    const head = Buffer.alloc(4);
    head[0] = code;
    head[1] = number & 255;
    head.writeUInt16BE(length, 2);
    return Buffer.concat([head, bytes(16), attributes]);
  };
  const code = number % 2 === 0 ? 1 : 4;
  const makers: readonly (() => Buffer)[] = [
    () => bytes(random.below(20)),
    () => packet(code, bytes(40), 4096),
    () => packet(code, bytes(40), random.below(20)),
    () => packet(code, Buffer.from([1, 0])),
    () => packet(code, Buffer.from([1, 1])),
    () => packet(code, Buffer.from([1, 255, 65])),
    () => packet(code, Buffer.concat([Buffer.from([1, 8]), bytes(6), Buffer.from([26, 8, 0, 0, 58, 140, 8, 0])])),
    () => packet([0, 6, 12, 39, 45, 255][random.below(6)] ?? 0, bytes(12)),
    () => packet(code, Buffer.concat(Array.from({ length: 60 }, () => Buffer.from([1, 3, 65])))),
    () => packet(code, Buffer.concat([Buffer.from([80, 18]), bytes(16), Buffer.from([80, 18]), bytes(16)])),
    () => packet(code, bytes(random.below(400))),
    () => packet([2, 3, 5, 11][random.below(4)] ?? 2, bytes(30)),
  ];
  return (makers[number % makers.length] ?? (() => bytes(5)))();
}
