import type { INestApplicationContext } from '@nestjs/common';
import type { Settings } from '@demarc/config';
import { JobDrain } from '@demarc/jobs';
import {
  addDays,
  addMonths,
  type LocalDate,
  localDateIn,
  type RandomSource,
  type SeededRandom,
  type SettableClock,
  startOfMonth,
  SystemRandom,
} from '@demarc/kernel';
import { SetAccessBrake } from '@demarc/networking';
import { Database, EVERYTHING } from '@demarc/persistence';
import { type Catalogue, keptRouterOf, openShop } from './catalogue.js';
import { keepRouter } from './kept-router.js';
import { live } from './life.js';
import { paced, thirstiest } from './metered.js';
import type { Newcomer, Payer } from './people.js';
import { hasLine } from './sessions.js';
import { type DemoPlaces, openPlaces, putOnSectors, watchDevices } from './places.js';
import { type Equipment, leaveRouters } from './routers.js';
import { leaveSignIns } from './sign-ins.js';
import { AT_ONCE, Stage } from './stage.js';
import { playDays, playToday } from './usage.js';

const CUSTOMERS = 210;
const MONTHS = 3;
/** They promised to pay and did not: today somebody is due. */
const PROMISED = 3;

/**
 * A believable provider: opened three months ago, lived through day by day with the product's own commands, up to `now`. The
 * same day and seed give the same people, plans, documents and payments; ids, the order of what happens at once, and the
 * passwords are this installation's own.
 */
export async function makeDemo(
  app: INestApplicationContext,
  clock: SettableClock,
  dice: SeededRandom,
  settings: Settings,
  now: Date,
  tell: (line: string) => void,
): Promise<void> {
  await app.get(JobDrain).during(async (settle) => {
    const stage = new Stage(app, clock, dice, settle, tell);
    const today = localDateIn('Europe/Lisbon', now);
    const from = startOfMonth(addMonths(today, -MONTHS));
    stage.at(from, '07:00:00');
    const random = new SystemRandom();
    const shop = await openShop(stage);
    const places = await openPlaces(stage, shop);
    const people = await live(stage, shop, newcomersOf(stage, from, today, random), from, today);
    const payers = people.filter(hasLine).filter((person) => person.payer !== 'never');
    const lines = paced(payers, shop.metered, today);
    await putOnSectors(stage, places, lines);
    await settle();
    await playDays(stage, lines, today);
    // While the past was played, nothing waited for a person.
    await stage.run(SetAccessBrake, { percent: 5, windowMinutes: 10, atLeast: 20 });
    const [first, second] = [people[0], people.find((person) => person.payer === 'late')];
    // The first line is left to visitors, who dial in by themselves.
    const others = lines.filter(({ id }) => id !== first?.id);
    const atWork = await playToday(stage, others, now);
    const metered = thirstiest(atWork.online.keys());
    if (!first || !second || !metered) throw new Error('the demo has nobody to sign in as');
    await leaveSignIns(stage, settings, shop, random, { person: first, portal: second, metered });
    await settle();
    await leaveRouters(stage, settings, shop, others, atWork, await leaveEquipment(stage, shop, places, random));
    await keep(app);
    tell(`${people.length} customers since ${from}`);
  }, AT_ONCE);
}

/** What is asked of equipment waits for the worker, when the equipment is there to answer: so it comes after everything is settled. */
async function leaveEquipment(
  stage: Stage,
  shop: Catalogue,
  places: DemoPlaces,
  random: RandomSource,
): Promise<Equipment> {
  const devices = await watchDevices(stage, shop, places);
  return { devices, apiOf: keptRouterOf(shop).id, api: await keepRouter(stage, shop, random) };
}

/** Commits of the demo do not wait for the disk; this one does, and all that were before are on the disk with it. */
async function keep(app: INestApplicationContext): Promise<void> {
  await app.get(Database).write(EVERYTHING, async ({ sql }) => {
    await sql.execute('SET LOCAL synchronous_commit = on');
    await sql.query(`SELECT pg_logical_emit_message(true, 'demarc', '')`);
  });
}

/** Most are there from the start, the rest join over the months; how they pay is spread as in life. */
function newcomersOf(stage: Stage, from: LocalDate, today: LocalDate, random: RandomSource): Newcomer[] {
  const days = Math.max(1, Math.round((Date.parse(today) - Date.parse(from)) / 86_400_000) - 3);
  return Array.from({ length: CUSTOMERS }, (_, index) => {
    const joinsOn = index < CUSTOMERS * 0.55 ? from : addDays(from, stage.between(1, days));
    const password = random.token(9);
    if (index === 0) return { joinsOn, payer: 'prompt' as const, password };
    const payer = payerOf(stage.below(100));
    return { joinsOn, payer: index <= PROMISED ? 'promised' : payer, password };
  });
}

function payerOf(roll: number): Payer {
  if (roll < 84) return 'prompt';
  if (roll < 92) return 'late';
  return roll < 96 ? 'never' : 'partial';
}
