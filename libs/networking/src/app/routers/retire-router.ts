import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { conflict } from '@demarc/kernel';
import { RouterEntity } from '../../data/router.entity.js';
import type { RouterId } from '../../domain/ids.js';
import { RouterChanged } from '../../events.js';
import { NetworkingPermissions } from '../../permissions.js';
import { announceAccess } from '../aaa/access-feed.js';
import { lockRouter } from './change-router.js';

@InputType({ description: 'Which router.' })
export class RouterStepInput {
  @Field(() => RecordIdScalar, { description: 'The router.' })
  @IsRecordId()
  routerId: RouterId;
}

/** Takes a router out of use: its packets get no answer any more. History keeps its name. */
@Injectable()
export class RetireRouter extends Command<RouterStepInput, { routerId: RouterId }> {
  readonly rule: CommandRule = {
    name: 'networking.retireRouter',
    sentence: 'Retire a router',
    permission: NetworkingPermissions['router.manage'],
    risk: 'normal',
  };
  readonly input = RouterStepInput;

  async handle({ routerId }: RouterStepInput, act: Act): Promise<{ routerId: RouterId }> {
    const router = await lockRouter(act, routerId);
    const bound = await act.sql.first<{ count: number }>(
      `SELECT count(*)::int AS count FROM networking.access WHERE router_id = $1 AND live`,
      [routerId],
    );
    if (bound && bound.count > 0)
      throw conflict(
        'ROUTER_IN_USE',
        `${bound.count} services are bound to this router. Move them to another router first.`,
      );
    await act.manager.update(RouterEntity, { id: routerId }, { active: false, revision: router.revision + 1 });
    act.audit({ kind: 'router', id: routerId }, `Router ${router.name} retired`);
    act.emit(RouterChanged, { routerId });
    await announceAccess(act.sql, 'routers');
    return { routerId };
  }
}
