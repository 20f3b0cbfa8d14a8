import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { conflict } from '@demarc/kernel';
import { IdentityPermissions } from '../permissions.js';
import type { StaffChanged } from './change-staff.js';
import { tellIdentityChanged } from './identity-news.js';
import { OneTimeTokens } from './one-time-tokens.js';
import { assertFresh, changeableStaff, keepingASuperAdministrator, lockRights } from './rights.js';
import { endSessionsOf } from './session-store.js';

@InputType({ description: 'One member of staff.' })
export class StaffInput {
  @Field(() => RecordIdScalar, { description: 'The member of staff.' })
  @IsRecordId()
  staffId: string;
}

@Injectable()
export class DisableStaff extends Command<StaffInput, StaffChanged> {
  readonly rule: CommandRule = {
    name: 'identity.disableStaff',
    sentence: 'Disable a member of staff and end their sessions',
    permission: IdentityPermissions['staff.manage'],
    risk: 'normal',
  };
  readonly input = StaffInput;

  constructor(private readonly tokens: OneTimeTokens) {
    super();
  }

  async handle({ staffId }: StaffInput, act: Act): Promise<StaffChanged> {
    await lockRights(act.sql);
    const staff = await changeableStaff(act, staffId);
    if (staff.state === 'disabled') throw conflict('ALREADY_DISABLED', `${staff.name} is disabled already.`);
    await keepingASuperAdministrator(act, () =>
      act.sql.execute(`UPDATE platform.staff SET state = 'disabled' WHERE id = $1`, [staffId]),
    );
    const sessions = await endSessionsOf(act.sql, 'staff', staffId, 'account disabled', act.at);
    await this.tokens.revoke(act.sql, 'invitation', staffId, act.at);
    await this.tokens.revoke(act.sql, 'staff_reset', staffId, act.at);
    act.audit({ kind: 'staff', id: staffId }, `Disabled ${staff.name}`, {
      before: { state: staff.state },
      after: { state: 'disabled' },
      sessionsEnded: sessions,
    });
    return { staffId };
  }
}

@Injectable()
export class EnableStaff extends Command<StaffInput, StaffChanged> {
  readonly rule: CommandRule = {
    name: 'identity.enableStaff',
    sentence: 'Enable a disabled member of staff',
    permission: IdentityPermissions['staff.manage'],
    risk: 'normal',
  };
  readonly input = StaffInput;

  async handle({ staffId }: StaffInput, act: Act): Promise<StaffChanged> {
    await lockRights(act.sql);
    const staff = await changeableStaff(act, staffId);
    if (staff.state !== 'disabled') throw conflict('NOT_DISABLED', `${staff.name} is not disabled.`);
    const state = staff.passwordHash === null ? 'invited' : 'active';
    await act.sql.execute('UPDATE platform.staff SET state = $2 WHERE id = $1', [staffId, state]);
    await tellIdentityChanged(act.sql);
    act.audit({ kind: 'staff', id: staffId }, `Enabled ${staff.name}`, {
      before: { state: 'disabled' },
      after: { state },
    });
    return { staffId };
  }
}

@Injectable()
export class ResetStaffTotp extends Command<StaffInput, StaffChanged> {
  readonly rule: CommandRule = {
    name: 'identity.resetStaffTotp',
    sentence: 'Remove the second factor of a member of staff',
    permission: IdentityPermissions['staff.manage'],
    risk: 'normal',
  };
  readonly input = StaffInput;

  async handle({ staffId }: StaffInput, act: Act): Promise<StaffChanged> {
    await assertFresh(act);
    await lockRights(act.sql);
    const staff = await changeableStaff(act, staffId);
    if (!staff.totpEnrolled) throw conflict('NOT_ENROLLED', `${staff.name} has no second factor.`);
    await act.sql.execute(
      'UPDATE platform.staff SET totp_seed = NULL, totp_pending_seed = NULL, totp_last_step = NULL WHERE id = $1',
      [staffId],
    );
    await act.sql.execute('DELETE FROM platform.recovery_code WHERE staff_id = $1', [staffId]);
    const sessions = await endSessionsOf(act.sql, 'staff', staffId, 'second factor reset', act.at);
    act.audit({ kind: 'staff', id: staffId }, `Removed the second factor of ${staff.name}`, {
      sessionsEnded: sessions,
    });
    return { staffId };
  }
}
