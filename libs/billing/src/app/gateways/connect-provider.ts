import { Injectable } from '@nestjs/common';
import { Field, InputType, registerEnumType } from '@nestjs/graphql';
import { actorLabel } from '@demarc/access';
import { type Act, type Call, Command, CommandBus, type CommandRule, IsRecordId, permit } from '@demarc/commands';
import { partnersOf } from '@demarc/crm';
import { RecordIdScalar } from '@demarc/graphql';
import { conflict, type Id, invalid, notFound, Refusal } from '@demarc/kernel';
import { violatedConstraint } from '@demarc/persistence';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { PaymentProvider, ProviderFault } from '../../gateways/payment-provider.js';
import { ProviderAccounts } from '../../gateways/provider-accounts.js';
import type { PaymentMethodId, ProviderAccountId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';

export const WEBHOOK_SECRET = /^whsec_[A-Za-z0-9+/=_-]{8,200}$/;

export const ProviderModeEnum = { TEST: 'test', LIVE: 'live' } as const;
registerEnumType(ProviderModeEnum, {
  name: 'PaymentProviderMode',
  description: 'Whether an account moves real money.',
  valuesMap: { TEST: { description: 'Test keys: no money moves.' }, LIVE: { description: 'Real money.' } },
});

@InputType({ description: 'An account at Stripe that customers pay into.' })
export class ConnectProviderInput {
  @Field(() => String, { description: 'A name for staff: `Cards`.' })
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  name: string;

  @Field(() => RecordIdScalar, {
    nullable: true,
    description: 'Whose customers pay into it; all partners without one of their own when left out.',
  })
  @IsOptional()
  @IsRecordId()
  partnerId?: Id<'Partner'>;

  @Field(() => String, {
    description: 'The secret or restricted key (`sk_…`, `rk_…`). It is stored encrypted and never shown again.',
  })
  @IsString()
  @Matches(/^[sr]k_(test|live)_[A-Za-z0-9]{4,250}$/, { message: '$property must be a secret key such as sk_live_…' })
  secretKey: string;

  @Field(() => [String], {
    defaultValue: [],
    description: 'Signing secrets of the webhook (`whsec_…`), several while one is replaced. They can be given later.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(5)
  @Matches(WEBHOOK_SECRET, { each: true, message: '$property must be signing secrets such as whsec_…' })
  webhookSecrets?: string[];
}

export class StoreProviderInput extends ConnectProviderInput {
  @IsIn(['test', 'live'])
  mode: 'test' | 'live';
}

/** Writes a connected account; its key was tried before, outside the transaction. */
@Injectable()
export class ConnectProvider extends Command<StoreProviderInput, { providerAccountId: ProviderAccountId }> {
  readonly rule: CommandRule = {
    name: 'billing.connectPaymentProvider',
    sentence: 'Connect a payment provider',
    permission: BillingPermissions['provider.manage'],
    risk: 'high',
  };
  readonly input = StoreProviderInput;

  constructor(private readonly accounts: ProviderAccounts) {
    super();
  }

  async handle(input: StoreProviderInput, act: Act): Promise<{ providerAccountId: ProviderAccountId }> {
    const reach = partnersOf(act.actor);
    if (reach && !(input.partnerId && reach.includes(input.partnerId))) throw notFound('partner');
    const providerAccountId = act.newId<'ProviderAccount'>();
    const sealed = await this.accounts.seal(providerAccountId, input.secretKey, input.webhookSecrets ?? []);
    const methodId = await cardMethod(act);
    try {
      await act.sql.execute(
        `INSERT INTO billing.payment_provider_account (id, partner_id, provider, mode, name, secret_key, webhook_secrets, key_hint, method_id, connected_at, connected_by)
         VALUES ($1, $2, 'stripe', $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          providerAccountId,
          input.partnerId ?? null,
          input.mode,
          input.name,
          sealed.secretKey,
          sealed.webhookSecrets,
          `…${input.secretKey.slice(-4)}`,
          methodId,
          act.at,
          actorLabel(act.actor).name,
        ],
      );
    } catch (error) {
      if (violatedConstraint(error) === 'uq_payment_provider_account') {
        throw conflict('PROVIDER_CONNECTED', 'An account of this provider is connected already. Disconnect it first.');
      }
      throw error;
    }
    act.audit(
      { kind: 'payment_provider', id: providerAccountId, partnerId: input.partnerId ?? null },
      `Payment provider ${input.name} connected (${input.mode})`,
    );
    return { providerAccountId };
  }
}

/** Tries the key with the provider, then stores it. */
@Injectable()
export class ProviderConnecting {
  constructor(
    private readonly command: ConnectProvider,
    private readonly commands: CommandBus,
    private readonly provider: PaymentProvider,
  ) {}

  async connect(input: ConnectProviderInput, call: Call): Promise<{ providerAccountId: ProviderAccountId }> {
    permit(this.command.rule, call.actor);
    const { mode } = await this.provider
      .checkKey({ accountId: '', secretKey: input.secretKey })
      .catch((error: unknown): never => {
        if (!(error instanceof ProviderFault)) throw error;
        if (error.kind === 'unknown')
          throw new Refusal('unavailable', 'PROVIDER_UNAVAILABLE', 'Stripe does not answer. Try again in a moment.', {
            cause: error,
          });
        throw invalid('KEY_REFUSED', 'Stripe does not accept this key. Copy it again from its dashboard.', [
          { field: 'secretKey', message: 'is not accepted by Stripe' },
        ]);
      });
    return this.commands.run(ConnectProvider, { ...input, mode }, call);
  }
}

async function cardMethod(act: Act): Promise<PaymentMethodId> {
  const name = 'Online payment';
  await act.sql.execute(
    `INSERT INTO billing.payment_method (id, name, ledger_account, active) VALUES ($1, $2, 'gateway_clearing', true) ON CONFLICT (lower(name)) WHERE active DO NOTHING`,
    [act.newId(), name],
  );
  const method = await act.sql.first<{ id: PaymentMethodId; ledger_account: string }>(
    'SELECT id, ledger_account FROM billing.payment_method WHERE active AND lower(name) = lower($1)',
    [name],
  );
  if (method?.ledger_account !== 'gateway_clearing') {
    throw conflict(
      'PAYMENT_METHOD_TAKEN',
      `The way to pay "${name}" lies in another ledger account. Rename it, then connect again.`,
    );
  }
  return method.id;
}
