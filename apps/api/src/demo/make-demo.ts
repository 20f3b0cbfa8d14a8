import type { INestApplicationContext } from '@nestjs/common';
import { ChangePolicy } from '@demarc/billing';
import type { Settings } from '@demarc/config';
import { JobDrain } from '@demarc/jobs';
import {
  addDays,
  addMonths,
  dayOf,
  type LocalDate,
  localDateIn,
  type RandomSource,
  type SeededRandom,
  type SettableClock,
  startOfMonth,
  SystemRandom,
} from '@demarc/kernel';
import { RollUpUsage, SetAccessBrake } from '@demarc/networking';
import { Database, EVERYTHING } from '@demarc/persistence';
import { type Catalogue, keptRouterOf, openShop } from './catalogue.js';
import { keepRouter } from './kept-router.js';
import { live } from './life.js';
import type { Newcomer, Payer } from './people.js';
import { daysBefore, hasLine, type Online, playDay, playNow } from './sessions.js';
import { type DemoPlaces, openPlaces, putOnSectors, watchDevices } from './places.js';
import { type Equipment, leaveRouters } from './routers.js';
import { leaveSignIns } from './sign-ins.js';
import { AT_ONCE, Stage } from './stage.js';

const CUSTOMERS = 210;
const MONTHS = 3;
const USAGE_DAYS = 14;
/** Long enough for the reports to be rolled up, which must not run ahead of what the routers say next. */
const LAST_REPORT_MS = 120_000;

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
    const lines = people.filter(hasLine).filter((person) => person.payer !== 'never');
    await putOnSectors(stage, places, lines);
    await settle();
    const open = await openLines(stage, lines);
    for (const day of daysBefore(today, USAGE_DAYS))
      await playDay(
        stage,
        lines.filter((line) => open.has(line) || dayOf(day) < 16),
        day,
      );
    await stage.run(ChangePolicy, {
      suspendWithoutApproval: null,
      brakePercent: null,
      secondPersonAbove: null,
      suspendFirst: null,
    });
    await stage.run(SetAccessBrake, { percent: 5, windowMinutes: 10, atLeast: 20 });
    const online = await playNow(
      stage,
      [...open].filter(([line]) => line !== people[0]),
      new Date(now.getTime() - LAST_REPORT_MS),
    );
    clock.set(now);
    await app.get(RollUpUsage).run();
    const [first, second] = [people[0], people.find((person) => person.payer === 'late')];
    if (!first || !second) throw new Error('the demo has nobody to sign in as');
    await leaveSignIns(stage, settings, shop, random, { person: first, portal: second });
    await settle();
    const rest = lines.filter((line) => line !== first);
    await leaveRouters(
      stage,
      settings,
      shop,
      rest,
      { open, online },
      await leaveEquipment(stage, shop, places, random),
    );
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

/** The lines that are open, each with the version of its access that a router was last told. */
async function openLines(stage: Stage, lines: readonly Online[]): Promise<ReadonlyMap<Online, number>> {
  const open = await stage.rows<{ service_id: string; version: number }>(
    `SELECT service_id, desired_version AS version FROM networking.access WHERE live AND desired = 'open'`,
  );
  const versions = new Map(open.map((row) => [row.service_id, row.version]));
  return new Map(
    lines.flatMap((line) => {
      const version = versions.get(line.internet.serviceId);
      return version === undefined ? [] : [[line, version] as const];
    }),
  );
}

/** Most are there from the start, the rest join over the months; how they pay is spread as in life. */
function newcomersOf(stage: Stage, from: LocalDate, today: LocalDate, random: RandomSource): Newcomer[] {
  const days = Math.max(1, Math.round((Date.parse(today) - Date.parse(from)) / 86_400_000) - 3);
  return Array.from({ length: CUSTOMERS }, (_, index) => {
    const joinsOn = index < CUSTOMERS * 0.55 ? from : addDays(from, stage.between(1, days));
    const password = random.token(9);
    if (index === 0) return { joinsOn, payer: 'prompt' as const, password };
    return { joinsOn, payer: payerOf(stage.below(100)), password };
  });
}

function payerOf(roll: number): Payer {
  if (roll < 84) return 'prompt';
  if (roll < 92) return 'late';
  return roll < 96 ? 'never' : 'partial';
}
