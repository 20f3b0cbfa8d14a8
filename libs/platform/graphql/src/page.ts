import type { Type } from '@nestjs/common';
import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { invalid, isId, parseLocalDate, type Refusal } from '@demarc/kernel';

export const MOST_ROWS = 200;

@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: 50, description: `How many rows, at most ${MOST_ROWS}.` })
  @IsInt()
  @Min(1)
  @Max(MOST_ROWS)
  first: number = 50;

  @Field(() => String, { nullable: true, description: 'Start after this row: the `endCursor` of the page before.' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  after?: string;
}

@ObjectType({ description: 'Where a page stands in its list.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Are there rows after this page?' })
  hasNextPage: boolean;

  @Field(() => String, { nullable: true, description: 'Pass it as `after` to get the next page.' })
  endCursor: string | null;
}

export interface Page<Row> {
  readonly nodes: readonly Row[];
  readonly pageInfo: PageInfo;
  /** Exact up to the cap of the list, then the cap itself with `totalIsExact` false. */
  readonly totalCount: number;
  readonly totalIsExact: boolean;
}

/** `CustomerPage` for `Customer`: rows, a cursor, and a count. */
export function pageOf<Row>(row: Type<Row>, name: string): Type<Page<Row>> {
  @ObjectType(`${name}Page`, { description: `One page of a list of ${name} rows.` })
  class RowPage {
    @Field(() => [row], { description: 'The rows, in the order asked for.' })
    nodes: Row[];

    @Field(() => PageInfo, { description: 'Where this page stands.' })
    pageInfo: PageInfo;

    @Field(() => Int, { description: 'Rows in the whole list, counted up to a cap.' })
    totalCount: number;

    @Field(() => Boolean, { description: 'False when the list is longer than was counted.' })
    totalIsExact: boolean;
  }
  return RowPage;
}

/** Cursors are the sort values of the last row: stable while rows come and go. */
export function encodeCursor(values: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

export function decodeCursor(cursor: string, length: number): (string | number | null)[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(values) && values.length === length && values.every((value) => value === null || ['string', 'number'].includes(typeof value))) return values;
  } catch {
    // falls through to the refusal
  }
  throw unknownPlace();
}

const CURSOR_PARTS = {
  text: () => true,
  date: (value: string) => parseLocalDate(value) !== undefined,
  instant: (value: string) => !Number.isNaN(Date.parse(value)),
  id: isId,
  integer: (value: string) => /^-?\d{1,18}$/.test(value),
};

/** A cursor whose parts are text of these kinds; anything else, such as one made up by hand, is refused before it reaches SQL. */
export function decodeCursorOf(cursor: string, kinds: readonly (keyof typeof CURSOR_PARTS)[]): string[] {
  return decodeCursor(cursor, kinds.length).map((value, index) => {
    const kind = kinds[index];
    if (typeof value === 'string' && kind !== undefined && CURSOR_PARTS[kind](value)) return value;
    throw unknownPlace();
  });
}

/** How many rows to read for a page; refuses what is no page. Lists call it, because arguments reach them unvalidated. */
export function pageSize(first: number): number {
  if (Number.isInteger(first) && first >= 1 && first <= MOST_ROWS) return first;
  throw invalid('INVALID_PAGE', `Ask for 1 to ${MOST_ROWS} rows at a time.`, [{ field: 'first', message: `must be 1 to ${MOST_ROWS}` }]);
}

/** Cuts a page out of `first + 1` rows that a list read. */
export function cutPage<Row>(rows: readonly Row[], first: number, cursorOf: (row: Row) => string, total: { count: number; exact: boolean }): Page<Row> {
  const nodes = rows.slice(0, first);
  const last = nodes.at(-1);
  return {
    nodes,
    pageInfo: { hasNextPage: rows.length > first, endCursor: last === undefined ? null : cursorOf(last) },
    totalCount: total.count,
    totalIsExact: total.exact,
  };
}

function unknownPlace(): Refusal {
  return invalid('INVALID_CURSOR', 'This place in the list is not known. Start again from the first page.');
}
