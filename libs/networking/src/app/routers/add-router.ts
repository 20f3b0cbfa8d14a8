import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { type Id, RandomSource } from '@demarc/kernel';
import { SecretBox } from '@demarc/secrets';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { type AccessMethod, RouterEntity } from '../../data/router.entity.js';
import type { RouterId } from '../../domain/ids.js';
import { RouterAdded } from '../../events.js';
import { NetworkingPermissions } from '../../permissions.js';
import { announceAccess } from '../aaa/access-feed.js';
import { radiusSecretBinding } from '../access/access-row.js';
import { ACCESS_METHODS, VENDORS } from './import-routers.js';
import { checkedOptions, checkedSources, routerFault } from './router-checks.js';
import { RouterDetailsInput, type RouterVendor, RouterVendorEnum } from './router.input.js';

/** 24 random bytes: 32 characters. */
const SECRET_BYTES = 24;

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

  @Field(() => [String], { description: 'Addresses or networks that its RADIUS packets come from.' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @MaxLength(64, { each: true })
  sources: string[];

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
    const sources = await checkedSources(act.sql, input.sources, routerId);
    const secret = input.radiusSecret ?? this.random.token(SECRET_BYTES);
    try {
      await act.manager.insert(RouterEntity, {
        id: routerId,
        partnerId: (input.partnerId ?? null) as Id<'Partner'> | null,
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
        radiusSecret: await this.secrets.seal('radius_secret', secret, radiusSecretBinding(routerId)),
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
    act.audit({ kind: 'router', id: routerId }, `Router ${input.name} added`, { sources });
    act.emit(RouterAdded, { routerId });
    await announceAccess(act.sql, 'routers');
    return { routerId };
  }
}
