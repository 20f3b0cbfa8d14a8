import { parseArgs } from 'node:util';
import { decodeAttributes } from '@demarc/networking/radius';
import type { Peer } from './exchange.ts';
import { SimNas, type LoginOutcome } from './sim-nas.ts';
import type { SimMethod } from './credentials.ts';

const USAGE = `A router that logs customers in over RADIUS and answers CoA.

  node tools/sim-nas/main.ts --auth 127.0.0.1:1812 --acct 127.0.0.1:1813 --secret S --user U --password P

  --method pap|chap|mschap2   how to log in (pap)
  --sessions N                so many sessions of the same login (1)
  --mac 02:00:00:00:00:01     Calling-Station-Id of the first one; others count up
  --coa-port 3799             where to take CoA-Request and Disconnect-Request (3799)
  --identifier NAME           NAS-Identifier (sim-nas)
  --interim SECONDS           send an Interim-Update this often, whatever the server asked for
  --download-kbps N --upload-kbps N   traffic to report (0)
  --for SECONDS               end all sessions after so long; without it they stay until Ctrl-C
  --unsigned                  send no Message-Authenticator
`;

const OPTIONS = {
  auth: { type: 'string' },
  acct: { type: 'string' },
  secret: { type: 'string' },
  user: { type: 'string' },
  password: { type: 'string' },
  method: { type: 'string', default: 'pap' },
  sessions: { type: 'string', default: '1' },
  mac: { type: 'string', default: '02:00:00:00:00:01' },
  'coa-port': { type: 'string', default: '3799' },
  identifier: { type: 'string', default: 'sim-nas' },
  interim: { type: 'string' },
  'download-kbps': { type: 'string', default: '0' },
  'upload-kbps': { type: 'string', default: '0' },
  for: { type: 'string' },
  unsigned: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const { values } = parseArgs({ options: OPTIONS });
if (values.help) process.stdout.write(USAGE);
else process.exitCode = await run();

async function run(): Promise<number> {
  const { auth, acct, secret, user, password, method } = values;
  const authPeer = auth === undefined ? undefined : peer(auth);
  const acctPeer = acct === undefined ? undefined : peer(acct);
  if (
    !authPeer ||
    !acctPeer ||
    secret === undefined ||
    user === undefined ||
    password === undefined ||
    !isMethod(method)
  ) {
    process.stderr.write(`Missing or wrong option.\n\n${USAGE}`);
    return 2;
  }
  const nas = new SimNas({
    auth: authPeer,
    acct: acctPeer,
    secret,
    identifier: values.identifier,
    coaPort: Number(values['coa-port']),
    messageAuthenticator: !values.unsigned,
  });
  nas.coa.heard = ({ kind, answered, sessionId }) =>
    process.stdout.write(`${kind} for ${sessionId ?? 'a login'}: ${answered}\n`);
  await nas.start();
  try {
    let opened = 0;
    for (let k = 0; k < Number(values.sessions); k += 1) {
      const outcome = await nas.open({ user, password, method, mac: macAfter(values.mac, k) });
      say(outcome);
      if (outcome.kind === 'open') opened += 1;
    }
    if (opened > 0) await stay(nas);
    return opened > 0 ? 0 : 1;
  } finally {
    await nas.stop();
  }
}

/** Until the time is up, Ctrl-C, or until no session is left. */
async function stay(nas: SimNas): Promise<void> {
  const ended: Promise<unknown>[] = [...nas.sessions.values()].map(async (session) => {
    process.stdout.write(`${session.sessionId} ended, cause ${await session.ended}\n`);
  });
  const interim = values.interim === undefined ? undefined : Number(values.interim);
  const reports = interim === undefined ? undefined : setInterval(() => report(nas, interim), interim * 1000);
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
    if (values.for !== undefined) timer = setTimeout(resolve, Number(values.for) * 1000);
  });
  await Promise.race([over, Promise.all(ended)]);
  clearInterval(reports);
  clearTimeout(timer);
  await Promise.all([...nas.sessions.values()].map((session) => nas.close(session)));
}

function report(nas: SimNas, seconds: number): void {
  const octets = (kbps: string): bigint => (BigInt(kbps) * 1000n * BigInt(Math.max(1, Math.round(seconds)))) / 8n;
  for (const session of nas.sessions.values())
    void nas.interim(session, {
      downloadOctets: octets(values['download-kbps']),
      uploadOctets: octets(values['upload-kbps']),
    });
}

function say(outcome: LoginOutcome): void {
  if (outcome.kind === 'timeout') {
    process.stdout.write('no answer\n');
    return;
  }
  const head = outcome.kind === 'open' ? `accepted, session ${outcome.session.sessionId}` : 'rejected';
  process.stdout.write(`${head}\n`);
  for (const { name, value } of decodeAttributes(outcome.reply)) {
    const shown = Buffer.isBuffer(value) ? `0x${value.toString('hex')}` : String(value);
    process.stdout.write(`  ${name} = ${shown}\n`);
  }
}

function peer(text: string): Peer | undefined {
  const match = /^\[?([0-9a-fA-F.:]+?)\]?:(\d{1,5})$/.exec(text);
  return match ? { address: match[1] ?? '', port: Number(match[2]) } : undefined;
}

function isMethod(method: string): method is SimMethod {
  return method === 'pap' || method === 'chap' || method === 'mschap2';
}

function macAfter(first: string, added: number): string {
  const bare = (BigInt(`0x${first.replace(/[^0-9a-f]/gi, '')}`) + BigInt(added)).toString(16).padStart(12, '0');
  return bare.match(/../g)?.join(':') ?? first;
}
