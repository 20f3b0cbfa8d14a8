import { parseArgs } from 'node:util';
import { once } from 'node:events';
import { systemActor } from '@demarc/access';
import { QueryBus } from '@demarc/commands';
import { Refusal } from '@demarc/kernel';
import { PrintHledger } from '@demarc/reporting';
import { type CliCommand, withApp } from './command.js';

const USAGE = `export hledger [--from YYYY-MM-DD] [--to YYYY-MM-DD] > ledger.journal
  --from   the first day (else the first that anything was booked on); what came before is one opening transaction
  --to     the last day (else today)
`;

/** The ledger in the format of hledger, to standard output. */
export const exportHledgerCommand: CliCommand = {
  name: 'export hledger',
  sentence: 'Write the ledger as a journal that hledger reads: --from, --to.',
  async run(args, settings) {
    const wanted = wantedOf(args);
    if (!wanted) {
      process.stderr.write(USAGE);
      return 64;
    }
    return withApp(settings, async (app) => {
      try {
        const call = { actor: systemActor('export'), requestId: 'export-hledger' };
        await app.get(QueryBus).ask(PrintHledger, { ...wanted, sink: { write, progress } }, call);
        return 0;
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        process.stderr.write(`${error.message}\n`);
        return 65;
      }
    });
  },
};

function wantedOf(args: readonly string[]): { from: string | undefined; through: string | undefined } | undefined {
  try {
    const { values } = parseArgs({ args: [...args], options: { from: { type: 'string' }, to: { type: 'string' } } });
    return { from: values.from, through: values.to };
  } catch {
    return undefined;
  }
}

async function write(bytes: Buffer): Promise<void> {
  if (!process.stdout.write(bytes)) await once(process.stdout, 'drain');
}

function progress(): Promise<void> {
  return Promise.resolve();
}
