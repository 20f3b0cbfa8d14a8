import { rmSync } from 'node:fs';
import { ApproveRun, IssueRun, PreviewRun, RecordPayment } from '@demarc/billing';
import { RadiusRole } from '@demarc/networking';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProductHouse } from '../../apps/api/test/product-house.ts';
import { radclient, SIGNED } from '../../libs/networking/test/radclient.ts';
import { exitCodeOf, spawnCommand } from '../../tools/start/product-command.ts';
import { ROOT } from '../../tools/start/workspace.ts';
import { type SplynxCustomer, writeSplynxFolder } from './splynx-folder.ts';
import { eventually } from './staged-provider.ts';

const RADIUS_SECRET = 'a-shared-secret-of-the-old-system';
const PASSWORD = 'password-of-the-old-system';

const line = (login: string, tariff = 1): SplynxCustomer['service'] => ({ tariff, login, password: PASSWORD });
const CUSTOMERS: readonly SplynxCustomer[] = [
  {
    name: 'Alder Test',
    status: 'active',
    service: line('alder'),
    billed: { '2026-02-01': 'paid', '2026-03-01': 'paid' },
  },
  { name: 'Birch Test', status: 'active', service: line('birch', 2), rented: 2, billed: { '2026-03-01': 'paid' } },
  {
    name: 'Cedar Test',
    status: 'blocked',
    service: line('cedar'),
    billed: { '2026-02-01': 'open', '2026-03-01': 'open' },
    changed: { on: '2026-02-17', by: 0 },
  },
  {
    name: 'Dogwood Test',
    status: 'disabled',
    service: { ...line('dogwood'), status: 'disabled', endsOn: '2026-02-10' },
    billed: { '2026-02-01': 'paid' },
    changed: { on: '2026-02-10', by: 1 },
  },
  {
    name: 'Elm Test',
    status: 'active',
    service: { ...line('elm'), endsOn: '2026-04-10' },
    billed: { '2026-03-01': 'paid' },
  },
  { name: 'Fir Test', status: 'active', service: line('fir', 2), billed: { '2026-03-01': 'open' }, blockingPeriod: 30 },
];

