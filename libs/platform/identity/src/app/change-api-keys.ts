import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { InstantScalar, RecordIdScalar } from '@demarc/graphql';
import { conflict, invalid, notFound, RandomSource } from '@demarc/kernel';
import { ArrayMaxSize, IsArray, IsBoolean, IsISO8601, IsOptional, IsString, Length } from 'class-validator';
import ipaddr from 'ipaddr.js';
import { partnersWithin } from '../domain/reach.js';
import { IdentityPermissions } from '../permissions.js';
import { tellIdentityChanged } from './identity-news.js';
import { partnersOf } from './partner-choice.js';
import { ArePermissions, PermissionName } from './permission-names.js';
import { assertFresh, assertWithinReach } from './rights.js';
import { knownPermissions, reachOf } from './staff-record.js';
import { tokenHash } from './token-hash.js';

@InputType({ description: 'What an API key is for and what it may do.' })
export class CreateApiKeyInput {
  @Field(() => String, { description: 'Which program uses it, and for what.' })
  @IsString()
  @Length(1, 120)
  name: string;

  @Field(() => [PermissionName], { description: 'What it allows. You can hand on only what you hold yourself.' })
  @ArePermissions()
  permissions: string[];

  @Field(() => Boolean, { description: 'May it see the records of every partner?' })
  @IsBoolean()
  everyPartner: boolean;

  @Field(() => [RecordIdScalar], { description: 'The partners whose records it may see, when not every one.' })
  @IsArray()
  @ArrayMaxSize(500)
  @IsRecordId({ each: true })
  partnerIds: string[];

  @Field(() => InstantScalar, { nullable: true, description: 'When it stops working. Without it, never.' })
  @IsOptional()
  @IsISO8601({ strict: true }, { message: 'expiresAt must be an instant such as 2026-12-31T00:00:00Z' })
  expiresAt?: string;

  @Field(() => [String], {
    nullable: true,
    description: 'Addresses or networks that it may be used from: `192.0.2.0/24`. Without them, from anywhere.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  networks?: string[];
}

export interface ApiKeyCreated {
  readonly apiKeyId: string;
  /** Shown this once; only its hash is kept. */
  readonly secret: string;
}

@Injectable()
export class CreateApiKey extends Command<CreateApiKeyInput, ApiKeyCreated> {
  readonly rule: CommandRule = {
    name: 'identity.createApiKey',
    sentence: 'Make an API key',
    permission: IdentityPermissions['apiKey.manage'],
    risk: 'normal',
  };
  readonly input = CreateApiKeyInput;

  constructor(private readonly random: RandomSource) {
    super();
  }

  async handle(input: CreateApiKeyInput, act: Act): Promise<ApiKeyCreated> {
    await assertFresh(act);
    const partners = partnersOf(input);
    assertWithinReach(act.actor, { permissions: knownPermissions(input.permissions), partners }, 'This API key');
    const networks = (input.networks ?? []).map(networkOf);
    const expiresAt = input.expiresAt ? new Date(input.expiresAt) : null;
    if (expiresAt !== null && !(expiresAt.getTime() > act.at.getTime()))
      throw invalid('EXPIRED', 'The key would have expired already.', [
        { field: 'expiresAt', message: 'must lie ahead' },
      ]);
    const id = act.newId<'ApiKey'>();
    const prefix = this.random.bytes(6).toString('hex');
    const secret = this.random.token(32);
    await act.sql.execute(
      `INSERT INTO platform.api_key (id, name, prefix, secret_hash, permissions, every_partner, partner_ids, networks, created_at, created_by, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8::cidr[], $9, $10, $11)`,
      [
        id,
        input.name.trim(),
        prefix,
        tokenHash(secret),
        [...new Set(input.permissions)],
        partners === 'all',
        partners === 'all' ? [] : partners,
        networks,
        act.at,
        actorLabel(act.actor).name,
        expiresAt,
      ],
    );
    act.audit({ kind: 'api_key', id }, `Made the API key ${input.name}`, {
      after: { permissions: input.permissions.toSorted(), partners, networks, expiresAt },
    });
    return { apiKeyId: id, secret: `dmk_${prefix}_${secret}` };
  }
}

@InputType({ description: 'One API key.' })
export class ApiKeyInput {
  @Field(() => RecordIdScalar, { description: 'The API key.' })
  @IsRecordId()
  apiKeyId: string;
}

@Injectable()
export class RevokeApiKey extends Command<ApiKeyInput, { apiKeyId: string }> {
  readonly rule: CommandRule = {
    name: 'identity.revokeApiKey',
    sentence: 'Revoke an API key',
    permission: IdentityPermissions['apiKey.manage'],
    risk: 'normal',
  };
  readonly input = ApiKeyInput;

  async handle({ apiKeyId }: ApiKeyInput, act: Act): Promise<{ apiKeyId: string }> {
    const key = await act.sql.first<{
      name: string;
      every_partner: boolean;
      partner_ids: string[];
      revoked_at: Date | null;
    }>('SELECT name, every_partner, partner_ids, revoked_at FROM platform.api_key WHERE id = $1 FOR UPDATE', [
      apiKeyId,
    ]);
    if (!key || !partnersWithin(key.every_partner ? 'all' : key.partner_ids, reachOf(act.actor).partners))
      throw notFound('API key');
    if (key.revoked_at !== null) throw conflict('ALREADY_REVOKED', 'This API key is revoked already.');
    await act.sql.execute('UPDATE platform.api_key SET revoked_at = $2 WHERE id = $1', [apiKeyId, act.at]);
    await tellIdentityChanged(act.sql);
    act.audit({ kind: 'api_key', id: apiKeyId }, `Revoked the API key ${key.name}`);
    return { apiKeyId };
  }
}

/** `192.0.2.7` → `192.0.2.7/32`; refuses a network with host bits, as PostgreSQL's cidr does. */
function networkOf(text: string): string {
  const fault = invalid(
    'INVALID_NETWORK',
    `“${text.slice(0, 60)}” is not an address or a network such as 192.0.2.0/24.`,
    [{ field: 'networks', message: 'must be addresses or networks' }],
  );
  const [address = '', length] = text.trim().split('/');
  if (!(ipaddr.IPv4.isValidFourPartDecimal(address) || ipaddr.IPv6.isValid(address))) throw fault;
  const bits = ipaddr.parse(address).kind() === 'ipv4' ? 32 : 128;
  const wanted = length === undefined ? bits : Number(length);
  if ((length !== undefined && !/^\d{1,3}$/.test(length)) || wanted > bits) throw fault;
  const network =
    bits === 32
      ? ipaddr.IPv4.networkAddressFromCIDR(`${address}/${wanted}`)
      : ipaddr.IPv6.networkAddressFromCIDR(`${address}/${wanted}`);
  if (network.toNormalizedString() !== ipaddr.parse(address).toNormalizedString()) throw fault;
  return `${network.toString()}/${wanted}`;
}
