import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { conflict, type Id, notFound } from '@demarc/kernel';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { HoldEntity } from '../../data/hold.entity.js';
import { HoldLifted, HoldPlaced } from '../../events.js';
import type { HoldId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { type Account, Accounts, statusOf } from '../accounts/accounts.js';
import { ReasonField } from '../reason-field.js';
import { announceStatus } from './standing-watch.js';

@InputType({ description: 'A hold to put on a customer.' })
export class PlaceHoldInput {
  @Field(() => RecordIdScalar, { description: 'The customer.' })
  @IsRecordId()
  customerId: Id<'Customer'>;

  @ReasonField('Why; other staff read it.', 500)
  reason: string;
}

/** Closes access until a person lifts it. No payment does. */
@Injectable()
export class PlaceHold extends Command<PlaceHoldInput, { holdId: HoldId }> {
  readonly rule: CommandRule = {
    name: 'billing.placeHold',
    sentence: 'Put a hold on a customer',
    permission: BillingPermissions['hold.place'],
    risk: 'normal',
  };
  readonly input = PlaceHoldInput;

  constructor(private readonly accounts: Accounts) {
    super();
  }

  async handle({ customerId, reason }: PlaceHoldInput, act: Act): Promise<{ holdId: HoldId }> {
    const account = await this.accounts.lock(act, customerId);
    const holdId = act.newId<'Hold'>();
    await act.manager.insert(HoldEntity, {
      id: holdId,
      customerId,
      partnerId: account.partnerId,
      reason,
      placedBy: actorLabel(act.actor).name,
      placedAt: act.at,
      liftedAt: null,
      liftedBy: null,
    });
    await countHolds(act, account, account.openHolds + 1);
    const about = { customerId, partnerId: account.partnerId };
    act.emit(HoldPlaced, { ...about, holdId, reason }, about);
    act.audit({ kind: 'hold', id: holdId, ...about }, `Hold placed: ${reason}`);
    return { holdId };
  }
}

@InputType({ description: 'A hold to lift.' })
export class LiftHoldInput {
  @Field(() => RecordIdScalar, { description: 'The hold.' })
  @IsRecordId()
  holdId: HoldId;

  @Field(() => String, { nullable: true, description: 'Why, for the record.' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  reason?: string;
}

@Injectable()
export class LiftHold extends Command<LiftHoldInput, { holdId: HoldId }> {
  readonly rule: CommandRule = {
    name: 'billing.liftHold',
    sentence: 'Lift a hold',
    permission: BillingPermissions['hold.lift'],
    risk: 'normal',
  };
  readonly input = LiftHoldInput;

  constructor(private readonly accounts: Accounts) {
    super();
  }

  async handle({ holdId, reason }: LiftHoldInput, act: Act): Promise<{ holdId: HoldId }> {
    const found = await act.manager.findOneBy(HoldEntity, { id: holdId });
    if (!found) throw notFound('hold');
    const account = await this.accounts.lock(act, found.customerId);
    const lifted = await act.sql.execute(
      'UPDATE billing.hold SET lifted_at = $2, lifted_by = $3 WHERE id = $1 AND lifted_at IS NULL',
      [holdId, act.at, actorLabel(act.actor).name],
    );
    if (lifted === 0) throw conflict('HOLD_LIFTED', 'This hold was lifted before.');
    await countHolds(act, account, account.openHolds - 1);
    const about = { customerId: account.customerId, partnerId: account.partnerId };
    act.emit(HoldLifted, { ...about, holdId }, about);
    act.audit({ kind: 'hold', id: holdId, ...about }, `Hold lifted: ${found.reason}`, reason ? { reason } : {});
    return { holdId };
  }
}

async function countHolds(act: Act, account: Account, openHolds: number): Promise<void> {
  const changed = { ...account, openHolds };
  await act.sql.execute(
    'UPDATE billing.account SET open_holds = $2, customer_status = $3, revision = revision + 1 WHERE customer_id = $1',
    [account.customerId, openHolds, statusOf(changed)],
  );
  announceStatus(act, account, changed);
}
