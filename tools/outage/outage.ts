import { parseArgs } from 'node:util';
import { tellUsage, tellVerdict } from '../stage/rehearsal.ts';
import { Rehearsal, type OutageWish } from './rehearsal.ts';

const USAGE = `npm run demarc -- outage [--minutes 10 | --seconds 600] [--what database,api] [--rate 20] [--subscribers 300] [--seed 1]
PostgreSQL (and with "api" the API and the worker) are killed with kill -9 under a steady load of so many acts a second, and stay
away for so long; a third into it the radius process is killed too and comes back from what it has on the disk. Known customers
get in, blocked ones do not, accounting is answered; afterwards each session has the octets that its router counted, once, and
what was decided before and after holds on the network.`;

export async function outage(args: readonly string[]): Promise<number> {
  const wish = readWish(args);
  if (!wish) return tellUsage(USAGE, args);
  const rehearsal = await Rehearsal.open(wish, (line) => void process.stderr.write(`${line}\n`));
  try {
    const { faults, summary } = await rehearsal.live();
    return tellVerdict(summary, faults);
  } finally {
    await rehearsal.close();
  }
}

function readWish(args: readonly string[]): OutageWish | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: 'string', default: '10' },
      seconds: { type: 'string' },
      what: { type: 'string', default: 'database,api' },
      rate: { type: 'string', default: '20' },
      subscribers: { type: 'string', default: '300' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean' },
    },
  });
  const seconds = values.seconds === undefined ? Number(values.minutes) * 60 : Number(values.seconds);
  const [rate, subscribers] = [Number(values.rate), Number(values.subscribers)];
  const what = values.what.split(',');
  const isKnown = what.every((one) => one === 'database' || one === 'api') && what.includes('database');
  if (values.help || !isKnown || !(seconds >= 1) || !(rate > 0) || !(subscribers >= 20)) return undefined;
  return { seconds, rate, subscribers, isApiKilled: what.includes('api'), seed: values.seed };
}
