import { Injectable } from '@nestjs/common';
import { Field, InputType, registerEnumType } from '@nestjs/graphql';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { conflict } from '@demarc/kernel';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import type { RouterId } from '../../domain/ids.js';
import { NetworkingPermissions } from '../../permissions.js';
import { CompareRouter } from './compare-router.job.js';
import { keptRouter } from './router-of-plan.js';

export const RowVerdictEnum = { ADOPT: 'adopt', IGNORE: 'ignore', REMOVE: 'remove', FORGET: 'forget' } as const;
export type RowVerdict = (typeof RowVerdictEnum)[keyof typeof RowVerdictEnum];
registerEnumType(RowVerdictEnum, {
  name: 'RouterRowVerdict',
  description: 'What is to become of a row that is not ours.',
  valuesMap: {
    ADOPT: { description: 'It becomes the row of the customer whose name it bears.' },
    IGNORE: { description: 'It stays, and is not shown any more.' },
    REMOVE: { description: 'It goes with the next plan, if it is still the row that was looked at.' },
    FORGET: { description: 'Nothing: an earlier word is taken back.' },
  },
});

@InputType({ description: 'A person’s word about one row that is not ours.' })
export class DecideRouterRowInput {
  @Field(() => RecordIdScalar, { description: 'The router.' })
  @IsRecordId()
  routerId: RouterId;

  @Field(() => String, { description: 'The menu.' })
  @IsString()
  @MaxLength(64)
  menu: string;

  @Field(() => String, { description: 'Its name, as it is shown.' })
  @IsString()
  @MaxLength(500)
  name: string;

  @Field(() => RowVerdictEnum, { description: 'What is to become of it.' })
  @IsIn(Object.values(RowVerdictEnum))
  verdict: RowVerdict;

  @Field(() => String, { nullable: true, description: 'Why, for who looks at it later.' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  reason?: string;
}

interface SeenRow {
  readonly cause: string;
  readonly hasWanted: boolean;
  readonly digest: string | null;
}

/** Rows that people made are adopted, ignored or removed one by one, by name, and it is known who said so. */
@Injectable()
export class DecideRouterRow extends Command<DecideRouterRowInput, { routerId: RouterId }> {
  readonly rule: CommandRule = {
    name: 'networking.decideRouterRow',
    sentence: 'Decide what becomes of a row on a router that was made by hand',
    permission: NetworkingPermissions['drift.repair'],
    risk: 'high',
  };
  readonly input = DecideRouterRowInput;

  async handle(input: DecideRouterRowInput, act: Act): Promise<{ routerId: RouterId }> {
    const { routerId, menu, name, verdict, reason = '' } = input;
    const router = await keptRouter(act, routerId);
    const about = { kind: 'router', id: routerId, partnerId: router.partnerId };
    if (verdict === 'forget') {
      await act.sql.execute(
        'DELETE FROM networking.router_object_decision WHERE router_id = $1 AND menu = $2 AND name = $3',
        [routerId, menu, name],
      );
    } else {
      const row = await this.seen(act, input);
      const { id, name: by } = actorLabel(act.actor);
      await act.sql.execute(
        `INSERT INTO networking.router_object_decision (router_id, partner_id, menu, name, verdict, digest, reason, decided_by_id, decided_by, decided_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT (router_id, menu, name) DO UPDATE SET verdict = excluded.verdict, digest = excluded.digest, reason = excluded.reason,
           decided_by_id = excluded.decided_by_id, decided_by = excluded.decided_by, decided_at = excluded.decided_at`,
        [routerId, router.partnerId, menu, name, verdict, row.digest, reason, id, by, act.at],
      );
    }
    act.audit(about, `${name} (${menu}) on ${router.name}: ${verdict}`, { reason });
    act.enqueue(CompareRouter, { routerId }, { singletonKey: routerId });
    return { routerId };
  }

  private async seen(act: Act, { routerId, menu, name, verdict }: DecideRouterRowInput): Promise<SeenRow> {
    const row = await act.sql.first<SeenRow>(
      `SELECT cause, key IS NOT NULL AS "hasWanted", row_digest AS digest FROM networking.router_drift_item
        WHERE router_id = $1 AND menu = $2 AND name = $3 AND cause IN ('in_the_way', 'imported', 'made_by_hand', 'to_remove', 'adopted')`,
      [routerId, menu, name],
    );
    if (!row)
      throw conflict(
        'ROW_NOT_SEEN',
        'The last reading of the router does not show this row as one that is not ours. Read it again.',
      );
    if (verdict === 'adopt' && !row.hasWanted)
      throw conflict(
        'NOBODY_TO_ADOPT_IT',
        `No customer of this router bears the name ${name}. Set up the service first, or choose another way.`,
      );
    return row;
  }
}
