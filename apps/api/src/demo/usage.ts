import { dayOf, type LocalDate } from '@demarc/kernel';
import { type AccountingRecord, RollUpUsage, TurnPolicies } from '@demarc/networking';
import { daysBefore, type Online, playDay, playNow, USAGE_DAYS } from './sessions.js';
import type { Stage } from './stage.js';

/** Long enough for the reports to be rolled up, which must not run ahead of what the routers say next. */
const LAST_REPORT_MS = 120_000;

/** What lines used on the days before today; who is blocked now was so from the middle of the month. */
export async function playDays(stage: Stage, lines: readonly Online[], today: LocalDate): Promise<void> {
  const open = await openLines(stage, lines);
  for (const day of daysBefore(today, USAGE_DAYS))
    await playDay(
      stage,
      lines.filter((line) => open.has(line) || dayOf(day) < 16),
      day,
    );
}

export interface AtWork {
  readonly open: ReadonlyMap<Online, number>;
  readonly online: ReadonlyMap<Online, AccountingRecord>;
}

/** Who is online now, at the speed that usage so far leaves them. */
export async function playToday(stage: Stage, lines: readonly Online[], now: Date): Promise<AtWork> {
  const lastReport = new Date(now.getTime() - LAST_REPORT_MS);
  stage.clock.set(lastReport);
  await stage.app.get(TurnPolicies).run({}, { jobId: 'demo', retryCount: 0, signal: new AbortController().signal });
  await stage.settle();
  const open = await openLines(stage, lines);
  const online = await playNow(stage, [...open], lastReport);
  stage.clock.set(now);
  await stage.app.get(RollUpUsage).run();
  return { open, online };
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
