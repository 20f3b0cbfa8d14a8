import { spawn } from 'node:child_process';
import type { Expected, RadiusCase } from './radius-case.js';

/** What came, as radclient printed it. */
export interface Heard extends Expected {
  readonly isSigned: boolean;
  readonly hasClass: boolean;
  readonly proof: readonly string[];
}

const OF_MS_CHAP = /^MS-/;

/** Asks all cases of one router in one run of radclient, one after the other, since an answer bears no name. */
async function askRouter(port: number, secret: string, cases: readonly RadiusCase[]): Promise<Heard[]> {
  const packets = cases.map(({ request, from, isUnsigned }) =>
    [...request, ...(isUnsigned ? [] : ['Message-Authenticator = 0x00']), `Packet-Src-IP-Address = ${from}`].join('\n'),
  );
  const patience = cases[0]?.answer === 'silence' ? '0.7' : '8';
  const child = spawn('radclient', ['-x', '-r', '1', '-t', patience, '-p', '1', `127.0.0.1:${port}`, 'auth', secret]);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.resume();
  child.stdin.end(`${packets.join('\n\n')}\n`);
  await new Promise((resolve) => child.once('close', resolve));
  const heard = output
    .split(/^Sent Access-Request /m)
    .slice(1)
    .map(readAnswer);
  if (heard.length !== cases.length)
    throw new Error(`${cases.length} asked, ${heard.length} sent:\n${output.slice(-2_000)}`);
  return heard;
}

function readAnswer(block: string): Heard {
  const [, received] = block.split(/^Received /m);
  if (received === undefined) return { answer: 'silence', attributes: [], isSigned: false, hasClass: false, proof: [] };
  const lines = [...received.matchAll(/^\t(.*)$/gm)].map(([, line = '']) => line);
  const isPlain = (line: string): boolean =>
    !OF_MS_CHAP.test(line) && !/^(Message-Authenticator|Class|Proxy-State) /.test(line);
  return {
    answer: received.startsWith('Access-Accept') ? 'accept' : 'reject',
    attributes: lines.filter(isPlain).sort(),
    isSigned: lines.some((line) => line.startsWith('Message-Authenticator ')),
    hasClass: lines.some((line) => line.startsWith('Class = 0x646d31')),
    proof: lines.filter((line) => OF_MS_CHAP.test(line)).sort(),
  };
}

/** Asks all of them, router by router, the routers side by side; answers come in the order of the cases. */
export async function askAll(port: number, secret: string, cases: readonly RadiusCase[]): Promise<Heard[]> {
  const runs = new Map<string, number[]>();
  for (const [at, one] of cases.entries()) {
    // Whoever waits for nothing waits beside the others.
    const key = one.answer === 'silence' ? `silent ${at}` : `${one.from} ${one.secret ?? ''}`;
    runs.set(key, [...(runs.get(key) ?? []), at]);
  }
  const heard: Heard[] = [];
  await Promise.all(
    [...runs.values()].map(async (places) => {
      const asked = places.flatMap((at) => cases[at] ?? []);
      const answers = await askRouter(port, asked[0]?.secret ?? secret, asked);
      for (const [no, at] of places.entries()) {
        const answer = answers[no];
        if (answer) heard[at] = answer;
      }
    }),
  );
  return heard;
}
