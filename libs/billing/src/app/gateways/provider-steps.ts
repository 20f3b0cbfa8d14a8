import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { partnersOf } from '@demarc/crm';
import { RecordIdScalar } from '@demarc/graphql';
import { notFound } from '@demarc/kernel';
import { ArrayMaxSize, IsArray, Matches } from 'class-validator';
import { ProviderAccounts } from '../../gateways/provider-accounts.js';
import type { ProviderAccountId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { WEBHOOK_SECRET } from './connect-provider.js';

@InputType({ description: 'New signing secrets of a provider’s webhook.' })
export class ReplaceWebhookSecretsInput {
  @Field(() => RecordIdScalar, { description: 'The connected account.' })
  @IsRecordId()
  providerAccountId: ProviderAccountId;

  @Field(() => [String], {
    description: 'All that are in use now: the old one too, as long as the provider still signs with it.',
  })
  @IsArray()
  @ArrayMaxSize(5)
  @Matches(WEBHOOK_SECRET, { each: true, message: '$property must be signing secrets such as whsec_…' })
  webhookSecrets: string[];
}

@Injectable()
export class ReplaceWebhookSecrets extends Command<
  ReplaceWebhookSecretsInput,
  { providerAccountId: ProviderAccountId }
> {
  readonly rule: CommandRule = {
    name: 'billing.replaceWebhookSecrets',
    sentence: 'Replace the signing secrets of a payment provider',
    permission: BillingPermissions['provider.manage'],
    risk: 'high',
  };
  readonly input = ReplaceWebhookSecretsInput;

  constructor(private readonly accounts: ProviderAccounts) {
    super();
  }

  async handle(
    { providerAccountId, webhookSecrets }: ReplaceWebhookSecretsInput,
    act: Act,
  ): Promise<{ providerAccountId: ProviderAccountId }> {
    const account = await reachable(act, this.accounts, providerAccountId);
    await act.sql.execute('UPDATE billing.payment_provider_account SET webhook_secrets = $2 WHERE id = $1', [
      providerAccountId,
      await this.accounts.sealWebhookSecrets(providerAccountId, webhookSecrets),
    ]);
    act.audit(
      { kind: 'payment_provider', id: providerAccountId },
      `Signing secrets of ${account.name} replaced: ${webhookSecrets.length} in use`,
    );
    return { providerAccountId };
  }
}

@InputType({ description: 'A connected account to disconnect.' })
export class DisconnectProviderInput {
  @Field(() => RecordIdScalar, { description: 'The connected account.' })
  @IsRecordId()
  providerAccountId: ProviderAccountId;
}

/** No new payments through it. Payments that were begun, and refunds, are still brought to their end. */
@Injectable()
export class DisconnectProvider extends Command<DisconnectProviderInput, { providerAccountId: ProviderAccountId }> {
  readonly rule: CommandRule = {
    name: 'billing.disconnectPaymentProvider',
    sentence: 'Disconnect a payment provider',
    permission: BillingPermissions['provider.manage'],
    risk: 'high',
  };
  readonly input = DisconnectProviderInput;

  constructor(private readonly accounts: ProviderAccounts) {
    super();
  }

  async handle(
    { providerAccountId }: DisconnectProviderInput,
    act: Act,
  ): Promise<{ providerAccountId: ProviderAccountId }> {
    const account = await reachable(act, this.accounts, providerAccountId);
    await act.sql.execute(
      'UPDATE billing.payment_provider_account SET active = false, disconnected_at = $2 WHERE id = $1 AND active',
      [providerAccountId, act.at],
    );
    act.audit({ kind: 'payment_provider', id: providerAccountId }, `Payment provider ${account.name} disconnected`);
    return { providerAccountId };
  }
}

/** A partner's staff see the account that serves everybody, and change only their own. */
async function reachable(act: Act, accounts: ProviderAccounts, id: string): Promise<{ name: string }> {
  const account = await accounts.find(act.sql, id);
  const reach = partnersOf(act.actor);
  if (!account || (reach && !(account.partnerId && reach.includes(account.partnerId))))
    throw notFound('payment provider');
  return account;
}
