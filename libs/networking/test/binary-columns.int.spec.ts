import { testDatabase, type TestDatabase } from '@demarc/testing';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  addresses,
  bigints,
  booleans,
  instants,
  integers,
  macAddresses,
  texts,
  uuids,
} from '../src/app/aaa/binary-columns.js';

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await testDatabase([]);
  client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

async function read(type: string, column: Buffer): Promise<readonly unknown[]> {
  const { rows } = await client.query<{ value: unknown }>(
    `SELECT value::text FROM unnest($1::${type}[]) AS one (value)`,
    [column],
  );
  return rows.map(({ value }) => value);
}

it('PostgreSQL reads what was written, NULLs and repetitions at their places', async () => {
  const login = 'zákazník "x"\\{},NULL';
  expect(await read('text', texts([login, null, '', '', login, login, undefined]))).toEqual([
    login,
    null,
    '',
    '',
    login,
    login,
    null,
  ]);
  expect(await read('boolean', booleans([true, true, false, null]))).toEqual(['true', 'true', 'false', null]);
  expect(await read('int', integers([0, -1, 2_147_483_647, -2_147_483_648]))).toEqual([
    '0',
    '-1',
    '2147483647',
    '-2147483648',
  ]);
  expect(await read('bigint', bigints([0, -5, 2 ** 33 + 7, -(2 ** 40), 2n ** 63n - 1n, -(2n ** 63n)]))).toEqual([
    '0',
    '-5',
    '8589934599',
    '-1099511627776',
    '9223372036854775807',
    '-9223372036854775808',
  ]);
  const id = '0192d3a4-ffee-7abc-8def-0123456789ab';
  expect(await read('uuid', uuids([id, id.toUpperCase(), null]))).toEqual([id, id, null]);
  expect(await read('macaddr', macAddresses(['02:00:5e:aa:bb:0c']))).toEqual(['02:00:5e:aa:bb:0c']);
  expect(await read('int', integers([]))).toEqual([]);
});

it('instants keep their milliseconds, before 2000 and after', async () => {
  await client.query("SET timezone = 'UTC'");
  const given = ['2026-05-04T10:00:00.123Z', '1999-12-31T23:59:59.999Z', '1890-01-01T00:00:00.001Z'];
  const { rows } = await client.query<{ value: Date }>('SELECT value FROM unnest($1::timestamptz[]) AS one (value)', [
    instants(given.map((text) => Date.parse(text))),
  ]);
  expect(rows.map(({ value }) => value.toISOString())).toEqual(given);
});

it('addresses and prefixes of both families', async () => {
  const given = ['192.0.2.7', '2001:db8::1', '2001:db8:7::/56', '10.0.0.0/8'];
  expect(await read('inet', addresses(given))).toEqual([
    '192.0.2.7/32',
    '2001:db8::1/128',
    '2001:db8:7::/56',
    '10.0.0.0/8',
  ]);
});

it('what its type cannot hold is NULL, and costs the others nothing', async () => {
  const id = '0192d3a4-ffee-7abc-8def-0123456789ab';
  expect(await read('uuid', uuids(['service-1', id]))).toEqual([null, id]);
  expect(await read('int', integers([2 ** 31, 1.5, 7]))).toEqual([null, null, '7']);
  expect(await read('inet', addresses(['fe80::1%eth0', '300.1.1.1', '192.0.2.7']))).toEqual([
    null,
    null,
    '192.0.2.7/32',
  ]);
  expect(await read('macaddr', macAddresses(['02:00:5e', '02:00:5e:aa:bb:0c']))).toEqual([null, '02:00:5e:aa:bb:0c']);
});

it('more than the first room holds', async () => {
  const long = Array.from({ length: 5_000 }, (_, index) => `login-${index}-${'x'.repeat(index % 60)}`);
  expect(await read('text', texts(long))).toEqual(long);
});
