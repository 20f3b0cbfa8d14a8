import { describe, expect, it } from 'vitest';
import { parseExact, type ExactRow } from './exact-json.ts';
import { parsePhpQuery } from './php-query.ts';
import { BadFilter, filterOf } from './row-filter.ts';

const ROWS = parseExact(`[
  {"id":9,"name":"Ana","status":"active","price":"19.9900","tags":"a,b","gone":null,"additional_attributes":{"contract":"K-1"}},
  {"id":10,"name":"Bo (x)","status":"blocked","price":"5.0000","tags":"b","gone":"yes","additional_attributes":[]},
  {"id":"11","name":"Cy","status":"active","price":"100.0000","tags":"","gone":null,"additional_attributes":{"contract":"K-2"}}
]`) as ExactRow[];

describe('the filters of the API', () => {
  it.each([
    ['main_attributes[status]=active', ['Ana', 'Cy']],
    ['main_attributes[id][0]=>&main_attributes[id][1]=9', ['Bo (x)', 'Cy']],
    ['main_attributes[price][0]=<=&main_attributes[price][1]=19.99', ['Ana', 'Bo (x)']],
    ['main_attributes[status][]=!=&main_attributes[status][]=active', ['Bo (x)']],
    ['main_attributes[name][0]=LIKE&main_attributes[name][1]=%25(x%25', ['Bo (x)']],
    ['main_attributes[name][0]=REGEXP&main_attributes[name][1]=^[AC]', ['Ana', 'Cy']],
    ['main_attributes[id][0]=IN&main_attributes[id][1][]=9&main_attributes[id][1][]=11', ['Ana', 'Cy']],
    ['main_attributes[id][0]=BETWEEN&main_attributes[id][1][0]=10&main_attributes[id][1][1]=11', ['Bo (x)', 'Cy']],
    ['main_attributes[gone][0]=IS&main_attributes[gone][1]=NULL', ['Ana', 'Cy']],
    ['main_attributes[tags][0]=FIND_IN_SET&main_attributes[tags][1]=a', ['Ana']],
    ['additional_attributes[contract]=K-2', ['Cy']],
    ['main_attributes[status]=active&main_attributes[id][0]=<>&main_attributes[id][1]=9', ['Cy']],
  ])('%s', (query, names) => {
    const filter = filterOf(parsePhpQuery(query));
    expect(ROWS.filter((row) => filter?.(row)).map((row) => row['name'])).toEqual(names);
  });

  it('refuses an operator that the server does not know', () => {
    expect(() => filterOf(parsePhpQuery('main_attributes[id][0]=SLEEP&main_attributes[id][1]=9'))).toThrow(BadFilter);
  });
});
