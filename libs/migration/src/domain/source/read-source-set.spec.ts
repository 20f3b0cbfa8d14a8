import { describe, expect, it } from 'vitest';
import { OLDER_SERVER, readSampleProvider } from '../../../test/sample-provider.js';
import { SplynxDirectory } from '../../source/splynx/directory.adapter.js';
import { readSource } from '../../source/splynx/read-source.js';
import type { CollectionName } from './collections.js';
import { parseCollection } from './lossless-json.js';
import { describeFault } from './raw-value.js';
import { readSourceSet } from './read-source-set.js';
import type { SourceSet } from './source-set.js';

const CUSTOMER = { id: 1, status: 'active', name: 'A', login: 'a', billing_type: 'recurring' };

describe('reading collections', () => {
  it('reads the same customers from a server that prints ids as strings', async () => {
    const older = readSourceSet(await readSource(await SplynxDirectory.open(OLDER_SERVER)));
    const newer = await readSampleProvider();
    expect(older.customers).toEqual(newer.customers.slice(0, older.customers.length));
    expect(older.customers.length).toBeGreaterThan(0);
    expect(older.notReadable.get('invoices')).toBe('there is no file invoices.json');
  });

  it('keeps every digit of a number, however it is printed', () => {
    const set = read(
      'payments',
      '[{"id":9007199254740993,"customer_id":"1","date":"2026-01-31 10:00:00","amount":12345678901234.5678,"remind_amount":1.5E-3}]',
    );
    expect(set.payments[0]?.id).toBe('9007199254740993');
    expect(set.payments[0]?.amount.toFixed()).toBe('12345678901234.5678');
    expect(set.payments[0]?.unallocated.toFixed()).toBe('0.0015');
  });

  it('takes 0, "", null, zero dates and [] for nothing', () => {
    const row = {
      ...CUSTOMER,
      parent_id: '0',
      partner_id: null,
      date_add: '0000-00-00',
      gps: null,
      additional_attributes: [],
      email: null,
    };
    const [customer] = read('customers', JSON.stringify([row])).customers;
    expect(customer).toMatchObject({
      parentId: undefined,
      partnerId: undefined,
      addedOn: undefined,
      gps: '',
      custom: {},
      email: '',
    });
  });

  it.each([
    ['1', true],
    ['"1"', true],
    ['true', true],
    ['0', false],
    ['"0"', false],
    ['false', false],
    ['null', false],
    ['""', false],
  ])('takes %s in a yes-or-no field for %s', (printed, meaning) => {
    const text = `[{"id":1,"customer_id":1,"type":"debit","total":"1","date":"2026-01-01","to_invoice":${printed}}]`;
    expect(read('transactions', text).transactions[0]?.toInvoice).toBe(meaning);
  });

  it('keeps hostile names as the text they are', () => {
    const name = `Robert'); DROP TABLE customers;-- <script>alert(1)</script> =HYPERLINK("x") \u202Etxt\u0000 \uD800 𝒩`;
    const [customer] = read('customers', JSON.stringify([{ ...CUSTOMER, name, __proto__x: 1 }])).customers;
    expect(customer?.name).toBe(name.replace('\u0000', '\uFFFD').replace('\uD800', '\uFFFD'));
  });

  it('sets a row with an unreadable field aside, and names file, row and field', () => {
    const set = read('payments', JSON.stringify([payment(1, '10.00'), payment(2, '10,00'), payment(3, '12.00')]));
    expect(set.payments.map((one) => one.id)).toEqual(['1', '3']);
    expect(set.faults.map(describeFault)).toEqual([
      'payments.json, row 2, field "amount": "10,00" is not a decimal number',
    ]);
  });

  it('names the item of an invoice that is wrong', () => {
    const invoice = {
      id: 1,
      customer_id: 1,
      status: 'paid',
      date_created: '2026-01-01',
      items: [
        { id: 1, price: '1' },
        { id: 2, price: 'abc' },
      ],
    };
    expect(read('invoices', JSON.stringify([invoice])).faults[0]).toMatchObject({ row: 1, field: 'items[2].price' });
  });

  it('refuses a date that is none, and an id that is none', () => {
    const set = read(
      'payments',
      JSON.stringify([
        { ...payment(1, '1'), date: '2026-02-30' },
        { ...payment(2, '1'), customer_id: 'x7' },
      ]),
    );
    expect(set.faults.map((fault) => fault.field)).toEqual(['date', 'customer_id']);
  });

  it('says that a row is there twice', () => {
    const set = read('payments', JSON.stringify([payment(1, '1'), payment(1, '2')]));
    expect(set.payments).toHaveLength(1);
    expect(set.faults.map(describeFault)).toEqual(['payments.json, row 2, field "id": "1" is already in row 1']);
  });
});

describe('a file that cannot be read', () => {
  const place = { origin: 'payments.json', collection: 'payments' };
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

  it('may start with a byte order mark', () => {
    expect(parseCollection(bytes('\uFEFF[{"id":1}]'), place)).toMatchObject({ ok: true, value: [{ id: '1' }] });
  });

  it('names row and field of a byte that is not UTF-8', () => {
    const text = Buffer.from('[{"id":1,"name":"A"},{"id":2,"name":"K\xE1va"}]', 'latin1');
    expect(parseCollection(text, place)).toMatchObject({
      ok: false,
      error: { row: 2, field: 'name', message: 'byte 39 is not UTF-8; save the file as UTF-8' },
    });
  });

  it('names row and field where JSON breaks off', () => {
    expect(parseCollection(bytes('[{"id":1,"name":"A"},{"id":2,"amount":'), place)).toMatchObject({
      ok: false,
      error: { row: 2, field: 'amount', message: expect.stringContaining('the file ends too early') },
    });
    expect(parseCollection(bytes('[{"id":1},{"id":oops}]'), place)).toMatchObject({
      ok: false,
      error: { row: 2, field: 'id' },
    });
  });

  it('must be a list of objects', () => {
    expect(parseCollection(bytes('{"error":{}}'), place)).toMatchObject({
      ok: false,
      error: { message: 'a list of objects is expected, in [ ]' },
    });
    expect(parseCollection(bytes('[{"id":1},7]'), place)).toMatchObject({ ok: false, error: { row: 2 } });
  });

  it('may be nested without end, and is refused all the same', () => {
    expect(parseCollection(bytes('['.repeat(200_000) + ']'.repeat(200_000)), place).ok).toBe(false);
  });
});

function read(collection: CollectionName, text: string): SourceSet {
  const origin = `${collection}.json`;
  const rows = parseCollection(new TextEncoder().encode(text), { origin, collection });
  if (!rows.ok) throw new Error(describeFault(rows.error));
  const raw = rows.value.map((value, index) => ({ collection, origin, position: index + 1, value }));
  return readSourceSet({ rows: new Map([[collection, raw]]), notReadable: new Map() });
}

function payment(id: number, amount: string): Record<string, unknown> {
  return { id, customer_id: 1, date: '2026-01-01', amount, remind_amount: '0' };
}
