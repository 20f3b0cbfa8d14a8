import { Injectable } from '@nestjs/common';
import { Field, InputType, registerEnumType } from '@nestjs/graphql';
import { actorLabel } from '@demarc/access';
import {
  type Act,
  type Asking,
  Command,
  type CommandRule,
  IsListOf,
  IsRecordId,
  Query,
  type Rule,
} from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { conflict, contentHash } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import type { RouterId } from '../../domain/ids.js';
import { NetworkingPermissions } from '../../permissions.js';
import { CompareRouter } from './compare-router.job.js';
import { RouterRowInput } from './compare-routers.js';
import { weigh } from './plan-maker.js';
import { keptRouter } from './router-of-plan.js';

/** As many as one reading of the list gives. */
const MOST = 500;

export const RowVerdictEnum = { ADOPT: 'adopt', IGNORE: 'ignore', REMOVE: 'remove', FORGET: 'forget' } as const;
export type RowVerdict = (typeof RowVerdictEnum)[keyof typeof RowVerdictEnum];
registerEnumType(RowVerdictEnum, {
  name: 'RouterRowVerdict',
  description: 'What is to become of rows that are not ours.',
  valuesMap: {
    ADOPT: { description: 'Each becomes the row of the customer whose name it bears.' },
    IGNORE: { description: 'They stay, and are not shown any more.' },
    REMOVE: { description: 'They go with the next plan, each if it is still the row that was looked at.' },
    FORGET: { description: 'Nothing: an earlier word is taken back.' },
  },
});

@InputType({ description: 'Rows that are not ours, each by its name, and what is thought of for them.' })
export class PreviewRouterRowsInput {
  @Field(() => RecordIdScalar, { description: 'The router.' })
  @IsRecordId()
  routerId: RouterId;

  @Field(() => [RouterRowInput], { description: 'The rows, as they are shown; up to 500.' })
  @IsListOf(() => RouterRowInput, { least: 1, most: MOST })
  rows: RouterRowInput[];

  @Field(() => RowVerdictEnum, { description: 'What is to become of them.' })
  @IsIn(Object.values(RowVerdictEnum))
  verdict: RowVerdict;
}

