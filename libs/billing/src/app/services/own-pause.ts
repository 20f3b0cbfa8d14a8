import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import {
  type Act,
  type Asking,
  Command,
  CommandBus,
  type CommandRule,
  IsLocalDate,
  IsRecordId,
  Query,
  type Rule,
} from '@demarc/commands';
import { Customers } from '@demarc/crm';
import { LocalDateScalar, RecordIdScalar } from '@demarc/graphql';
import { conflict, type LocalDate } from '@demarc/kernel';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import type { InvoiceId, ServiceId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { type Account, Accounts } from '../accounts/accounts.js';
import { Policies } from '../settings/policies.js';
import type { BillingTerms } from '../settings/settings.js';
import { decidePause } from './decide-pause.js';
import { inPartnersName } from './in-partners-name.js';
import { lockService } from './lock-service.js';
import { type PausedService, Pauses } from './pause-service.js';
import { accountOfService, type PausePreview } from './preview-service.query.js';
import { ResumeService } from './resume-service.js';

const OWN = { permission: BillingPermissions['service.manage'], customer: 'own' } as const;

@InputType({ description: 'A pause by the customer, as the billing settings have it.' })
export class PauseOwnServiceInput {
  @Field(() => RecordIdScalar, { description: 'The service.' })
  @IsRecordId()
  serviceId: ServiceId;

  @Field(() => LocalDateScalar, { description: 'First day of the pause; today or later.' })
  @IsLocalDate()
  from: LocalDate;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day of the pause, itself included.' })
  @IsOptional()
  @IsLocalDate()
  through?: LocalDate;

  @Field(() => String, { nullable: true, description: 'The hash of the preview that the customer saw.' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  planHash?: string;
}

@Injectable()
export class PreviewOwnPause extends Query<PauseOwnServiceInput, PausePreview> {
  readonly rule: Rule = { name: 'billing.previewOwnPause', sentence: 'See what a pause would do', ...OWN };

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
    private readonly customers: Customers,
  ) {
    super();
  }

  async answer({ serviceId, from, through }: PauseOwnServiceInput, asking: Asking): Promise<PausePreview> {
    const { sql, clock } = asking;
    const account = await accountOfService(this.accounts, this.customers, asking, serviceId);
    const terms = await this.policies.terms(sql, account.partnerId);
    const today = clock.todayIn(terms.zone);
    refuseUnlessAllowed(terms, from, today);
    refuseUnlessActive(account);
    const decided = await decidePause(sql, account, terms, today, { serviceId, from, through });
    return { ...decided, currency: account.currency, balanceMinor: account.balanceMinor };
  }
}

@Injectable()
export class PauseOwnService extends Command<PauseOwnServiceInput, PausedService> {
  readonly rule: CommandRule = {
    name: 'billing.pauseOwnService',
    sentence: 'Pause the own service',
    ...OWN,
    risk: 'normal',
  };
  readonly input = PauseOwnServiceInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
    private readonly pauses: Pauses,
  ) {
    super();
  }

  async handle(input: PauseOwnServiceInput, act: Act): Promise<PausedService> {
    const { account, service } = await lockService(act, this.accounts, input.serviceId);
    const terms = await this.policies.terms(act.sql, account.partnerId);
    refuseUnlessAllowed(terms, input.from, act.todayIn(terms.zone));
    refuseUnlessActive(account);
    await inPartnersName(act, account);
    return this.pauses.make(act, account, service, { ...input, reason: 'By the customer' });
  }
}

@InputType({ description: 'A paused service that the customer lets go on.' })
export class ResumeOwnServiceInput {
  @Field(() => RecordIdScalar, { description: 'The service.' })
  @IsRecordId()
  serviceId: ServiceId;
}

/** The customer comes back from today on, or takes a pause back that has not begun. */
@Injectable()
export class ResumeOwnService extends Command<
  ResumeOwnServiceInput,
  { readonly serviceId: ServiceId; readonly invoiceId: InvoiceId | null }
> {
  readonly rule: CommandRule = {
    name: 'billing.resumeOwnService',
    sentence: 'Resume the own service',
    ...OWN,
    risk: 'normal',
  };
  readonly input = ResumeOwnServiceInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
    private readonly bus: CommandBus,
  ) {
    super();
  }

  async handle(
    { serviceId }: ResumeOwnServiceInput,
    act: Act,
  ): Promise<{ serviceId: ServiceId; invoiceId: InvoiceId | null }> {
    const { account } = await lockService(act, this.accounts, serviceId);
    const terms = await this.policies.terms(act.sql, account.partnerId);
    const today = act.todayIn(terms.zone);
    refuseUnlessAllowed(terms, today, today);
    await inPartnersName(act, account);
    return this.bus.within(act, ResumeService, { serviceId, reason: 'By the customer' });
  }
}

function refuseUnlessAllowed({ settings }: BillingTerms, from: LocalDate, today: LocalDate): void {
  if (!settings.pauseByCustomer)
    throw conflict('PAUSE_NOT_BY_CUSTOMER', 'Pauses are not made here. Ask us, and we make it for you.');
  if (from < today) throw conflict('PAUSE_IN_THE_PAST', 'A pause begins today at the earliest.');
}

/** What the signed-in customer may do with services. */
@Injectable()
export class OwnServiceRules extends Query<object, { mayPause: boolean; mostPausedDays: number | null }> {
  readonly rule: Rule = {
    name: 'billing.ownServiceRules',
    sentence: 'See what customers may do with services',
    ...OWN,
  };

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
  ) {
    super();
  }

  async answer(_input: object, { sql, actor }: Asking): Promise<{ mayPause: boolean; mostPausedDays: number | null }> {
    const { settings } = await this.policies.terms(sql, actor.kind === 'customer' ? actor.partnerId : '');
    const account = actor.kind === 'customer' ? await this.accounts.find(sql, actor.id) : undefined;
    const mayPause = settings.pauseByCustomer && account?.customerStatus === 'active';
    return { mayPause, mostPausedDays: settings.pauseMostDays };
  }
}

function refuseUnlessActive(account: Account): void {
  if (account.customerStatus !== 'active')
    throw conflict('CUSTOMER_NOT_ACTIVE', 'A service can be paused when what is owed is paid.');
}
