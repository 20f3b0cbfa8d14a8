import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import type { CustomerActor, StaffActor } from '@demarc/access';
import { Acts, type Call, validInput } from '@demarc/commands';
import { Refusal } from '@demarc/kernel';
import { Database, NOTHING } from '@demarc/persistence';
import { IsString, MaxLength } from 'class-validator';
import { CustomerSignIn } from './customer-sign-in.js';
import { Customers } from './customers.js';
import { GuardedPassword, type PasswordTry } from './guarded-password.js';
import { IdentityNews } from './identity-news.js';
import { endSessionsOf } from './session-store.js';
import { StaffPasswords } from './staff-passwords.js';
import { staffById } from './staff-record.js';

@InputType({ description: 'The password that you have and the one that you want.' })
export class ChangeOwnPasswordInput {
  @Field(() => String, { description: 'Your password until now.' })
  @IsString()
  @MaxLength(1_000)
  currentPassword: string;

  @Field(() => String, {
    description: 'Your password from now on: at least 15 characters, or 8 beside a second factor.',
  })
  @IsString()
  @MaxLength(1_000)
  newPassword: string;
}

const ACTION = 'identity.changeOwnPassword';

/**
 * Everybody changes their own password, with the old one as proof; all other sessions end. The slow hashing is done before
 * the transaction opens, so that nobody can hold the database's connections with it.
 */
@Injectable()
export class OwnPassword {
  constructor(
    private readonly database: Database,
    private readonly acts: Acts,
    private readonly news: IdentityNews,
    private readonly guarded: GuardedPassword,
    private readonly passwords: StaffPasswords,
    private readonly portal: CustomerSignIn,
    private readonly customers: Customers,
  ) {}

  async change(data: ChangeOwnPasswordInput, call: Call): Promise<void> {
    const input = await validInput(ChangeOwnPasswordInput, data);
    if (call.actor.kind === 'staff') await this.staff(call.actor, input, call);
    else if (call.actor.kind === 'customer') await this.customer(call.actor, input, call);
    else throw new Refusal('forbidden', 'NO_PASSWORD', 'Only people who are signed in have a password to change.');
    this.news.changedHere();
  }

  private async staff(actor: StaffActor, input: ChangeOwnPasswordInput, call: Call): Promise<void> {
    const found = await this.database.read(NOTHING, (sql) => staffById(sql, actor.id));
    const staff = await this.guarded.check(tryOf('staff', found?.email ?? '', input, call), () =>
      Promise.resolve(found && { ...found, mayEnter: found.state === 'active' }),
    );
    const hash = await this.passwords.hashed(input.newPassword, {
      ...staff,
      alone: !(staff.totpEnrolled || staff.totpDemanded),
    });
    await this.acts.perform(call, ACTION, async (act) => {
      await this.passwords.store(act, staff.id, input.newPassword, hash);
      await endSessionsOf(act.sql, 'staff', staff.id, 'password changed', act.at, actor.sessionId);
      await this.passwords.tellChanged(act, staff);
      act.audit({ kind: 'staff', id: staff.id }, 'Changed their own password');
    });
  }

  private async customer(actor: CustomerActor, input: ChangeOwnPasswordInput, call: Call): Promise<void> {
    const found = await this.customers.directory.find(actor.id);
    const customer = await this.guarded.check(tryOf('customer', found?.login ?? '', input, call), () =>
      Promise.resolve(found),
    );
    const hash = await this.portal.hashed(input.newPassword, customer);
    await this.acts.perform(call, ACTION, async (act) => {
      await this.customers.directory.changePasswordHash(act.sql, customer.id, hash);
      await endSessionsOf(act.sql, 'customer', customer.id, 'password changed', act.at, actor.sessionId);
      act.audit(
        { kind: 'customer', id: customer.id, customerId: customer.id, partnerId: customer.partnerId },
        'Changed their own portal password',
      );
    });
  }
}

function tryOf(kind: 'staff' | 'customer', login: string, input: ChangeOwnPasswordInput, call: Call): PasswordTry {
  const origin = {
    requestId: call.requestId,
    address: call.address ?? 'unknown',
    userAgent: undefined,
    deviceToken: undefined,
  };
  return { kind, login, password: input.currentPassword, origin, action: ACTION, sentence: 'Change your own password' };
}
