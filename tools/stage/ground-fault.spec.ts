import { PostgresStartError } from '@demarc/postgres-server';
import { describe, expect, it } from 'vitest';
import { isGroundFault } from './ground-fault.ts';

const coded = (code: string, message = 'failed'): Error => Object.assign(new Error(message), { code });
const wrapped = (driverError: Error): Error => Object.assign(new Error('QueryFailedError'), { driverError });

describe('a fault of the ground', () => {
  it.each([
    ['a connection that was lost', coded('08006')],
    ['a server that shuts down', coded('57P01')],
    ['a statement that took too long', coded('57014')],
    ['a full disk', coded('53100')],
    ['a server that is not there', coded('ECONNREFUSED')],
    ['a connection cut without a word', new Error('Connection terminated unexpectedly')],
    ['a pool that nobody answers', new Error('timeout exceeded when trying to connect')],
    ['a server that does not start', new PostgresStartError('uid 1 may not write there')],
    ['what the mapper made of it', wrapped(coded('57P03'))],
    ['what stands behind another error', new Error('fetch failed', { cause: coded('ECONNRESET') })],
    ['one of several', new AggregateError([new Error('no'), coded('ECONNREFUSED')])],
  ])('is %s', (_, error) => expect(isGroundFault(error)).toBe(true));

  it.each([
    ['a promise of the books that the database keeps', wrapped(coded('DM011', 'the lines do not sum to its totals'))],
    ['a value that is there already', wrapped(coded('23505'))],
    ['two who wait for each other', coded('40P01')],
    ['a mistake in the program', new TypeError("Cannot read properties of undefined (reading 'id')")],
    ['nothing at all', undefined],
  ])('is not %s', (_, error) => expect(isGroundFault(error)).toBe(false));

  it('ends where causes run in a circle', () => {
    const error = new Error('one');
    error.cause = new Error('other', { cause: error });
    expect(isGroundFault(error)).toBe(false);
  });
});
