import { parseArgs } from 'node:util';
import { SimStripe } from './server.ts';

const USAGE = `node tools/sim-stripe/main.ts [--port 12111] [--host 127.0.0.1] [--key sk_test_demarc]
  [--webhook http://127.0.0.1:8080/webhooks/stripe/ACCOUNT --webhook-secret whsec_demarc_test]
  [--delivery now|held|lost] [--copies N] [--late MS] [--slow MS] [--page-fails-after-paying]
  [--fault "POST /v1/refunds=500_after"] (500_before, 500_after, cut_before, cut_after, broken_body, rate_limited; each time)
`;
const DELIVERIES = ['now', 'held', 'lost'] as const;
const FAULTS = ['500_before', '500_after', 'cut_before', 'cut_after', 'broken_body', 'rate_limited'] as const;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '12111' },
    host: { type: 'string', default: '127.0.0.1' },
    key: { type: 'string', default: 'sk_test_demarc' },
    webhook: { type: 'string' },
    'webhook-secret': { type: 'string', default: 'whsec_demarc_test' },
    delivery: { type: 'string', default: 'now' },
    copies: { type: 'string', default: '1' },
    late: { type: 'string', default: '0' },
    slow: { type: 'string', default: '0' },
    'page-fails-after-paying': { type: 'boolean', default: false },
    fault: { type: 'string', multiple: true, default: [] },
    help: { type: 'boolean', default: false },
  },
});

const delivery = DELIVERIES.find((one) => one === values.delivery);
if (values.help || !delivery) {
  process.stderr.write(USAGE);
  process.exit(values.help ? 0 : 2);
}

const simulator = await SimStripe.start({
  host: values.host,
  port: Number(values.port),
  secretKey: values.key,
  ...(values.webhook === undefined ? {} : { webhook: { url: values.webhook, secret: values['webhook-secret'] } }),
});
simulator.slowMs = Number(values.slow);
simulator.pageFailsAfterPaying = values['page-fails-after-paying'];
Object.assign(simulator.webhooks.switches, { delivery, copies: Number(values.copies), lateMs: Number(values.late) });
for (const fault of values.fault) {
  const [on = '', name = ''] = fault.split('=');
  const kind = FAULTS.find((one) => one === name);
  if (!kind) {
    process.stderr.write(USAGE);
    process.exit(2);
  }
  simulator.faults.push({ on, kind, times: Number.POSITIVE_INFINITY });
}

process.stdout.write(`${simulator.url}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void simulator.stop());
