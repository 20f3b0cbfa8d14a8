import { Injectable } from '@nestjs/common';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { conflict, notFound, Refusal } from '@demarc/kernel';
import { NetworkingPermissions } from '../../permissions.js';
import { announceAccess } from '../aaa/access-feed.js';
import {
  ChangeDeviceLoginInput,
  DeviceLoginStepInput,
  GiveDeviceLoginInput,
  OwnDeviceLoginInput,
} from './device-login.input.js';
import { DeviceLoginDesk, levelWords, nameFault } from './device-login-desk.js';

export interface GivenDeviceLogin {
  readonly staffId: string;
  readonly login: string;
  /** Shown this once. */
  readonly password: string;
}

/** Lets a member of staff log in to network devices, by a name and a password of their own for that. */
@Injectable()
export class GiveDeviceLogin extends Command<GiveDeviceLoginInput, GivenDeviceLogin> {
  readonly rule: CommandRule = {
    name: 'networking.giveDeviceLogin',
    sentence: 'Give a member of staff a log-in to network devices',
    permission: NetworkingPermissions['deviceLogin.manage'],
    risk: 'normal',
  };
  readonly input = GiveDeviceLoginInput;

  constructor(private readonly desk: DeviceLoginDesk) {
    super();
  }

  async handle(input: GiveDeviceLoginInput, act: Act): Promise<GivenDeviceLogin> {
    const { staffId, login, level = null, places } = input;
    this.desk.requireEveryPartner(act);
    const staff = await act.sql.first<{ name: string; state: string }>(
      'SELECT name, state FROM platform.staff WHERE id = $1',
      [staffId],
    );
    if (!staff) throw notFound('member of staff');
    if (staff.state === 'disabled') throw conflict('STAFF_DISABLED', `${staff.name} is disabled. Enable them first.`);
    await this.desk.requireFreeName(act, login);
    const { password, sealed } = await this.desk.newPassword(staffId);
    try {
      await act.sql.execute(
        `INSERT INTO networking.device_login (staff_id, login, password, password_at, level, given_at) VALUES ($1, $2, $3, $4, $5, $4)`,
        [staffId, login, sealed, act.at, level],
      );
    } catch (error) {
      throw nameFault(error, login) ?? error;
    }
    await this.desk.writePlaces(act, staffId, level, places);
    act.audit({ kind: 'staff', id: staffId }, `${staff.name} may log in to devices: ${levelWords(level, places)}`, {
      login,
      level,
      places,
    });
    return { staffId, login, password };
  }
}

@Injectable()
export class ChangeDeviceLogin extends Command<ChangeDeviceLoginInput, { staffId: string }> {
  readonly rule: CommandRule = {
    name: 'networking.changeDeviceLogin',
    sentence: 'Change what a member of staff may do on network devices',
    permission: NetworkingPermissions['deviceLogin.manage'],
    risk: 'normal',
  };
  readonly input = ChangeDeviceLoginInput;

  constructor(private readonly desk: DeviceLoginDesk) {
    super();
  }

  async handle(input: ChangeDeviceLoginInput, act: Act): Promise<{ staffId: string }> {
    const { staffId, login, level = null, places, revision } = input;
    this.desk.requireEveryPartner(act);
    const known = await this.desk.lock(act, staffId);
    if (known.revision !== revision)
      throw new Refusal('stale', 'CHANGED_MEANWHILE', 'This log-in was changed by somebody else. Load it again.');
    if (login.toLowerCase() !== known.login.toLowerCase()) await this.desk.requireFreeName(act, login);
    try {
      await act.sql.execute(
        'UPDATE networking.device_login SET login = $2, level = $3, revision = revision + 1 WHERE staff_id = $1',
        [staffId, login, level],
      );
    } catch (error) {
      throw nameFault(error, login) ?? error;
    }
    await this.desk.writePlaces(act, staffId, level, places);
    act.audit({ kind: 'staff', id: staffId }, `Log-in of ${known.name} to devices: ${levelWords(level, places)}`, {
      login,
      level,
      places,
    });
    return { staffId };
  }
}

@Injectable()
export class TakeDeviceLogin extends Command<DeviceLoginStepInput, { staffId: string }> {
  readonly rule: CommandRule = {
    name: 'networking.takeDeviceLogin',
    sentence: 'Take the log-in to network devices away',
    permission: NetworkingPermissions['deviceLogin.manage'],
    risk: 'normal',
  };
  readonly input = DeviceLoginStepInput;

  constructor(private readonly desk: DeviceLoginDesk) {
    super();
  }

  async handle({ staffId }: DeviceLoginStepInput, act: Act): Promise<{ staffId: string }> {
    this.desk.requireEveryPartner(act);
    const { name, login } = await this.desk.lock(act, staffId);
    await act.sql.execute('DELETE FROM networking.device_login WHERE staff_id = $1', [staffId]);
    await announceAccess(act.sql, 'staff');
    act.audit({ kind: 'staff', id: staffId }, `${name} may not log in to devices any more`, { login });
    return { staffId };
  }
}

/** A new password for somebody who has lost theirs, or should not have the old one any more. */
@Injectable()
export class RenewDevicePassword extends Command<DeviceLoginStepInput, GivenDeviceLogin> {
  readonly rule: CommandRule = {
    name: 'networking.renewDevicePassword',
    sentence: 'Make a new password for a log-in to network devices',
    permission: NetworkingPermissions['deviceLogin.manage'],
    risk: 'normal',
  };
  readonly input = DeviceLoginStepInput;

  constructor(private readonly desk: DeviceLoginDesk) {
    super();
  }

  handle({ staffId }: DeviceLoginStepInput, act: Act): Promise<GivenDeviceLogin> {
    this.desk.requireEveryPartner(act);
    return renewed(this.desk, act, staffId);
  }
}

/** Everybody renews their own. */
@Injectable()
export class RenewOwnDevicePassword extends Command<OwnDeviceLoginInput, GivenDeviceLogin> {
  readonly rule: CommandRule = {
    name: 'networking.renewOwnDevicePassword',
    sentence: 'Make a new password for your own log-in to network devices',
    permission: null,
    risk: 'normal',
  };
  readonly input = OwnDeviceLoginInput;

  constructor(private readonly desk: DeviceLoginDesk) {
    super();
  }

  async handle(_input: OwnDeviceLoginInput, act: Act): Promise<GivenDeviceLogin> {
    if (act.actor.kind !== 'staff') throw notFound('device login');
    return renewed(this.desk, act, act.actor.id);
  }
}

async function renewed(desk: DeviceLoginDesk, act: Act, staffId: string): Promise<GivenDeviceLogin> {
  const { name, login } = await desk.lock(act, staffId);
  const { password, sealed } = await desk.newPassword(staffId);
  await act.sql.execute(
    'UPDATE networking.device_login SET password = $2, password_at = $3, revision = revision + 1 WHERE staff_id = $1',
    [staffId, sealed, act.at],
  );
  await announceAccess(act.sql, 'staff');
  act.audit({ kind: 'staff', id: staffId }, `New password of ${name} for network devices`, { login });
  return { staffId, login, password };
}