describe('a provider that moved over from Splynx', () => {
  let house: ProductHouse;
  let folder: string;
  let authPort: number;
  beforeAll(async () => {
    house = await ProductHouse.open({ now: '2026-03-15T08:00:00Z' });
    folder = writeSplynxFolder(CUSTOMERS, RADIUS_SECRET);
    const { exitCode, output } = await demarc(
      'import',
      'splynx',
      '--dir',
      folder,
      '--currency',
      'EUR',
      '--on',
      '2026-03-15',
      '--json',
    );
    expect(exitCode, output).toBe(0);
    report = JSON.parse(output) as typeof report;
    await house.settle();
    ({ authPort } = await house.app.get(RadiusRole).start());
  }, 120_000);
  afterAll(async () => {
    const found = await house.violations();
    await house.close();
    rmSync(folder, { recursive: true });
    expect(found).toEqual([]);
  });
  let report: { readonly exceptions: readonly object[]; readonly balances: Record<string, unknown> };

  it('owes and is owed what the old system said', async () => {
    expect(report.exceptions).toEqual([]);
    const accounts = await house.rows(
      `SELECT name, balance_minor AS balance, customer_status AS status FROM billing.account JOIN crm.customer ON id = customer_id ORDER BY name`,
    );
    expect(accounts).toEqual([
      { name: 'Alder Test', balance: '0', status: 'active' },
      { name: 'Birch Test', balance: '0', status: 'active' },
      { name: 'Cedar Test', balance: '-4800', status: 'blocked' },
      { name: 'Dogwood Test', balance: '0', status: 'inactive' },
      { name: 'Elm Test', balance: '0', status: 'active' },
      { name: 'Fir Test', balance: '-3600', status: 'active' },
    ]);
  });

  it('lets the same lines in at the same speeds, and no other', async () => {
    expect(await login('alder')).toContain('Mikrotik-Rate-Limit = "10M/50M 0/0 0/0 0/0 5 1M/5M"');
    expect(await login('birch')).toContain('Mikrotik-Rate-Limit = "20M/100M 0/0 0/0 0/0 5 2M/10M"');
    expect(await login('fir')).toContain('Received Access-Accept');
    expect(await login('alder', 'another password')).toContain('Reply-Message = "Wrong password"');
    expect(await login('cedar')).toContain('Reply-Message = "Service is blocked"');
    expect(await login('dogwood')).toContain('Received Access-Reject');
    expect((await login('alder', PASSWORD, 'another secret of the router')).includes('Received')).toBe(false);
  });

  it('bills in the next month what the services ask, and nothing that was billed there', async () => {
    house.clock.set(new Date('2026-04-01T08:00:00Z'));
    const { runId } = await house.run(PreviewRun, { forDate: '2026-04-01' });
    await house.settle();
    const [run] = await house.rows<{ planHash: string }>(
      'SELECT plan_hash AS "planHash" FROM billing.billing_run WHERE id = $1',
      [runId],
    );
    await house.run(ApproveRun, { runId, ...run });
    await house.run(IssueRun, { runId, ...run });
    await house.settle();
    const lines = await house.rows<{ line: string }>(
      `SELECT concat_ws(' ', customer.name, line.description, line.covers, line.net_minor, line.gross_minor) AS line
       FROM billing.invoice_line line JOIN billing.invoice ON invoice.id = line.invoice_id JOIN crm.customer ON customer.id = line.customer_id
       WHERE invoice.run_id = $1 ORDER BY customer.name, line.description`,
      [runId],
    );
    expect(lines.map(({ line: text }) => text)).toEqual([
      'Alder Test Home 50 [2026-04-01,2026-05-01) 2000 2400',
      'Birch Test Home 100 [2026-04-01,2026-05-01) 3000 3600',
      'Birch Test Router rental [2026-04-01,2026-05-01) 500 600',
      'Cedar Test Home 50 [2026-04-01,2026-05-01) 2000 2400',
      'Elm Test Home 50 [2026-04-01,2026-04-11) 667 800',
      'Fir Test Home 100 [2026-04-01,2026-05-01) 3000 3600',
    ]);
  });

  it('lets in who was blocked there, once the debt is paid', async () => {
    expect(await login('cedar')).toContain('Reply-Message = "Service is blocked"');
    const [debtor] = await house.rows<{ customerId: string; methodId: string }>(
      `SELECT customer.id AS "customerId", method.id AS "methodId" FROM crm.customer, billing.payment_method method WHERE customer.name = 'Cedar Test'`,
    );
    await house.run(RecordPayment, { ...debtor, amount: '72' });
    await house.settle();
    const accepted = await eventually('the login', async () => {
      const output = await login('cedar');
      return output.includes('Received Access-Accept') && output;
    });
    expect(accepted).toContain('Mikrotik-Rate-Limit = "10M/50M 0/0 0/0 0/0 5 1M/5M"');
  });

  it('keeps every promise that `demarc check` looks at', async () => {
    const { exitCode, output } = await demarc('check');
    expect(output).toContain('Everything holds.');
    expect(exitCode).toBe(0);
  });

  /** What an operator types, on the house's own database. */
  async function demarc(...args: string[]): Promise<{ exitCode: number; output: string }> {
    const { ownerUrl, appUrl } = house.database;
    const env = { ...process.env, NODE_ENV: 'test', DATA_DIR: house.folder, LOG_LEVEL: 'fatal' };
    const child = spawnCommand(ROOT, args, { ...env, DATABASE_URL: ownerUrl, APP_DATABASE_URL: appUrl }, [
      'ignore',
      'pipe',
      'inherit',
    ]);
    let output = '';
    child.stdout?.on('data', (part: Buffer) => (output += part.toString()));
    return { exitCode: await exitCodeOf(child), output };
  }

  async function login(user: string, password = PASSWORD, secret = RADIUS_SECRET): Promise<string> {
    const { output } = await radclient(
      'auth',
      authPort,
      [`User-Name = "${user}"`, `User-Password = "${password}"`, SIGNED],
      secret,
    );
    return output;
  }
});