@InputType({ description: 'A person’s word about rows that are not ours.' })
export class DecideRouterRowsInput extends PreviewRouterRowsInput {
  @Field(() => String, {
    nullable: true,
    description: 'The digest of the preview that was looked at. Only a word that is taken back needs none.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  digest?: string;

  @Field(() => String, { nullable: true, description: 'Why, for who looks at it later.' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  reason?: string;
}

export interface JudgedRow {
  readonly menu: string;
  readonly name: string;
  /** Null: the word can be carried out. */
  readonly code: 'ROW_NOT_SEEN' | 'NOBODY_TO_ADOPT_IT' | null;
  readonly message: string | null;
}

export interface RowsPreview {
  readonly digest: string;
  readonly rows: readonly JudgedRow[];
  /** So many alone are over the brake: the plan that follows waits for a second person. */
  readonly needsSecond: boolean;
}

/** What would become of rows, each by its name; writes nothing. */
@Injectable()
export class PreviewRouterRows extends Query<PreviewRouterRowsInput, RowsPreview> {
  readonly rule: Rule = {
    name: 'networking.previewRouterRows',
    sentence: 'See what a word about rows made by hand would do',
    permission: NetworkingPermissions['drift.repair'],
  };

  async answer(input: PreviewRouterRowsInput, asking: Asking): Promise<RowsPreview> {
    await keptRouter(asking, input.routerId);
    const { digest, rows } = await judge(asking.sql, input);
    const writes = input.verdict === 'adopt' || input.verdict === 'remove';
    const touched = rows.filter(({ code }) => code === null).length;
    const needsSecond = writes && (await weigh(asking.sql, input.routerId, touched)).tooMany;
    return { digest, rows: rows.map(({ menu, name, code, message }) => ({ menu, name, code, message })), needsSecond };
  }
}

export interface RowsDecided {
  readonly routerId: RouterId;
  readonly decided: number;
  readonly refused: readonly JudgedRow[];
}

/** Rows that people made are adopted, ignored or removed by name, each named, and it is known who said so. */
@Injectable()
export class DecideRouterRows extends Command<DecideRouterRowsInput, RowsDecided> {
  readonly rule: CommandRule = {
    name: 'networking.decideRouterRows',
    sentence: 'Decide what becomes of rows on a router that were made by hand',
    permission: NetworkingPermissions['drift.repair'],
    risk: 'high',
  };
  readonly input = DecideRouterRowsInput;

  async handle(input: DecideRouterRowsInput, act: Act): Promise<RowsDecided> {
    const { routerId, verdict, reason = '' } = input;
    const router = await keptRouter(act, routerId);
    const { digest, rows } = await judge(act.sql, input);
    if (verdict !== 'forget' && digest !== input.digest)
      throw conflict('ROWS_CHANGED', 'The rows were read anew and are not as you saw them. Look at them once more.');
    const decided = rows.filter(({ code }) => code === null);
    const refused = rows.filter(({ code }) => code !== null);
    const columns = [decided.map(({ menu }) => menu), decided.map(({ name }) => name)];
    if (verdict === 'forget')
      await act.sql.execute(
        `DELETE FROM networking.router_object_decision WHERE router_id = $1
           AND (menu, name) IN (SELECT * FROM unnest($2::text[], $3::text[]))`,
        [routerId, ...columns],
      );
    else {
      const { id, name } = actorLabel(act.actor);
      const digests = decided.map(({ rowDigest }) => rowDigest);
      await act.sql.execute(KEEP, [routerId, ...columns, digests, router.partnerId, verdict, reason, id, name, act.at]);
    }
    const about = { kind: 'router', id: routerId, partnerId: router.partnerId };
    act.audit(about, `${decided.length} rows on ${router.name}: ${verdict}`, {
      reason,
      rows: decided.map(({ menu, name }) => `${menu} ${name}`),
      refused: refused.map(({ menu, name, code }) => `${menu} ${name}: ${code}`),
    });
    act.enqueue(CompareRouter, { routerId }, { singletonKey: routerId });
    return { routerId, decided: decided.length, refused };
  }
}

const KEEP = `
  INSERT INTO networking.router_object_decision (router_id, menu, name, digest, partner_id, verdict, reason, decided_by_id, decided_by, decided_at)
  SELECT $1, row.*, $5, $6, $7, $8, $9, $10 FROM unnest($2::text[], $3::text[], $4::text[]) AS row
  ON CONFLICT (router_id, menu, name) DO UPDATE SET verdict = excluded.verdict, digest = excluded.digest, reason = excluded.reason,
    decided_by_id = excluded.decided_by_id, decided_by = excluded.decided_by, decided_at = excluded.decided_at`;

/** Each row that is named, once, as it was last read. */
const SEEN = `
  SELECT DISTINCT ON (named.menu, named.name) named.menu, named.name, item.cause, item.key IS NOT NULL AS "hasWanted", item.row_digest AS "rowDigest"
    FROM unnest($2::text[], $3::text[]) AS named (menu, name)
    LEFT JOIN networking.router_drift_item item ON item.router_id = $1 AND item.menu = named.menu AND item.name = named.name
      AND item.cause IN ('in_the_way', 'imported', 'made_by_hand', 'to_remove', 'adopted')
   ORDER BY named.menu, named.name, item.ordinal`;

interface SeenRow {
  readonly menu: string;
  readonly name: string;
  readonly cause: string | null;
  readonly hasWanted: boolean;
  readonly rowDigest: string | null;
}

async function judge(
  sql: Sql,
  { routerId, rows, verdict }: PreviewRouterRowsInput,
): Promise<{ digest: string; rows: (JudgedRow & SeenRow)[] }> {
  const seen = await sql.query<SeenRow>(SEEN, [routerId, rows.map(({ menu }) => menu), rows.map(({ name }) => name)]);
  const judged = seen.map((row) => ({ ...row, ...refusalOf(row, verdict) }));
  const digest = contentHash([
    verdict,
    ...judged.map(({ menu, name, cause, rowDigest, code }) => [menu, name, cause, rowDigest, code]),
  ]);
  return { digest, rows: judged };
}

function refusalOf({ name, cause, hasWanted }: SeenRow, verdict: RowVerdict): Pick<JudgedRow, 'code' | 'message'> {
  if (verdict === 'forget') return { code: null, message: null };
  if (cause === null)
    return {
      code: 'ROW_NOT_SEEN',
      message: 'The last reading of the router does not show this row as one that is not ours. Read it again.',
    };
  if (verdict === 'adopt' && !hasWanted)
    return {
      code: 'NOBODY_TO_ADOPT_IT',
      message: `No customer of this router bears the name ${name}. Set up the service first, or choose another way.`,
    };
  return { code: null, message: null };
}
