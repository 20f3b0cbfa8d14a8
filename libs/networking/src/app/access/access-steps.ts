import { Injectable } from '@nestjs/common';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { conflict } from '@demarc/kernel';
import { SecretBox } from '@demarc/secrets';
import { AccessChanged } from '../../events.js';
import { NetworkingPermissions } from '../../permissions.js';
import { announceAccess } from '../aaa/access-feed.js';
import { AccessStepInput } from './access.input.js';
import { passwordBinding } from './access-row.js';
import { lockAccess } from './change-access.js';
import { ConvergeAccess } from '../convergence/converge-access.job.js';

/** A command, not a query: that somebody read a password is itself on record. */
@Injectable()
export class RevealAccessPassword extends Command<AccessStepInput, { login: string | null; password: string }> {
  readonly rule: CommandRule = {
    name: 'networking.revealAccessPassword',
    sentence: 'Read the network password of a service',
    permission: NetworkingPermissions['access.revealPassword'],
    risk: 'normal',
  };
  readonly input = AccessStepInput;

  constructor(private readonly secrets: SecretBox) {
    super();
  }

  async handle({ serviceId }: AccessStepInput, act: Act): Promise<{ login: string | null; password: string }> {
    const { customerId, partnerId, login } = await lockAccess(act, serviceId);
    const row = await act.sql.first<{ password: Buffer | null }>(
      'SELECT password FROM networking.access WHERE service_id = $1',
      [serviceId],
    );
    if (!row?.password)
      throw conflict('NO_PASSWORD', 'This access has no password: its device is known by its MAC address.');
    act.audit({ kind: 'access', id: serviceId, customerId, partnerId }, 'Network password read');
    return { login, password: await this.secrets.open('access_password', row.password, passwordBinding(serviceId)) };
  }
}

/** Takes the network side of a service away: its login and addresses are free again, its sessions end. */
@Injectable()
export class CloseAccess extends Command<AccessStepInput, { serviceId: string }> {
  readonly rule: CommandRule = {
    name: 'networking.closeAccess',
    sentence: 'Take the network access of a service away',
    permission: NetworkingPermissions['access.manage'],
    risk: 'normal',
  };
  readonly input = AccessStepInput;

  async handle({ serviceId }: AccessStepInput, act: Act): Promise<{ serviceId: string }> {
    const { customerId, partnerId } = await lockAccess(act, serviceId);
    const before = await act.sql.first<{ desired: 'open' | 'blocked' | 'closed'; version: number }>(
      `UPDATE networking.access now SET live = false, desired = 'closed', desired_reason = 'removed', desired_version = now.desired_version + 1,
         desired_at = $2, desired_because = NULL, cause = 'closed by hand', caused_at = $2, cause_payment_id = NULL, purpose = 'close',
         converge_attempts = 0, next_attempt_at = $2, revision = now.revision + 1
        FROM networking.access old WHERE now.service_id = $1 AND old.service_id = now.service_id
        RETURNING old.desired, now.desired_version AS version`,
      [serviceId, act.at],
    );
    await act.sql.execute('DELETE FROM networking.held_closing WHERE service_id = $1', [serviceId]);
    const subject = { customerId, partnerId };
    const changed = {
      from: before?.desired ?? null,
      to: 'closed',
      reason: 'removed',
      purpose: 'close',
      version: before?.version ?? 1,
    } as const;
    act.emit(
      AccessChanged,
      { ...subject, serviceId: serviceId as never, ...changed, because: null, paymentId: null },
      subject,
    );
    act.audit({ kind: 'access', id: serviceId, ...subject }, 'Network access taken away');
    await announceAccess(act.sql, serviceId);
    act.enqueue(ConvergeAccess, { serviceId }, { singletonKey: serviceId });
    return { serviceId };
  }
}
