import { Injectable } from '@nestjs/common';
import { type Act, type Asking, Command, type CommandRule, Query, type Rule } from '@demarc/commands';
import { abilityVerdict, type AbilityVerdict } from '../../../domain/router-ability.js';
import { NetworkingPermissions } from '../../../permissions.js';
import { lockRouter } from '../change-router.js';
import { RouterStepInput } from '../retire-router.js';

interface AbilityRow {
  readonly routerId: string;
  readonly method: string;
  readonly change: string;
  readonly acknowledged: number;
  readonly refused: number;
  readonly refusedInRow: number;
  readonly errorCause: number | null;
  readonly lastAt: Date;
  readonly effect: 'seen' | 'not_seen' | null;
  readonly effectAt: Date | null;
  readonly effectEvidence: string | null;
}

export interface FoundAbility extends AbilityRow {
  readonly verdict: AbilityVerdict;
}

/** What a router can change in a running session, as it has shown. */
@Injectable()
export class RouterAbilities extends Query<{ readonly routerId: string }, FoundAbility[]> {
  readonly rule: Rule = {
    name: 'networking.routerAbilities',
    sentence: 'See what routers can change in a session',
    permission: NetworkingPermissions['router.view'],
  };

  async answer({ routerId }: { readonly routerId: string }, { sql }: Asking): Promise<FoundAbility[]> {
    const rows = await sql.query<AbilityRow>(
      `SELECT router_id AS "routerId", method, change, acknowledged, refused, refused_in_row AS "refusedInRow", error_cause AS "errorCause",
         last_at AS "lastAt", effect, effect_at AS "effectAt", effect_evidence AS "effectEvidence"
       FROM networking.router_ability WHERE router_id = $1 ORDER BY method, change`,
      [routerId],
    );
    return rows.map((row) => ({ ...row, verdict: abilityVerdict(row) }));
  }
}

/** After an update of its software a router may do what it refused before. */
@Injectable()
export class ForgetAbilities extends Command<RouterStepInput, { routerId: string }> {
  readonly rule: CommandRule = {
    name: 'networking.forgetAbilities',
    sentence: 'Forget what was learnt about a router',
    permission: NetworkingPermissions['router.manage'],
    risk: 'normal',
  };
  readonly input = RouterStepInput;

  async handle({ routerId }: RouterStepInput, act: Act): Promise<{ routerId: string }> {
    const router = await lockRouter(act, routerId);
    await act.sql.execute('DELETE FROM networking.router_ability WHERE router_id = $1', [routerId]);
    act.audit({ kind: 'router', id: routerId }, `What ${router.name} can change is learnt anew`);
    return { routerId };
  }
}
