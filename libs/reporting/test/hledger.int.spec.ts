import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PrintHledger } from '../src/index.js';
import { openPerson } from './reporting-world.js';
import { openReportsWorld, type ReportsWorld } from './reports-world.js';
import { IssueOneTimeInvoice } from '@demarc/billing';

describe('the ledger in the format of hledger', () => {
  let crm: ReportsWorld;
  const folder = mkdtempSync(join(tmpdir(), 'demarc-hledger-'));
  beforeAll(async () => {
    crm = await openReportsWorld();
    const odd = await openPerson(crm.world, crm.north, { name: '  Semi; colon (42) | "pipe"\u2028x' });
    await crm.world.run(IssueOneTimeInvoice, {
      customerId: odd,
      lines: [{ description: 'Cable; long', unitPrice: '0.10' }],
    });
  });
  afterAll(async () => {
    expect(await crm.world.violations()).toEqual([]);
    await crm.world.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const journal = async (period: { from?: string; through?: string }): Promise<string> => {
    const pieces: Buffer[] = [];
    const sink = {
      write: (bytes: Buffer): Promise<void> => {
        pieces.push(bytes);
        return Promise.resolve();
      },
      progress: (): Promise<void> => Promise.resolve(),
    };
    await crm.world.ask(PrintHledger, { ...period, sink });
    const path = join(folder, `${period.from ?? 'all'}-${period.through ?? 'now'}.journal`);
    writeFileSync(path, Buffer.concat(pieces));
    return path;
  };
  const hledger = (path: string, ...args: string[]): string =>
    execFileSync('hledger', ['-f', path, ...args], { encoding: 'utf8', env: { ...process.env, LANG: 'C.UTF-8' } });

  /** Account → minor units, as hledger adds them up. */
  const balances = (path: string): Map<string, string> => {
    const rows = hledger(path, 'balance', '--flat', '--no-total', '-O', 'csv').trim().split('\n').slice(1);
    return new Map(
      rows.map((row) => {
        const [account = '', amount = ''] = row.slice(1, -1).split('","');
        return [account, String(BigInt(amount.replace(' UYU', '').replace('.', '')))];
      }),
    );
  };
  const ours = async (through: string): Promise<Map<string, string>> => {
    const rows = await crm.world.rows<{ account: string; minor: string }>(
      `SELECT CASE chart.kind WHEN 'asset' THEN 'assets' WHEN 'liability' THEN 'liabilities' WHEN 'expense' THEN 'expenses' ELSE chart.kind END
         || ':' || replace(posting.account_code, '.', ':') || coalesce(':' || customer.number, '') AS account, sum(posting.amount_minor)::text AS minor
       FROM billing.posting JOIN billing.journal_entry entry ON entry.id = posting.entry_id JOIN billing.ledger_account chart ON chart.code = posting.account_code
       LEFT JOIN crm.customer customer ON customer.id = posting.customer_id WHERE entry.occurred_on <= $1::date GROUP BY 1 HAVING sum(posting.amount_minor) <> 0`,
      [through],
    );
    return new Map(rows.map(({ account, minor }) => [account, minor]));
  };

  it('passes hledger’s strict check, and balances to the cent for every account and customer', async () => {
    const path = await journal({});
    hledger(path, 'check', '--strict');
    const theirs = balances(path);
    expect(theirs.size).toBeGreaterThan(4);
    expect([...theirs].sort()).toEqual([...(await ours('2026-03-15'))].sort());
    const trial = await crm.report('trial-balance', { through: '2026-03-15' });
    for (const row of trial.rows) {
      const name = row['code']?.replaceAll('.', ':') ?? '';
      const total = [...theirs].filter(([account]) => account.split(':').slice(1).join(':').startsWith(name));
      const minor = total.reduce((sum, [, amount]) => sum + BigInt(amount), 0n);
      expect(minor).toBe(BigInt(row['debit_balance'] ?? 0) - BigInt(row['credit_balance'] ?? 0));
    }
  });

  it('of a stretch of time begins with what stood before, so that its balances are the same', async () => {
    const path = await journal({ from: '2026-02-01', through: '2026-02-28' });
    hledger(path, 'check', '--strict');
    expect([...balances(path)].sort()).toEqual([...(await ours('2026-02-28'))].sort());
    const dates = hledger(path, 'print', '-O', 'csv')
      .split('\n')
      .slice(1)
      .map((row) => row.split(',')[1]);
    expect(dates.filter((date) => date !== undefined && (date < '"2026-02-01"' || date > '"2026-02-28"'))).toEqual([]);
  });
});
