import { parseArgs } from 'node:util';
import { Dataset } from './dataset.ts';
import { SplynxSimulator } from './server.ts';

const USAGE = `node tools/sim-splynx/main.ts --dir FOLDER [--port 8090] [--host 127.0.0.1] [--key demo-key] [--secret demo-secret]
  [--no-basic] [--check-nonce] [--token-seconds 1800] [--slow MS] [--fail-every N] [--drop-every N] [--strings]
  [--ignore-paging] [--repeat-last-page] [--forbid invoices,payments] [--disable cpe]`;

const { values } = parseArgs({
  allowNegative: true,
  options: {
    dir: { type: 'string' },
    port: { type: 'string', default: '8090' },
    host: { type: 'string', default: '127.0.0.1' },
    key: { type: 'string', default: 'demo-key' },
    secret: { type: 'string', default: 'demo-secret' },
    basic: { type: 'boolean', default: true },
    'check-nonce': { type: 'boolean', default: false },
    'token-seconds': { type: 'string', default: '1800' },
    slow: { type: 'string', default: '0' },
    'fail-every': { type: 'string', default: '0' },
    'drop-every': { type: 'string', default: '0' },
    strings: { type: 'boolean', default: false },
    'ignore-paging': { type: 'boolean', default: false },
    'repeat-last-page': { type: 'boolean', default: false },
    forbid: { type: 'string', default: '' },
    disable: { type: 'string', default: '' },
  },
});

if (values.dir === undefined) {
  process.stderr.write(`${USAGE}\n`);
  process.exit(2);
}

const simulator = await SplynxSimulator.start({
  dataset: Dataset.fromFolder(values.dir),
  host: values.host,
  port: Number(values.port),
  apiKey: { key: values.key, secret: values.secret, allowBasic: values.basic, checkNonce: values['check-nonce'] },
  tokenSeconds: Number(values['token-seconds']),
  switches: {
    slowMs: Number(values.slow),
    failEvery: Number(values['fail-every']),
    dropEvery: Number(values['drop-every']),
    asStrings: values.strings,
    ignorePaging: values['ignore-paging'],
    repeatLastPage: values['repeat-last-page'],
    forbidden: new Set(values.forbid.split(',')),
    disabled: new Set(values.disable.split(',')),
  },
});

process.stdout.write(`${simulator.url}/api/2.0/\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void simulator.stop());
