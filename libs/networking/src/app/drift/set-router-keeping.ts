import { Injectable } from '@nestjs/common';
import { Field, InputType, Int, registerEnumType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { conflict, Refusal } from '@demarc/kernel';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, ValidateNested } from 'class-validator';
import type { RouterId } from '../../domain/ids.js';
import type { RouterApiOptions } from '../../domain/router-options.js';
import { RouterChanged } from '../../events.js';
import { NetworkingPermissions } from '../../permissions.js';
import type { RouterWay } from '../../routeros/objects/managed-access.js';
import { announceAccess } from '../aaa/access-feed.js';
import { RouterApiOptionsInput } from '../routers/router-api.input.js';
import { CompareRouter } from './compare-router.job.js';
import { keptRouter } from './router-of-plan.js';

export const RouterWayEnum = {
  RADIUS: 'radius',
  PPP_SECRETS: 'ppp_secrets',
  DHCP_LEASES: 'dhcp_leases',
  HOTSPOT_USERS: 'hotspot_users',
  IP_MAC_FILTER: 'ip_mac_filter',
  NONE: 'none',
} as const;
registerEnumType(RouterWayEnum, {
  name: 'RouterWay',
  description: 'How customers get onto the network at a router.',
  valuesMap: {
    RADIUS: { description: 'It asks over RADIUS.' },
    PPP_SECRETS: { description: 'PPP secrets are kept on it.' },
    DHCP_LEASES: { description: 'Static DHCP leases are kept on it.' },
    HOTSPOT_USERS: { description: 'Hotspot users are kept on it.' },
    IP_MAC_FILTER: { description: 'Filter rules by address and MAC are kept on it.' },
    NONE: { description: 'Nobody logs in at it.' },
  },
});

@InputType({ description: 'What of a MikroTik router is kept by us.' })
export class SetRouterKeepingInput {
  @Field(() => RecordIdScalar, { description: 'The router.' })
  @IsRecordId()
  routerId: RouterId;

  @Field(() => Int, { description: 'The revision that was seen; refused when it changed since.' })
  @IsInt()
  revision: number;

  @Field(() => RouterWayEnum, { description: 'How customers get onto the network at it.' })
  @IsIn(Object.values(RouterWayEnum))
  way: RouterWay;

  @Field(() => RouterApiOptionsInput, { nullable: true, description: 'What is kept; nothing when left out.' })
  @IsOptional()
  @Type(() => RouterApiOptionsInput)
  @ValidateNested()
  api?: RouterApiOptionsInput;
}

/** Says whether a router is compared, written by hand, or repaired, and what is kept on it. Each change is compared anew. */
@Injectable()
export class SetRouterKeeping extends Command<SetRouterKeepingInput, { routerId: RouterId }> {
  readonly rule: CommandRule = {
    name: 'networking.setRouterKeeping',
    sentence: 'Set what is kept on a router over its API',
    permission: NetworkingPermissions['router.manage'],
    risk: 'high',
  };
  readonly input = SetRouterKeepingInput;

  async handle({ routerId, revision, way, api }: SetRouterKeepingInput, act: Act): Promise<{ routerId: RouterId }> {
    const router = await keptRouter(act, routerId);
    const row = await act.sql.first<{ revision: number; vendor: string }>(
      'SELECT revision, vendor FROM networking.router WHERE id = $1 FOR UPDATE',
      [routerId],
    );
    if (row?.vendor !== 'mikrotik') throw conflict('NOT_A_MIKROTIK', 'Rows are kept on MikroTik routers only.');
    if (row.revision !== revision)
      throw new Refusal('stale', 'CHANGED_MEANWHILE', 'This router was changed by somebody else. Load it again.');
    const kept: RouterApiOptions | undefined = api && { ...api, ...(api.window ? { window: { ...api.window } } : {}) };
    await act.sql.execute(
      `UPDATE networking.router SET access_method = $2, revision = revision + 1,
         options = CASE WHEN $3::jsonb IS NULL THEN options - 'api' ELSE options || jsonb_build_object('api', $3::jsonb) END WHERE id = $1`,
      [routerId, way, kept === undefined ? null : JSON.stringify(kept)],
    );
    act.audit({ kind: 'router', id: routerId, partnerId: router.partnerId }, `What is kept on ${router.name} was set`, {
      from: { way: router.way, api: router.options.api ?? null },
      to: { way, api: kept ?? null },
    });
    act.emit(RouterChanged, { routerId });
    await announceAccess(act.sql, 'routers');
    if (kept) act.enqueue(CompareRouter, { routerId }, { singletonKey: routerId });
    return { routerId };
  }
}
