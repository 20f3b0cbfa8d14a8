import { sealAudit, verifyAudit } from '@demarc/audit';
import { billingInvariants } from '@demarc/billing';
import { crmInvariants } from '@demarc/crm';
import { identityInvariants } from '@demarc/identity';
import { networkingInvariants } from '@demarc/networking';
import { Database, EVERYTHING, type Sql } from '@demarc/persistence';
import { type CliCommand, withApp } from './command.js';

interface CheckResult {
  readonly id: string;
  readonly sentence: string;
  readonly violations: readonly string[];
}

/** Every promise about the stored data, each as one statement, and the chain of the audit log. */
export const checkCommand: CliCommand = {
  name: 'check',
  sentence: 'Verify the money invariants and the audit chain; exits 1 on a violation. --json for a report.',
  async run(args, settings) {
    const results = await withApp(settings, async (app) => {
      const database = app.get(Database);
      while ((await database.write(EVERYTHING, ({ sql }) => sealAudit(sql))) > 0);
      return database.read(EVERYTHING, checkAll);
    });
    const isClean = results.every((result) => result.violations.length === 0);
    process.stdout.write(args.includes('--json') ? `${JSON.stringify({ ok: isClean, results })}\n` : report(results, isClean));
    return isClean ? 0 : 1;
  },
};

async function checkAll(sql: Sql): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const invariant of [...identityInvariants, ...billingInvariants, ...crmInvariants, ...networkingInvariants]) {
    const rows = await sql.query<{ violation: string }>(invariant.sql);
    results.push({ id: invariant.id, sentence: invariant.sentence, violations: rows.map((row) => row.violation) });
  }
  const fault = await verifyAudit(sql);
  results.push({
    id: 'A-13',
    sentence: 'The audit log is whole: no entry was changed, removed, added or moved.',
    violations: fault ? [`entry ${fault.entrySeq} (seal ${fault.no}): ${fault.fault}`] : [],
  });
  return results;
}

function report(results: readonly CheckResult[], isClean: boolean): string {
  const lines = results.flatMap((result) => [
    `${result.violations.length === 0 ? 'ok  ' : 'BAD '} ${result.id.padEnd(6)} ${result.sentence}`,
    ...result.violations.map((violation) => `            ${violation}`),
  ]);
  return `${lines.join('\n')}\n${isClean ? 'Everything holds.' : 'Some promises do not hold.'}\n`;
}
