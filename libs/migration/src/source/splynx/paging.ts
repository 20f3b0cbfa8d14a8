import { isRawObject, type RawObject, type RawValue } from '../../domain/source/raw-value.js';
import { compareSourceIds, parseSourceId, type SourceId } from '../../domain/source/source-id.js';

export type AskPage = (query: URLSearchParams) => Promise<RawValue>;

/** The answer is not a list of objects with ids, or the server cannot be paged through. */
export class PagingFault extends Error {
  override readonly name = 'PagingFault';
}

/**
 * Rows by "id greater than the last one seen", so that rows added meanwhile cannot shift a page. Guards against servers
 * that ignore the limit (all comes at once), ignore the order, or repeat rows past the end: no row is given twice, and a
 * page without a new row ends it.
 */
export async function* pages(
  ask: AskPage,
  pageSize: number,
  after: SourceId = '0' as SourceId,
): AsyncGenerator<RawObject> {
  const seen = new Set<string>();
  let last = after;
  for (;;) {
    const rows = rowsOf(await ask(pageQuery(last, pageSize)));
    let fresh = 0;
    for (const row of rows) {
      const id = idOf(row);
      if (seen.has(id) || compareSourceIds(id, after) <= 0) continue;
      seen.add(id);
      fresh += 1;
      yield row;
    }
    if (fresh === 0 || rows.length !== pageSize) return;
    const highest = rows.map(idOf).reduce((left, right) => (compareSourceIds(left, right) >= 0 ? left : right));
    if (idOf(rows.at(-1) as RawObject) !== highest)
      throw new PagingFault('the server does not keep the order by id, so its pages cannot be trusted');
    last = highest;
  }
}

export function rowsOf(answer: RawValue): readonly RawObject[] {
  const list = Array.isArray(answer) ? (answer as readonly RawValue[]) : undefined;
  if (list === undefined) throw new PagingFault('a list was expected');
  return list.map((row) => {
    if (!isRawObject(row)) throw new PagingFault('a list of objects was expected');
    return row;
  });
}

function pageQuery(last: SourceId, pageSize: number): URLSearchParams {
  return new URLSearchParams([
    ['main_attributes[id][0]', '>'],
    ['main_attributes[id][1]', last],
    ['order[id]', 'ASC'],
    ['limit', String(pageSize)],
  ]);
}

function idOf(row: RawObject): SourceId {
  const raw = row['id'];
  const id = typeof raw === 'string' ? parseSourceId(raw) : undefined;
  if (id === undefined) throw new PagingFault('a row has no id');
  return id;
}
