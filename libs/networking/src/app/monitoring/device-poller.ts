import { Injectable, Logger } from '@nestjs/common';
import { systemActor } from '@demarc/access';
import { Acts } from '@demarc/commands';
import { Clock } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import { SecretBox } from '@demarc/secrets';
import { AlertWatcher } from './alert-watcher.js';
import { DeviceProbe } from './device-probe.js';
import { DEVICE_COLUMNS, type DeviceRow } from './device-row.js';
import { DeviceStore } from './device-store.js';
import type { OwnMetricRow } from './reading-values.js';

const MOST_A_ROUND = 1_000;
const AT_ONCE = 24;
/** A worker that dies in the middle leaves its devices to others after so long. */
const LEASE_MS = 120_000;

/** Asks the devices whose turn it is, so many at once, and keeps each answer in a transaction of its own. */
@Injectable()
export class DevicePoller {
  private readonly log = new Logger('monitoring');

  constructor(
    private readonly database: Database,
    private readonly acts: Acts,
    private readonly clock: Clock,
    private readonly secrets: SecretBox,
    private readonly probe: DeviceProbe,
    private readonly store: DeviceStore,
    private readonly watcher: AlertWatcher,
  ) {}

  /** Answers how many were asked. `only` asks one now, whether it is its turn or not. */
  async pollDue(signal?: AbortSignal, only?: string): Promise<number> {
    await this.secrets.ready();
    const queue = await this.claim(only);
    const count = queue.length;
    const work = async (): Promise<void> => {
      for (let device = queue.shift(); device && signal?.aborted !== true; device = queue.shift())
        await this.poll(device, signal);
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, count) }, work));
    return count;
  }

  private claim(only: string | undefined): Promise<DeviceRow[]> {
    const now = this.clock.now();
    return this.database.write(EVERYTHING, ({ sql }) =>
      sql.query<DeviceRow>(
        `UPDATE networking.device SET polling_until = $2 WHERE id IN (
           SELECT id FROM networking.device WHERE active AND (polling_until IS NULL OR polling_until <= $1)
             AND CASE WHEN $3::uuid IS NULL THEN coalesce(next_poll_at, $1) <= $1 ELSE id = $3 END
           ORDER BY next_poll_at NULLS FIRST LIMIT ${MOST_A_ROUND} FOR UPDATE SKIP LOCKED)
         RETURNING ${DEVICE_COLUMNS}`,
        [now, new Date(now.getTime() + LEASE_MS), only ?? null],
      ),
    );
  }

  /** A fault of ours with one device must not keep the others waiting. */
  private async poll(device: DeviceRow, signal: AbortSignal | undefined): Promise<void> {
    try {
      const own = await this.database.read(EVERYTHING, (sql) =>
        sql.query<OwnMetricRow>(
          `SELECT key, name, unit, oid, factor, kind, last_raw::text, last_at FROM networking.device_metric WHERE device_id = $1 AND own AND active`,
          [device.id],
        ),
      );
      const reading = await this.probe.read(device, own, signal);
      const call = { actor: systemActor('networking.poll-devices'), requestId: device.id };
      await this.acts.perform(call, 'networking.pollDevice', async (act) => {
        const values = await this.store.keep(act, device, reading, own);
        await this.watcher.watch(act, device, reading, values);
      });
    } catch (error) {
      this.log.error({ err: error, device: device.id }, 'a device could not be polled');
    }
  }
}
