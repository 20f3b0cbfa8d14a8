import { Operators } from '@demarc/crm';
import { SeededRandom, SettableClock, SystemClock } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import { makeDemo } from '../demo/make-demo.js';
import { type CliCommand, withApp } from './command.js';

const SEED = 'northlight';

/** Fills an empty database with the demo provider; a database that has a provider is left alone. */
export const demoCommand: CliCommand = {
  name: 'demo',
  sentence: 'Fill an empty database with the demo provider.',
  async run(_args, settings) {
    const now = new SystemClock().now();
    const clock = new SettableClock(now);
    return withApp(
      settings,
      async (app) => {
        const operator = await app.get(Database).read(EVERYTHING, (sql) => app.get(Operators).find(sql));
        if (operator) {
          process.stderr.write(`The database belongs to ${operator.name}; it is left alone.\n`);
          return 0;
        }
        await makeDemo(app, clock, new SeededRandom(SEED), settings, now, (line) => process.stdout.write(`${line}\n`));
        return 0;
      },
      { clock, commits: 'do not wait' },
    );
  },
};
