import { spawn } from 'node:child_process';

/** Debian's radclient: a RADIUS client that is not ours, as the judge of what we put on the wire. */
export interface Verdict {
  readonly exitCode: number | null;
  readonly output: string;
}

export async function radclient(
  kind: 'auth' | 'acct' | 'status',
  port: number,
  lines: readonly string[],
  secret: string,
): Promise<Verdict> {
  const child = spawn('radclient', ['-x', '-r', '1', '-t', '1', `127.0.0.1:${port}`, kind, secret]);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stdin.on('error', () => undefined);
  child.stdin.end(`${lines.join('\n')}\n`);
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('close', resolve);
    child.once('error', () => reject(new Error('radclient is missing: apt-get install freeradius-utils')));
  });
  return { exitCode, output };
}

/** Asks for the Message-Authenticator, which radclient then computes. */
export const SIGNED = 'Message-Authenticator = 0x00';
