import { Injectable } from '@nestjs/common';
import { systemActor } from '@demarc/access';
import { type Act, Acts } from '@demarc/commands';
import { Job, type JobOptions } from '@demarc/jobs';
import { Clock, Refusal } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import { configDiff, type DiffSection, foreignLines } from '../../../domain/config-diff.js';
import { configText } from '../../../domain/router-config.js';
import { readFacts, RouterError } from '../../../routeros/index.js';
import { AlertDesk } from '../../monitoring/alert-desk.js';
import { RouterDoors, type RouterDoorRow } from '../router-doors.js';
import { BackupVault, digestOf } from './backup-vault.js';
import { readConfig } from './read-config.js';

export interface BackupAsked {
  readonly routerId: string;
  readonly kind: 'scheduled' | 'by_hand';
  readonly by: string;
}

interface LastBackup {
  readonly id: string;
  readonly digest: string;
  readonly content: Buffer;
}

interface Taken {
  readonly text: string;
  readonly version: string;
}

/** Reads the configuration of a router; keeps it when it differs from the last one, and says who changed it if not we did. */
@Injectable()
export class TakeBackup extends Job<BackupAsked> {
  readonly name = 'networking.take-backup';
  override readonly options: JobOptions = { retryLimit: 1, retryDelaySeconds: 30, expireSeconds: 300, concurrency: 3 };

  constructor(
    private readonly doors: RouterDoors,
    private readonly vault: BackupVault,
    private readonly desk: AlertDesk,
    private readonly acts: Acts,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async run(asked: BackupAsked): Promise<void> {
    const router = await this.doors.find(asked.routerId);
    if (!router) return;
    try {
      const taken = await this.doors.visit(router, async (client): Promise<Taken> => {
        const { menus } = await readConfig(client);
        return { text: configText(menus), version: (await readFacts(client)).versionText };
      });
      await this.keep(router, asked, taken);
    } catch (error) {
      if (!(error instanceof RouterError) && !(error instanceof Refusal)) throw error;
      await this.note(router, error.code, error.message);
    }
  }

  private async keep(router: RouterDoorRow, asked: BackupAsked, { text, version }: Taken): Promise<void> {
    const last = await this.database.read(EVERYTHING, (sql) =>
      sql.first<LastBackup>(
        'SELECT id, digest, content FROM networking.router_backup WHERE router_id = $1 ORDER BY taken_at DESC, id DESC LIMIT 1',
        [router.id],
      ),
    );
    const digest = digestOf(text);
    const diff = last && last.digest !== digest ? configDiff(await this.vault.open(last.id, last.content), text) : [];
    const call = { actor: systemActor('networking.take-backup'), requestId: router.id };
    await this.acts.perform(call, 'networking.takeBackup', async (act) => {
      await act.sql.execute(TRIED, [router.id, router.partner_id, act.at, null, null]);
      if (last?.digest === digest) {
        await act.sql.execute('UPDATE networking.router_backup SET seen_until = $2 WHERE id = $1', [last.id, act.at]);
        return;
      }
      await this.store(act, router, asked, { text, version, digest, diff });
      if (last) await this.tell(act, router, diff);
    });
  }

  private async store(
    act: Act,
    router: RouterDoorRow,
    { kind, by }: BackupAsked,
    { text, version, digest, diff }: Taken & { digest: string; diff: readonly DiffSection[] },
  ): Promise<void> {
    const id = act.newId<'RouterBackup'>();
    const sum = (read: (section: DiffSection) => number): number => diff.reduce((total, one) => total + read(one), 0);
    await act.sql.execute(
      `INSERT INTO networking.router_backup (id, router_id, partner_id, taken_at, seen_until, taken_by, kind, router_version, digest, octets,
         lines, added, removed, foreign_lines, content)
       VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [
        id,
        router.id,
        router.partner_id,
        act.at,
        by,
        kind,
        version,
        digest,
        Buffer.byteLength(text),
        text.split('\n').length - 1,
        sum(({ added }) => added),
        sum(({ removed }) => removed),
        foreignLines(diff),
        await this.vault.seal(id, text),
      ],
    );
    act.audit({ kind: 'router', id: router.id }, `Configuration of ${router.name} kept`, {
      lines: sum(({ added }) => added),
    });
  }

  private async tell(act: Act, router: RouterDoorRow, diff: readonly DiffSection[]): Promise<void> {
    const foreign = foreignLines(diff);
    if (foreign === 0) return;
    const menus = diff
      .map(({ menu }) => menu)
      .slice(0, 5)
      .join(', ');
    for (const rule of await this.desk.rules(act, 'config_changed', router.partner_id)) {
      const subject = `router:${router.id}:config`;
      // One that is open says what was changed before; the newest is what counts.
      await act.sql.execute(
        'UPDATE networking.alert SET cleared_at = $3 WHERE rule_id = $1 AND subject = $2 AND cleared_at IS NULL',
        [rule.id, subject, act.at],
      );
      await this.desk.raise(act, rule, {
        subject,
        said: `${router.name}: ${foreign === 1 ? '1 line was' : `${foreign} lines were`} changed by somebody else, in ${menus}`,
        partnerId: router.partner_id,
        routerId: router.id,
        value: foreign,
      });
    }
  }

  private async note(router: RouterDoorRow, code: string, fault: string): Promise<void> {
    await this.database.write(EVERYTHING, ({ sql }) =>
      sql.execute(TRIED, [router.id, router.partner_id, this.clock.now(), code, fault]),
    );
  }
}

const TRIED = `
  INSERT INTO networking.router_backup_try (router_id, partner_id, tried_at, code, fault) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (router_id) DO UPDATE SET tried_at = excluded.tried_at, code = excluded.code, fault = excluded.fault, asked_at = NULL`;
