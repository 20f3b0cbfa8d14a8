import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { PgBoss } from 'pg-boss';
import { ANNOUNCEMENTS, bossOptions, waitingQueues } from './boss.js';
import { ScheduledJob } from './job.js';
import { QueueIntake } from './queue-intake.js';
import { JobRegistry } from './registry.js';

/** Jobs for a later moment are announced by nobody: one question for all queues finds them. */
const LOOK_MS = 2_000;
const MOST_CONNECTIONS = 8;
const STOP_LIMIT_MS = 10_000;

/** The doing side, started in the worker role: takes jobs as they are announced and runs each until it succeeds or is parked. */
@Injectable()
export class JobWorker implements OnApplicationShutdown {
  private readonly log = new Logger('jobs');
  private readonly intakes = new Map<string, QueueIntake>();
  private boss: PgBoss | undefined;
  private hearing: { close(): Promise<void> } | undefined;
  private looks: NodeJS.Timeout | undefined;

  constructor(
    private readonly registry: JobRegistry,
    private readonly connectionString: string,
  ) {}

  async start(): Promise<void> {
    const boss = new PgBoss(bossOptions(this.connectionString, MOST_CONNECTIONS));
    boss.on('error', (error: Error) => this.log.error({ err: error }, 'the job queue reports an error'));
    await boss.start();
    this.boss = boss;
    for (const job of this.registry.all()) {
      this.intakes.set(job.name, new QueueIntake(boss, job, this.log));
      if (!(job instanceof ScheduledJob)) continue;
      await boss.schedule(job.name, job.cron, {}, { tz: 'UTC' });
      if (job.atStart) await boss.send(job.name, {});
    }
    const look = (): Promise<void> => this.look(boss);
    this.hearing = await boss.getDb().listen?.(
      ANNOUNCEMENTS,
      (name) => this.intakes.get(name)?.announce(),
      () => void look(),
    );
    this.looks = setInterval(() => void look(), LOOK_MS);
    await look();
  }

  private async look(boss: PgBoss): Promise<void> {
    try {
      for (const name of await waitingQueues(boss, [...this.intakes.keys()])) this.intakes.get(name)?.announce();
    } catch (error) {
      this.log.error({ err: error }, 'the job queue does not answer');
    }
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.looks);
    await this.hearing?.close();
    await Promise.all([...this.intakes.values()].map((intake) => intake.stop(STOP_LIMIT_MS)));
    await this.boss?.stop({ graceful: true, timeout: STOP_LIMIT_MS, close: true });
  }
}
