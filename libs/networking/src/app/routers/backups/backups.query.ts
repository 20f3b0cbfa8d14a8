import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { notFound } from '@demarc/kernel';
import { configDiff, type DiffSection } from '../../../domain/config-diff.js';
import { hideSecrets } from '../../../domain/router-config.js';
import { NetworkingPermissions } from '../../../permissions.js';
import { BackupVault } from './backup-vault.js';

export interface FoundBackup {
  readonly id: string;
  readonly routerId: string;
  readonly takenAt: Date;
  readonly seenUntil: Date;
  readonly takenBy: string;
  readonly kind: 'scheduled' | 'by_hand';
  readonly routerVersion: string;
  readonly octets: number;
  readonly lines: number;
  readonly added: number;
  readonly removed: number;
  readonly foreignLines: number;
}

export interface FoundBackups {
  readonly backups: readonly FoundBackup[];
  readonly askedAt: Date | null;
  readonly triedAt: Date | null;
  readonly code: string | null;
  readonly fault: string | null;
}

const RULE = { sentence: 'See configurations of routers', permission: NetworkingPermissions['backup.view'] } as const;

/** The kept configurations of a router, the newest first, and how the last attempt went. */
@Injectable()
export class RouterBackups extends Query<{ readonly routerId: string }, FoundBackups> {
  readonly rule: Rule = { name: 'networking.routerBackups', ...RULE };

  async answer({ routerId }: { readonly routerId: string }, { sql }: Asking): Promise<FoundBackups> {
    const backups = await sql.query<FoundBackup>(
      `SELECT id, router_id AS "routerId", taken_at AS "takenAt", seen_until AS "seenUntil", taken_by AS "takenBy", kind,
         router_version AS "routerVersion", octets, lines, added, removed, foreign_lines AS "foreignLines"
       FROM networking.router_backup WHERE router_id = $1 ORDER BY taken_at DESC, id DESC LIMIT 200`,
      [routerId],
    );
    const tried = await sql.first<Omit<FoundBackups, 'backups'>>(
      `SELECT asked_at AS "askedAt", tried_at AS "triedAt", code, fault FROM networking.router_backup_try WHERE router_id = $1`,
      [routerId],
    );
    return { backups, ...(tried ?? { askedAt: null, triedAt: null, code: null, fault: null }) };
  }
}

/** One configuration, its secrets covered. */
@Injectable()
export class BackupText extends Query<{ readonly id: string }, string> {
  readonly rule: Rule = { name: 'networking.backupText', ...RULE };

  constructor(private readonly vault: BackupVault) {
    super();
  }

  async answer({ id }: { readonly id: string }, { sql }: Asking): Promise<string> {
    const backup = await sql.first<{ content: Buffer }>('SELECT content FROM networking.router_backup WHERE id = $1', [
      id,
    ]);
    if (!backup) throw notFound('backup');
    return hideSecrets(await this.vault.open(id, backup.content));
  }
}

/** What changed between two configurations of one router: compared with their secrets, shown without. */
@Injectable()
export class BackupDiff extends Query<{ readonly from: string; readonly to: string }, readonly DiffSection[]> {
  readonly rule: Rule = { name: 'networking.backupDiff', ...RULE };

  constructor(private readonly vault: BackupVault) {
    super();
  }

  async answer(
    { from, to }: { readonly from: string; readonly to: string },
    { sql }: Asking,
  ): Promise<readonly DiffSection[]> {
    const rows = await sql.query<{ id: string; router_id: string; content: Buffer }>(
      'SELECT id, router_id, content FROM networking.router_backup WHERE id = ANY ($1::uuid[])',
      [[from, to]],
    );
    const [before, after] = [from, to].map((id) => rows.find((row) => row.id === id));
    if (!before || !after || before.router_id !== after.router_id) throw notFound('backup');
    const [old, now] = await Promise.all([before, after].map((row) => this.vault.open(row.id, row.content)));
    return configDiff(old ?? '', now ?? '').map((section) => ({
      ...section,
      lines: section.lines.map(({ kind, text }) => ({ kind, text: hideSecrets(text) })),
    }));
  }
}

export interface FoundBackupPolicy {
  readonly nightly: boolean;
  readonly hour: number;
  readonly keepDays: number;
  readonly keepAtLeast: number;
}

@Injectable()
export class FindBackupPolicy extends Query<object, FoundBackupPolicy> {
  readonly rule: Rule = { name: 'networking.findBackupPolicy', ...RULE };

  async answer(_: object, { sql }: Asking): Promise<FoundBackupPolicy> {
    const found = await sql.first<FoundBackupPolicy>(
      'SELECT nightly, hour, keep_days AS "keepDays", keep_at_least AS "keepAtLeast" FROM networking.backup_setting',
    );
    if (!found) throw notFound('setting');
    return found;
  }
}
