import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type TLSSocket } from 'node:tls';
import type { Result } from '@demarc/kernel';
import { Attr, hidePassword, PacketCode, PacketEncoder, RADSEC_SECRET } from '@demarc/networking/radius';
import { quantile } from '../statistics.ts';
import type { Shown, TlsOrder, TlsResult } from './tls-load.ts';

const IDS = 256;

/** A router: as many requests in flight as it may have, the next with each answer. All that it sends is made beforehand. */
class Router {
  private readonly socket: TLSSocket;
  private readonly packets: readonly Buffer[];
  private readonly sentMs = new Float64Array(IDS);
  private sent = 0;
  private held: Buffer = Buffer.alloc(0);
  readonly timesMs: number[] = [];
  rejected = 0;
  private finish: () => void = () => undefined;

  private constructor(socket: TLSSocket, packets: readonly Buffer[]) {
    this.socket = socket;
    this.packets = packets;
    socket.on('data', (chunk: Buffer) => this.read(chunk));
  }

  static async connect(port: number, { key, certificate }: Shown, packets: readonly Buffer[]): Promise<Router> {
    const socket = connect({ host: '127.0.0.1', port, key, cert: certificate, rejectUnauthorized: false });
    socket.setNoDelay(true);
    await once(socket, 'secureConnect');
    return new Router(socket, packets);
  }

  async run(window: number): Promise<void> {
    const done = new Promise<void>((resolve, reject) => {
      this.finish = resolve;
      this.socket.once('close', () => reject(new Error('the server has ended a connection')));
    });
    this.send(window);
    await done;
  }

  end(): void {
    this.socket.removeAllListeners('close');
    this.socket.destroy();
  }

  private send(count: number): void {
    const batch = this.packets.slice(this.sent, this.sent + count);
    if (batch.length === 0) return;
    const now = performance.now();
    for (const packet of batch) this.sentMs[packet[1] ?? 0] = now;
    this.sent += batch.length;
    this.socket.write(Buffer.concat(batch));
  }

  private read(chunk: Buffer): void {
    const bytes = this.held.length === 0 ? chunk : Buffer.concat([this.held, chunk]);
    const now = performance.now();
    let at = 0;
    let answers = 0;
    while (bytes.length - at >= 4 && bytes.length - at >= bytes.readUInt16BE(at + 2)) {
      this.timesMs.push(now - (this.sentMs[bytes[at + 1] ?? 0] ?? 0));
      if (bytes[at] !== PacketCode.AccessAccept) this.rejected += 1;
      at += bytes.readUInt16BE(at + 2);
      answers += 1;
    }
    this.held = Buffer.from(bytes.subarray(at));
    this.send(answers);
    if (this.timesMs.length === this.packets.length) this.finish();
  }
}

/** Logins by PAP, signed; no two are alike, so none is taken for the repetition of another. */
function packetsOf(order: TlsOrder, router: number): Buffer[] {
  const encoder = new PacketEncoder();
  const share = Math.ceil(order.logins / order.routers.length);
  return Array.from({ length: share }, (_, index) => {
    const user = 1 + (((router * share + index) * 7919) % order.users);
    const authenticator = randomBytes(16);
    const password = known(hidePassword(Buffer.from(`pw${user}`), RADSEC_SECRET, authenticator));
    const request = encoder.request({
      code: PacketCode.AccessRequest,
      id: index % IDS,
      secret: RADSEC_SECRET,
      authenticator,
      messageAuthenticator: true,
      attributes: [
        { vendor: 0, type: Attr.UserName, value: `user${user}` },
        { vendor: 0, type: Attr.UserPassword, value: password },
        { vendor: 0, type: Attr.NasPort, value: user },
        { vendor: 0, type: Attr.ServiceType, value: 2 },
        { vendor: 0, type: Attr.FramedProtocol, value: 1 },
        { vendor: 0, type: Attr.CallingStationId, value: `02:00:5E:00:${(user >> 8).toString(16)}:${user & 255}` },
      ],
    });
    return known(request);
  });
}

function known(made: Result<Buffer, string>): Buffer {
  if (!made.ok) throw new Error(made.error);
  return made.value;
}

async function run(order: TlsOrder): Promise<TlsResult> {
  const packets = order.routers.map((_, router) => packetsOf(order, router));
  const beganMs = performance.now();
  const routers = await Promise.all(
    order.routers.map((shown, index) => Router.connect(order.port, shown, packets[index] ?? [])),
  );
  const connectedMs = performance.now() - beganMs;
  const startedMs = performance.now();
  await Promise.all(routers.map((router) => router.run(order.window)));
  const seconds = (performance.now() - startedMs) / 1000;
  for (const router of routers) router.end();
  const timesMs = routers.flatMap((router) => router.timesMs);
  const rejected = routers.reduce((sum, router) => sum + router.rejected, 0);
  return {
    connectedMs,
    good: timesMs.length - rejected,
    rejected,
    perSecond: timesMs.length / seconds,
    p99Ms: quantile(timesMs, 0.99),
  };
}

process.on('disconnect', () => process.exit(0));
process.on('message', (order: TlsOrder) => void run(order).then((result) => process.send?.(result)));
process.send?.({ type: 'ready' });
