import { parseArgs } from 'node:util';
import { RadiusRole } from '@demarc/networking';
import { Lab } from '../bench/lab.ts';
import { tellUsage, tellVerdict } from '../stage/rehearsal.ts';
import { Stage } from '../stage/stage.ts';
import { CutOffRehearsal, type CutOffWish } from './rehearsal.ts';

const USAGE = `npm run demarc -- cut-off [--rounds 60] [--routers 8] [--customers 6] [--seed 1]
Routers that are kept by rows over their API and routers that ask by RADIUS, each behind links that are cut, lose, double and
delay, while billing blocks and restores customers at random. Nothing counts as reached that a router does not have; after
healing everything is as desired within two minutes of the product's time, with few commands, and then nothing more is said.`;
const NOW = new Date('2026-03-15T08:00:00Z');

export async function cutOff(args: readonly string[]): Promise<number> {
  const wish = readWish(args);
  if (!wish) return tellUsage(USAGE, args);
  const lab = await Lab.open({ fsync: 'off', full_page_writes: 'off' });
  try {
    const database = await lab.product('cutoff');
    const begin = { seed: wish.seed, now: NOW };
    return await Stage.on('cut-off', lab.environment(database), begin, (stage) => rehearse(stage, wish));
  } finally {
    await lab.close();
  }
}

async function rehearse(stage: Stage, wish: CutOffWish): Promise<number> {
  const ports = await stage.app.get(RadiusRole).start();
  const rehearsal = await CutOffRehearsal.open(stage, ports, wish);
  try {
    await rehearsal.live(wish.rounds);
    const { faults, changes, cuts, commands, healedAfterMinutes } = rehearsal;
    const routers = wish.rowRouters + wish.sessionRouters;
    return tellVerdict(
      `${routers} routers cut off ${cuts} times during ${changes} changes: ${commands} commands, as desired ${healedAfterMinutes} min after healing`,
      faults,
    );
  } finally {
    await rehearsal.close();
  }
}

function readWish(args: readonly string[]): CutOffWish | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '60' },
      routers: { type: 'string', default: '8' },
      customers: { type: 'string', default: '6' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean' },
    },
  });
  const [rounds = 0, routers = 0, customersEach = 0] = [values.rounds, values.routers, values.customers].map(Number);
  if (values.help || !(rounds > 0) || !(routers > 1) || !(customersEach > 0)) return undefined;
  const sessionRouters = Math.floor(routers / 2);
  const rowRouters = routers - sessionRouters;
  return { rounds, rowRouters, sessionRouters, customersEach, seed: values.seed, areSessionsCut: true };
}
