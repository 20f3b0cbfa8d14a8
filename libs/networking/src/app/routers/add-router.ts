import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { type Id, RandomSource } from '@demarc/kernel';
import { SecretBox } from '@demarc/secrets';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  MaxLength,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { type AccessMethod, RouterEntity } from '../../data/router.entity.js';
import type { RouterId } from '../../domain/ids.js';
import { RouterAdded } from '../../events.js';
import { NetworkingPermissions } from '../../permissions.js';
import { announceAccess } from '../aaa/access-feed.js';
import { radiusSecretBinding } from '../access/access-row.js';
import { ACCESS_METHODS, VENDORS } from './import-routers.js';
import { checkedOptions, checkedSources, routerFault } from './router-checks.js';
import { RouterDetailsInput, type RouterVendor, RouterVendorEnum } from './router.input.js';
import { certificatesOf, hasCertificates, keepCertificates, mustBeKnown } from './tls/router-certificates.js';
import { RouterCertificatesInput } from './tls/router-tls.input.js';

/** 24 random bytes: 32 characters. */
export const SECRET_BYTES = 24;

@InputType({ description: 'A router to add.' })
export class AddRouterInput extends RouterDetailsInput {
  @Field(() => String, { description: 'The name, unique among the routers in use.' })
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name: string;

  @Field(() => RouterVendorEnum, { description: 'Whose words it understands.' })
  @IsIn(VENDORS)
  vendor: RouterVendor;

  @Field(() => [String], {
    nullable: true,
    description: 'Addresses or networks that its RADIUS packets come from; none where it is known by its certificate.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @MaxLength(64, { each: true })
  sources?: string[];

  @Field(() => RouterCertificatesInput, {
    nullable: true,
    description: 'By what it is known over TLS. Then it needs neither address nor source.',
  })
  @IsOptional()
  @Type(() => RouterCertificatesInput)
  @ValidateNested()
  tls?: RouterCertificatesInput;

  @IsOptional()
  @IsIn(ACCESS_METHODS)
  accessMethod?: AccessMethod;
}

@Injectable()
export class AddRouter extends Command<AddRouterInput, { routerId: RouterId }> {
  readonly rule: CommandRule = {
    name: 'networking.addRouter',
    sentence: 'Add a router',
    permission: NetworkingPermissions['router.manage'],
    risk: 'normal',
  };
  readonly input = AddRouterInput;

  constructor(
    private readonly secrets: SecretBox,
    private readonly random: RandomSource,
  ) {
    super();
  }

  async handle(input: AddRouterInput, act: Act): Promise<{ routerId: RouterId }> {
    const routerId = act.newId<'Router'>();
    const sources = await checkedSources(act.sql, input.sources ?? [], routerId);
    const tls = input.tls && hasCertificates(input.tls) ? input.tls : undefined;
    mustBeKnown(sources, tls !== undefined);
    const partnerId = (input.partnerId ?? null) as Id<'Partner'> | null;
    const radiusSecret = await this.sealed(routerId, input.radiusSecret, sources);
    try {
      await act.manager.insert(RouterEntity, {
        id: routerId,
        partnerId,
        locationId: (input.locationId ?? null) as Id<'Location'> | null,
        siteId: input.siteId ?? null,
        name: input.name,
        vendor: input.vendor,
        model: input.model ?? null,
        downloadKbps: input.downloadKbps ?? null,
        uploadKbps: input.uploadKbps ?? null,
        address: input.address ?? null,
        sources,
        accessMethod: input.accessMethod ?? 'radius',
        radiusSecret,
        messageAuthenticator: input.messageAuthenticator ?? 'require',
        coaPort: input.coaPort ?? 3799,
        interimSeconds: input.interimSeconds ?? 300,
        options: checkedOptions(input.options ?? {}),
        active: true,
        createdAt: act.at,
        revision: 1,
      });
    } catch (error) {
      throw routerFault(error, input.name) ?? error;
    }
    const owner = { id: routerId, partnerId, radiusSecret };
    const known = tls && certificatesOf(tls, false, owner);
    if (known) await keepCertificates(act, owner, known);
    act.audit({ kind: 'router', id: routerId }, `Router ${input.name} added`, {
      sources,
      ...(known ? { tls: known } : {}),
    });
    act.emit(RouterAdded, { routerId });
    await announceAccess(act.sql, 'routers');
    return { routerId };
  }

  /** Where packets come by UDP there is always a secret; over TLS none is used. */
  private async sealed(
    routerId: RouterId,
    given: string | undefined,
    sources: readonly string[],
  ): Promise<Buffer | null> {
    const secret = given ?? (sources.length > 0 ? this.random.token(SECRET_BYTES) : undefined);
    return secret === undefined ? null : this.secrets.seal('radius_secret', secret, radiusSecretBinding(routerId));
  }
}
