import { parseArgs } from 'node:util';
import { addDays, localDate } from '@demarc/kernel';
import { Lab } from '../bench/lab.ts';
import { SimStripe } from '../sim-stripe/server.ts';
import { tellUsage } from '../stage/rehearsal.ts';
import { Stage } from '../stage/stage.ts';
import { welcome } from './acts/customers.ts';
import { checkPromises, liveDay } from './day.ts';
import { endingOf } from './ending.ts';
import { Life } from './life.ts';
import { UnreliablePost } from './notices.ts';
import { foundProvider } from './provider.ts';
import { Trace } from './trace.ts';

const FIRST_DAY = localDate('2022-01-01');
const DAYS_A_MONTH = 30.4375;
const USAGE = `npm run demarc -- simulate [--months 24] [--seed N] [--customers 200] [--acts 8] [--check-every 1]
Lives a provider through, day by day, with random acts of all roles and a payment provider whose notices get lost. Every
promise about money is checked each evening. The same seed gives the same trace.
It ends with one line and its code: "trace <sha256>" (0); "violation seed N day D" (1) where a promise does not hold and "fault seed
N day D" (70) where the product failed, to both of which the same seed leads again; "ground seed N day D" (75) where the database or
the machine below it went away, which says nothing about the product.`;

export async function simulate(args: readonly string[]): Promise<number> {
  const wanted = readWish(args);
  if (!wanted) return tellUsage(USAGE, args);
  const { seed } = wanted;
  try {
    return await stageLife(wanted);
  } catch (error) {
    return tellEnding(error, { seed, day: 0 });
  }
}

/** Everything that a life needs, for as long as it is lived. */
async function stageLife(wanted: Wish): Promise<number> {
  const lab = await Lab.open({ fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' });
  const stripe = await SimStripe.start({ nowMs: () => now().getTime() });
  let now = (): Date => new Date(`${FIRST_DAY}T08:00:00Z`);
  try {
    stripe.webhooks.switches.delivery = 'held';
    const database = await lab.product('simulate');
    const env = { ...lab.commandEnvironment(database), STRIPE_API_URL: stripe.url };
    return await Stage.on('simulate', env, { seed: wanted.seed, now: now() }, async (stage) => {
      now = () => stage.clock.now();
      return live(stage, stripe, wanted);
    });
  } finally {
    await stripe.stop();
    await lab.close();
  }
}

interface Wish {
  readonly days: number;
  readonly seed: string;
  readonly customers: number;
  readonly acts: number;
  readonly checkEvery: number;
}

function readWish(args: readonly string[]): Wish | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      months: { type: 'string', default: '24' },
      seed: { type: 'string', default: '1' },
      customers: { type: 'string', default: '200' },
      acts: { type: 'string', default: '8' },
      'check-every': { type: 'string', default: '1' },
      help: { type: 'boolean' },
    },
  });
  const figures = [values.months, values.customers, values.acts, values['check-every']].map(Number);
  if (values.help || figures.some((figure) => !Number.isFinite(figure) || figure <= 0)) return undefined;
  const [months = 0, customers = 0, acts = 0, checkEvery = 1] = figures;
  return { days: Math.round(months * DAYS_A_MONTH), seed: values.seed, customers, acts, checkEvery };
}

async function live(stage: Stage, stripe: SimStripe, wish: Wish): Promise<number> {
  const trace = new Trace(stage);
  let day = 0;
  try {
    const life = new Life(stage, await foundProvider(stage), trace, FIRST_DAY);
    const post = await UnreliablePost.connect(stripe, life);
    for (let number = 0; number < wish.customers; number += 1) await welcome(life);
    await stage.settle();
    for (day = 1; day <= wish.days; day += 1) {
      life.today = addDays(FIRST_DAY, day);
      await liveDay(life, post, day, wish.acts);
      if (day % wish.checkEvery === 0 || day === wish.days) await checkPromises(life);
      if (life.today.endsWith('-01')) process.stderr.write(`${life.today} ${trace.hash.slice(0, 12)}\n`);
    }
    for (const [name, { done, refused }] of [...life.acts].sort())
      process.stderr.write(`${name.padEnd(24)} ${done} done, ${refused} refused\n`);
  } catch (error) {
    return tellEnding(error, { seed: wish.seed, day });
  }
  process.stdout.write(`trace ${trace.hash}\n`);
  return 0;
}

function tellEnding(error: unknown, { seed, day }: { readonly seed: string; readonly day: number }): number {
  const { word, code, what, hint } = endingOf(error);
  process.stderr.write(`${what}\nday ${day} (${addDays(FIRST_DAY, day)}) of seed ${seed}: ${hint}\n`);
  process.stdout.write(`${word} seed ${seed} day ${day}\n`);
  return code;
}
