import { Injectable } from '@nestjs/common';
import { Field, InputType, registerEnumType } from '@nestjs/graphql';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsOptional } from 'class-validator';
import { ROUTER_CHECKS, type RouterCheckKind } from '../../../domain/router-check.js';
import type { RouterId } from '../../../domain/ids.js';
import { NetworkingPermissions } from '../../../permissions.js';
import { lockRouter } from '../change-router.js';
import { RouterStepInput } from '../retire-router.js';
import { RunRouterChecks } from './run-router-checks.job.js';

export const RouterCheckKindEnum = {
  REACH: 'reach',
  API: 'api',
  RADIUS: 'radius',
  COA: 'coa',
  CLOCK: 'clock',
} as const;
registerEnumType(RouterCheckKindEnum, {
  name: 'RouterCheckKind',
  description: 'What is proven about a router.',
  valuesMap: {
    REACH: { description: 'It answers to ping, or takes a connection.' },
    API: { description: 'It lets us in over its API, with the certificate that was accepted.' },
    RADIUS: { description: 'Logins come from it, under the shared secret.' },
    COA: {
      description:
        'It answers to changes of sessions: a request for one that nobody has is refused in the right words.',
    },
    CLOCK: { description: 'Its clock is right.' },
  },
});

@InputType({ description: 'Which router, and what to look at.' })
export class CheckRouterInput extends RouterStepInput {
  @Field(() => [RouterCheckKindEnum], { nullable: true, description: 'What to look at; everything when left out.' })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(ROUTER_CHECKS.length)
  @IsIn(ROUTER_CHECKS, { each: true })
  kinds?: RouterCheckKind[];
}

/** Asks for a look at a router; a worker takes it after the commit, and the results show when they are there. */
@Injectable()
export class CheckRouter extends Command<CheckRouterInput, { routerId: RouterId }> {
  readonly rule: CommandRule = {
    name: 'networking.checkRouter',
    sentence: 'Check a router',
    permission: NetworkingPermissions['router.check'],
    risk: 'normal',
  };
  readonly input = CheckRouterInput;

  async handle({ routerId, kinds = [...ROUTER_CHECKS] }: CheckRouterInput, act: Act): Promise<{ routerId: RouterId }> {
    const router = await lockRouter(act, routerId);
    const by = actorLabel(act.actor).name;
    await act.sql.execute(
      `INSERT INTO networking.router_check (router_id, partner_id, kind, state, code, since, checked_by, asked_at)
       SELECT $1, $2, kind, 'unknown', '', $3, $4, $3 FROM unnest($5::text[]) AS kind
       ON CONFLICT (router_id, kind) DO UPDATE SET asked_at = excluded.asked_at`,
      [routerId, router.partnerId, act.at, by, kinds],
    );
    act.audit({ kind: 'router', id: routerId }, `Router ${router.name} is checked`, { kinds });
    act.enqueue(RunRouterChecks, { routerId, kinds, by }, { priority: 1 });
    return { routerId };
  }
}
