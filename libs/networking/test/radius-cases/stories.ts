import { spawn } from 'node:child_process';

/** One session, or what is left of it, as a router tells of it; and what must be known in the end. */
export interface Story {
  readonly name: string;
  readonly packets: readonly (readonly string[])[];
  readonly session: {
    readonly ended_as: 'stop' | 'nas_restart' | undefined;
    readonly seconds: number;
    readonly download: string;
    readonly upload: string;
  };
}

const GIB = 1_073_741_824;

const start = (): string[] => ['Acct-Status-Type = Start', 'at = 0'];
const update = (kind: 'Interim-Update' | 'Stop', seconds: number, download: number, upload: number): string[] => [
  `Acct-Status-Type = ${kind}`,
  `at = ${seconds}`,
  `Acct-Session-Time = ${seconds}`,
  `Acct-Output-Octets = ${download}`,
  `Acct-Input-Octets = ${upload}`,
  ...(kind === 'Stop' ? ['Acct-Terminate-Cause = User-Request'] : []),
];
const interim = (seconds: number, download: number, upload = 0): string[] =>
  update('Interim-Update', seconds, download, upload);
const stop = (seconds: number, download: number, upload = 0): string[] => update('Stop', seconds, download, upload);
const wide = (packet: string[], download: number): string[] => [
  ...packet,
  `Acct-Output-Gigawords = ${download}`,
  'Acct-Input-Gigawords = 0',
];

/** By hand, from RFC 2866 and 2869: each octet once, in whatever order it is told of. */
export const STORIES: readonly Story[] = [
  {
    name: 'from Start to Stop',
    packets: [start(), interim(300, 1_000, 100), interim(600, 2_000, 200), stop(900, 3_000, 300)],
    session: { ended_as: 'stop', seconds: 900, download: '3000', upload: '300' },
  },
  {
    name: 'doubled and late',
    packets: [
      start(),
      interim(600, 2_000),
      interim(300, 1_000),
      interim(600, 2_000),
      stop(900, 3_000),
      interim(700, 2_500),
      stop(900, 3_000),
      start(),
    ],
    session: { ended_as: 'stop', seconds: 900, download: '3000', upload: '0' },
  },
  {
    name: 'a counter that wraps at 4 GiB',
    packets: [start(), interim(300, 3 * GIB), interim(600, GIB), stop(900, 2 * GIB)],
    session: { ended_as: 'stop', seconds: 900, download: String(6 * GIB), upload: '0' },
  },
  {
    name: 'Gigawords',
    packets: [start(), wide(interim(300, 7), 2), wide(stop(900, 9), 3)],
    session: { ended_as: 'stop', seconds: 900, download: String(3 * 4 * GIB + 9), upload: '0' },
  },
  {
    name: 'a lost Start',
    packets: [interim(300, 1_000), stop(600, 1_500)],
    session: { ended_as: 'stop', seconds: 600, download: '1500', upload: '0' },
  },
  {
    name: 'nothing but the Stop',
    packets: [stop(900, 4_000, 40)],
    session: { ended_as: 'stop', seconds: 900, download: '4000', upload: '40' },
  },
  {
    name: 'a lost Stop, still open',
    packets: [start(), interim(300, 5_000)],
    session: { ended_as: undefined, seconds: 300, download: '5000', upload: '0' },
  },
];

/** Tells a story to a server, a packet after the other, as a router does; answers how many were acknowledged. */
export async function tell(
  story: Pick<Story, 'packets'>,
  to: {
    readonly port: number;
    readonly secret: string;
    readonly from: string;
    readonly login: string;
    readonly sessionId: string;
    readonly atSeconds: number;
  },
): Promise<number> {
  const packets = story.packets.map((lines) =>
    [
      ...lines.map((line) =>
        line.replace(/^at = (\d+)$/, (_, after: string) => `Event-Timestamp = ${to.atSeconds + Number(after) - 900}`),
      ),
      ...(to.sessionId === '' ? [] : [`Acct-Session-Id = "${to.sessionId}"`, `User-Name = "${to.login}"`]),
      'Calling-Station-Id = "02:00:00:00:00:77"',
      `Packet-Src-IP-Address = ${to.from}`,
    ].join('\n'),
  );
  const child = spawn('radclient', ['-x', '-r', '2', '-t', '5', '-p', '1', `127.0.0.1:${to.port}`, 'acct', to.secret]);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.resume();
  child.stdin.end(`${packets.join('\n\n')}\n`);
  await new Promise((resolve) => child.once('close', resolve));
  return output.split('Received Accounting-Response').length - 1;
}
