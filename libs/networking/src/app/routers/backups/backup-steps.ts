import { Injectable } from '@nestjs/common';
import { Field, InputType, Int } from '@nestjs/graphql';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { conflict, notFound } from '@demarc/kernel';
import { IsBoolean, IsInt, Max, Min } from 'class-validator';
import { NetworkingPermissions } from '../../../permissions.js';
import { lockRouter } from '../change-router.js';
import { RouterStepInput } from '../retire-router.js';
import { BackupVault } from './backup-vault.js';
import { TakeBackup } from './take-backup.job.js';

@Injectable()
export class BackUpRouter extends Command<RouterStepInput, { routerId: string }> {
  readonly rule: CommandRule = {
    name: 'networking.backUpRouter',
    sentence: 'Read the configuration of a router and keep it',
    permission: NetworkingPermissions['backup.manage'],
    risk: 'normal',
  };
  readonly input = RouterStepInput;

  async handle({ routerId }: RouterStepInput, act: Act): Promise<{ routerId: string }> {
    const router = await lockRouter(act, routerId);
    const account = await act.sql.first('SELECT 1 FROM networking.router WHERE id = $1 AND api_password IS NOT NULL', [
      routerId,
    ]);
    if (!account)
      throw conflict('NO_API_ACCOUNT', `${router.name} has no API account. Set one in its check list first.`);
    await act.sql.execute(
      `INSERT INTO networking.router_backup_try (router_id, partner_id, asked_at) VALUES ($1, $2, $3)
       ON CONFLICT (router_id) DO UPDATE SET asked_at = excluded.asked_at`,
      [routerId, router.partnerId, act.at],
    );
    act.audit({ kind: 'router', id: routerId }, `Backup of ${router.name} asked for`);
    act.enqueue(TakeBackup, { routerId, kind: 'by_hand', by: actorLabel(act.actor).name }, { priority: 1 });
    return { routerId };
  }
}

@InputType({ description: 'Which backup.' })
export class BackupStepInput {
  @Field(() => RecordIdScalar, { description: 'The backup.' })
  @IsRecordId()
  backupId: string;
}

/** The passwords in a configuration are read by an act of its own, which is on record. */
@Injectable()
export class RevealBackup extends Command<BackupStepInput, { secret: string }> {
  readonly rule: CommandRule = {
    name: 'networking.revealBackup',
    sentence: 'Read a configuration with its secrets',
    permission: NetworkingPermissions['router.revealSecret'],
    risk: 'normal',
  };
  readonly input = BackupStepInput;

  constructor(private readonly vault: BackupVault) {
    super();
  }

  async handle({ backupId }: BackupStepInput, act: Act): Promise<{ secret: string }> {
    const backup = await act.sql.first<{ router_id: string; content: Buffer; taken_at: Date }>(
      'SELECT router_id, content, taken_at FROM networking.router_backup WHERE id = $1',
      [backupId],
    );
    if (!backup) throw notFound('backup');
    act.audit(
      { kind: 'router', id: backup.router_id },
      `Configuration of ${backup.taken_at.toISOString()} read with its secrets`,
    );
    return { secret: await this.vault.open(backupId, backup.content) };
  }
}

@InputType({ description: 'When configurations are read, and how long they are kept.' })
export class SetBackupPolicyInput {
  @Field(() => Boolean, { description: 'Whether they are read each night.' })
  @IsBoolean()
  nightly: boolean;

  @Field(() => Int, { description: 'From this hour on, by the operator’s clock.' })
  @IsInt()
  @Min(0)
  @Max(23)
  hour: number;

  @Field(() => Int, { description: 'Days that a configuration is kept after it was last in force.' })
  @IsInt()
  @Min(1)
  @Max(3650)
  keepDays: number;

  @Field(() => Int, { description: 'The last so many of each router are kept in any case.' })
  @IsInt()
  @Min(1)
  @Max(1000)
  keepAtLeast: number;
}

@Injectable()
export class SetBackupPolicy extends Command<SetBackupPolicyInput, { done: true }> {
  readonly rule: CommandRule = {
    name: 'networking.setBackupPolicy',
    sentence: 'Set when configurations of routers are read and how long they are kept',
    permission: NetworkingPermissions['backup.manage'],
    risk: 'normal',
  };
  readonly input = SetBackupPolicyInput;

  async handle({ nightly, hour, keepDays, keepAtLeast }: SetBackupPolicyInput, act: Act): Promise<{ done: true }> {
    await act.sql.execute(
      'UPDATE networking.backup_setting SET nightly = $1, hour = $2, keep_days = $3, keep_at_least = $4',
      [nightly, hour, keepDays, keepAtLeast],
    );
    act.audit({ kind: 'setting', id: 'router_backups' }, 'Backups of routers set', {
      nightly,
      hour,
      keepDays,
      keepAtLeast,
    });
    return { done: true };
  }
}
