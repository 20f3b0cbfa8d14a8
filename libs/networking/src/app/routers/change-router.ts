import { Injectable } from '@nestjs/common';
import { Field, InputType, Int } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { type Id, notFound, RandomSource, Refusal } from '@demarc/kernel';
import { SecretBox } from '@demarc/secrets';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { RouterEntity } from '../../data/router.entity.js';
import type { RouterId } from '../../domain/ids.js';
import type { RouterOptions } from '../../domain/router-options.js';
import { RouterChanged } from '../../events.js';
import { NetworkingPermissions } from '../../permissions.js';
import { announceAccess } from '../aaa/access-feed.js';
import { radiusSecretBinding } from '../access/access-row.js';
import { SECRET_BYTES } from './add-router.js';
import { VENDORS } from './import-routers.js';
import { checkedOptions, checkedSources, routerFault } from './router-checks.js';
import { RouterDetailsInput, type RouterVendor, RouterVendorEnum } from './router.input.js';
import { mustBeKnown } from './tls/router-certificates.js';

@InputType({ description: 'Changes to a router; what is left out stays.' })
export class ChangeRouterInput extends RouterDetailsInput {
  @Field(() => RecordIdScalar, { description: 'Which router.' })
  @IsRecordId()
  routerId: RouterId;

  @Field(() => Int, { description: 'The revision that was seen; refused when it changed since.' })
  @IsInt()
  revision: number;

  @Field(() => String, { nullable: true, description: 'The name, unique among the routers in use.' })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name?: string;

  @Field(() => RouterVendorEnum, { nullable: true, description: 'Whose words it understands.' })
  @IsOptional()
  @IsIn(VENDORS)
  vendor?: RouterVendor;

  @Field(() => [String], { nullable: true, description: 'Addresses or networks that its RADIUS packets come from.' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @MaxLength(64, { each: true })
  sources?: string[];
}

@Injectable()
export class ChangeRouter extends Command<ChangeRouterInput, { routerId: RouterId; revision: number }> {
  readonly rule: CommandRule = {
    name: 'networking.changeRouter',
    sentence: 'Change a router',
    permission: NetworkingPermissions['router.manage'],
    risk: 'normal',
  };
  readonly input = ChangeRouterInput;

  constructor(
    private readonly secrets: SecretBox,
    private readonly random: RandomSource,
  ) {
    super();
  }

  async handle(input: ChangeRouterInput, act: Act): Promise<{ routerId: RouterId; revision: number }> {
    const router = await lockRouter(act, input.routerId);
    if (router.revision !== input.revision)
      throw new Refusal('stale', 'CHANGED_MEANWHILE', 'This router was changed by somebody else. Load it again.');
    const changed = await this.changed(act, router, input);
    try {
      await act.manager.update(RouterEntity, { id: router.id }, { ...changed, revision: router.revision + 1 });
    } catch (error) {
      throw routerFault(error, input.name ?? router.name) ?? error;
    }
    if (input.partnerId !== undefined) await follow(act, router.id);
    const fields = Object.keys(changed);
    const [before, after] = [router.messageAuthenticator, changed.messageAuthenticator ?? router.messageAuthenticator];
    const signing = before === after ? {} : { signatures: { before, after } };
    act.audit({ kind: 'router', id: router.id }, `Router ${router.name} changed`, { fields, ...signing });
    act.emit(RouterChanged, { routerId: router.id });
    await announceAccess(act.sql, 'routers');
    return { routerId: router.id, revision: router.revision + 1 };
  }

  private async changed(act: Act, router: RouterEntity, input: ChangeRouterInput): Promise<Partial<RouterEntity>> {
    const {
      routerId,
      revision: _seen,
      sources: _sources,
      radiusSecret: _secret,
      options,
      partnerId,
      locationId,
      ...plain
    } = input;
    const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
    const sources = input.sources && (await this.sources(act, routerId, input.sources));
    const secret = input.radiusSecret ?? this.firstSecret(router, sources);
    return {
      ...given,
      // Chosen anew, the first signed login counts from now on.
      ...(input.messageAuthenticator === 'auto' && router.messageAuthenticator !== 'auto'
        ? { signedSeenAt: null }
        : {}),
      ...(partnerId === undefined ? {} : { partnerId: partnerId as Id<'Partner'> | null }),
      ...(locationId === undefined ? {} : { locationId: locationId as Id<'Location'> | null }),
      ...(sources === undefined ? {} : { sources }),
      ...(options === undefined ? {} : { options: keptApi(checkedOptions(options), router.options) }),
      ...(secret === undefined
        ? {}
        : { radiusSecret: await this.secrets.seal('radius_secret', secret, radiusSecretBinding(router.id)) }),
    };
  }

  private async sources(act: Act, routerId: RouterId, given: readonly string[]): Promise<string[]> {
    const certificate = await act.sql.first('SELECT 1 FROM networking.router_tls WHERE router_id = $1', [routerId]);
    mustBeKnown(given, certificate !== undefined);
    return checkedSources(act.sql, given, routerId);
  }

  /** It was heard over TLS alone: by UDP it needs a secret. */
  private firstSecret(before: RouterEntity, sources: readonly string[] = []): string | undefined {
    const isFirst = before.radiusSecret === null && before.sources.length === 0 && sources.length > 0;
    return isFirst ? this.random.token(SECRET_BYTES) : undefined;
  }
}

export async function lockRouter(act: Act, id: RouterId): Promise<RouterEntity> {
  const router = await act.manager.findOne(RouterEntity, {
    where: { id, active: true },
    lock: { mode: 'pessimistic_write' },
  });
  if (!router) throw notFound('router');
  return router;
}

/** What stands beside a router is seen by those who see it. */
async function follow(act: Act, routerId: RouterId): Promise<void> {
  for (const table of ['router_tls', 'router_tls_mark'])
    await act.sql.execute(
      `UPDATE networking.${table} SET partner_id = (SELECT partner_id FROM networking.router WHERE id = $1) WHERE router_id = $1`,
      [routerId],
    );
}

/** What is kept over the API is set by an act of its own; a form that does not show it does not end it. */
function keptApi(options: RouterOptions, before: RouterOptions): RouterOptions {
  return options.api === undefined && before.api !== undefined ? { ...options, api: before.api } : options;
}
