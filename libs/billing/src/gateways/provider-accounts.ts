import { Injectable } from '@nestjs/common';
import type { Sql } from '@demarc/persistence';
import { SecretBox } from '@demarc/secrets';
import type { PaymentMethodId, ProviderAccountId } from '../ids.js';
import type { ProviderAccess } from './payment-provider.js';

export interface ProviderAccount {
  readonly id: ProviderAccountId;
  readonly partnerId: string | null;
  readonly provider: 'stripe';
  readonly mode: 'test' | 'live';
  readonly name: string;
  readonly methodId: PaymentMethodId;
  readonly active: boolean;
  readonly secretKey: Buffer;
  readonly webhookSecrets: readonly Buffer[];
}

const COLUMNS = `id, partner_id AS "partnerId", provider, mode, name, method_id AS "methodId", active, secret_key AS "secretKey", webhook_secrets AS "webhookSecrets"`;

/** The connected accounts at payment providers. Their secrets are opened for a call and not kept. */
@Injectable()
export class ProviderAccounts {
  constructor(private readonly box: SecretBox) {}

  async find(sql: Sql, id: string): Promise<ProviderAccount | undefined> {
    return sql.first<ProviderAccount>(`SELECT ${COLUMNS} FROM billing.payment_provider_account WHERE id = $1`, [id]);
  }

  /** The partner's own, else the one that serves everybody. */
  async forPartner(sql: Sql, partnerId: string): Promise<ProviderAccount | undefined> {
    return sql.first<ProviderAccount>(
      `SELECT ${COLUMNS} FROM billing.payment_provider_account WHERE active AND (partner_id = $1 OR partner_id IS NULL) ORDER BY partner_id NULLS LAST LIMIT 1`,
      [partnerId],
    );
  }

  /** What opening needs is read before, so that nobody asks for a second connection inside a transaction. */
  ready(): Promise<void> {
    return this.box.ready();
  }

  async open(account: ProviderAccount): Promise<ProviderAccess> {
    const [secretKey, ...webhookSecrets] = await Promise.all([
      this.box.open('gateway_key', account.secretKey, keyPlace(account.id)),
      ...account.webhookSecrets.map((sealed) => this.box.open('webhook_secret', sealed, webhookPlace(account.id))),
    ]);
    return { accountId: account.id, mode: account.mode, secretKey, webhookSecrets };
  }

  async seal(
    id: ProviderAccountId,
    secretKey: string,
    webhookSecrets: readonly string[],
  ): Promise<{ secretKey: Buffer; webhookSecrets: Buffer[] }> {
    return {
      secretKey: await this.box.seal('gateway_key', secretKey, keyPlace(id)),
      webhookSecrets: await this.sealWebhookSecrets(id, webhookSecrets),
    };
  }

  async sealWebhookSecrets(id: ProviderAccountId, webhookSecrets: readonly string[]): Promise<Buffer[]> {
    return Promise.all(webhookSecrets.map((secret) => this.box.seal('webhook_secret', secret, webhookPlace(id))));
  }
}

function keyPlace(id: string): string {
  return `payment_provider_account:${id}:key`;
}

function webhookPlace(id: string): string {
  return `payment_provider_account:${id}:webhook`;
}
