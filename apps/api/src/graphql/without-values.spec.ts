import { buildSchema, coerceInputValue, type GraphQLInputType, parse, parseType, typeFromAST, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { withoutValues } from './without-values.js';

const schema = buildSchema(`
  enum Size { SMALL LARGE }
  input Door { id: ID!, width: Int, size: Size, password: String, inner: Door }
  type Query { open(door: Door, size: Size, width: Int): Boolean }`);

/** As graphql-js words it for variables. */
function saidOf(value: unknown): string[] {
  const said: string[] = [];
  const type = typeFromAST(schema, parseType('Door!') as never) as GraphQLInputType;
  coerceInputValue(value, type, (path, invalid, error) => {
    const at = path.length > 0 ? ` at "door.${path.join('.')}"` : '';
    said.push(`Variable "$door" got invalid value ${JSON.stringify(invalid)}${at}; ${error.message}`);
  });
  return said;
}

describe('an error about a value', () => {
  it.each([
    [{ password: 'hidden' }, 'The value of "$door" does not fit. Field "id" of required type "ID!" was not provided.'],
    [
      { id: '1', password: ['hidden'] },
      'The value of "door.password" does not fit. A value of type "String" is expected.',
    ],
    [{ id: '1', width: 'hidden' }, 'The value of "door.width" does not fit. A value of type "Int" is expected.'],
    [{ id: '1', size: 'hidden' }, 'The value of "door.size" does not fit. One of the values of "Size" is expected.'],
    [{ id: '1', inner: 'hidden' }, 'The value of "door.inner" does not fit. A value of type "Door" is expected.'],
    [{ id: '1', lock: 'hidden' }, 'The value of "$door" does not fit. Field "lock" is not defined by type "Door".'],
  ])('says where and what is expected, not what was given: %j', (value, words) => {
    const said = saidOf(value);
    expect(said.join()).toContain('hidden');
    expect(said.map(withoutValues)).toEqual([words]);
  });

  it('does so for values in the document, too', () => {
    for (const text of ['{ open(width: "hidden") }', '{ open(size: "hidden") }', '{ open(door: "hidden") }']) {
      const said = validate(schema, parse(text)).map(({ message }) => message);
      expect(said.join()).toContain('hidden');
      expect(said.map(withoutValues).join()).toMatch(/is expected\.$/);
      expect(said.map(withoutValues).join()).not.toContain('hidden');
    }
  });

  it('does so for a document that is broken off', () => {
    const said = (text: string): string => {
      try {
        parse(text);
      } catch (error) {
        return String((error as Error).message);
      }
      return '';
    };
    expect(said('{ open(door: {password "hidden"}) }')).toContain('hidden');
    expect(withoutValues(said('{ open(door: {password "hidden"}) }'))).toBe(
      'Syntax Error: Expected ":", found String.',
    );
  });

  it('leaves what is said about the question itself', () => {
    const words = 'Cannot query field "nodes" on type "Plan".';
    expect(withoutValues(words)).toBe(words);
  });
});
