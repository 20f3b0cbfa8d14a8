import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { SimRouter } from './sim-router.ts';

const USAGE = `A MikroTik router that speaks the RouterOS API, in memory.

  node tools/sim-routeros/main.mjs [--port 8728] [--tls-port 8729] [--host 127.0.0.1]

  --version V          6.42, 6.49.10, 7.12.1, 7.18.2 (7.18.2)
  --user U --password P   who may log in (admin, secret)
  --identity NAME      (sim-routeros)
  --secrets N          begin with so many PPP secrets
  --rows FILE          begin with rows of a JSON file: { "/ppp/secret": [ { "name": "a" } ] }
  --latency MS         before each command
  --serial             one command after the other
  --fragment N         send in pieces of N octets
  --row-delay MS       between the rows of an answer
  --code-page NAME     texts as bytes of this code page, as windows-1250
  --cut-after N        cut each connection when N octets were sent
  --refuse-login --silent --read-only
  --fatal REASON       end each conversation with this reason
`;

const OPTIONS = {
  port: { type: 'string', default: '8728' },
  'tls-port': { type: 'string', default: '8729' },
  host: { type: 'string', default: '127.0.0.1' },
  version: { type: 'string', default: '7.18.2' },
  user: { type: 'string', default: 'admin' },
  password: { type: 'string', default: 'secret' },
  identity: { type: 'string', default: 'sim-routeros' },
  secrets: { type: 'string', default: '0' },
  rows: { type: 'string' },
  latency: { type: 'string', default: '0' },
  serial: { type: 'boolean', default: false },
  fragment: { type: 'string', default: '0' },
  'row-delay': { type: 'string', default: '0' },
  'code-page': { type: 'string' },
  'cut-after': { type: 'string' },
  'refuse-login': { type: 'boolean', default: false },
  silent: { type: 'boolean', default: false },
  'read-only': { type: 'boolean', default: false },
  fatal: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ options: OPTIONS, args: [...args] });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const router = new SimRouter({
    version: values.version,
    identity: values.identity,
    users: { [values.user]: values.password },
    host: values.host,
    port: Number(values.port),
    tlsPort: Number(values['tls-port']),
  });
  seed(router, Number(values.secrets), values.rows);
  Object.assign(router.manners, {
    latencyMs: Number(values.latency),
    serial: values.serial,
    fragmentOctets: Number(values.fragment),
    rowDelayMs: Number(values['row-delay']),
    codePage: values['code-page'],
    cutAfterSent: values['cut-after'] === undefined ? undefined : Number(values['cut-after']),
    refuseLogin: values['refuse-login'],
    silent: values.silent,
    readOnly: values['read-only'],
    fatal: values.fatal,
  });
  await router.start();
  process.stdout.write(
    `api ${values.host}:${router.port}\napi-ssl ${values.host}:${router.tlsPort}\ncertificate sha256 ${router.certificate.sha256}\n`,
  );
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await router.stop();
  return 0;
}

function seed(router: SimRouter, secrets: number, file: string | undefined): void {
  for (let k = 1; k <= secrets; k += 1)
    router.add('/ppp/secret', { name: `login-${k}`, password: `password-${k}`, service: 'pppoe', comment: `row ${k}` });
  if (file === undefined) return;
  const rows = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, string>[]>;
  for (const [menu, list] of Object.entries(rows)) for (const row of list) router.add(menu, row);
}
