import { describe, expect, it } from 'vitest';
import { listWords, macOf, readSearch, shapeOf } from './search-shape.js';

describe('what a search text looks like', () => {
  it('knows a MAC address in every usual notation, and does not take a phone number for one', () => {
    for (const text of [
      'AA:bb:cc:00:11:22',
      'aa-bb-cc-00-11-22',
      'aabb.cc00.1122',
      'aabb-cc00-1122',
      'aabbcc001122',
      'aabbcc-001122',
    ])
      expect(macOf(text)).toBe('aa:bb:cc:00:11:22');
    for (const text of ['421903111222', 'aa:bb:cc:00:11', 'aa:bb-cc:00:11:22', 'aabbcc00112g', 'aa:bb:cc:00:11:222'])
      expect(macOf(text)).toBeUndefined();
  });

  it('tells numbers, addresses, mail and phones apart', () => {
    expect(shapeOf('#6')).toEqual({ kind: 'number', number: '6' });
    expect(shapeOf('10.2.3.4')).toEqual({ kind: 'ip', address: '10.2.3.4' });
    expect(shapeOf('2001:db8::1')).toEqual({ kind: 'ip', address: '2001:db8::1' });
    expect(shapeOf('Ana@Example.net')).toEqual({ kind: 'email', email: 'ana@example.net' });
    expect(shapeOf('+598 99 111-222')).toEqual({ kind: 'digits', digits: '59899111222' });
    expect(shapeOf('Ana  Ruiz')).toEqual({ kind: 'words', words: ['Ana', 'Ruiz'] });
    for (const text of ['300.1.1.1', '1.2.3', '1::2::3', 'abc:']) expect(shapeOf(text).kind).not.toBe('ip');
    expect(shapeOf('').kind).toBe('empty');
  });

  it('keeps the @area prefix of those who are used to it', () => {
    expect(readSearch('@customers: ana')).toMatchObject({ area: 'customers', text: 'ana' });
    expect(readSearch('@invoices INV-1')).toMatchObject({ area: 'invoices', text: 'INV-1' });
    expect(readSearch('@customers: #6')).toMatchObject({ area: 'customers', shape: { kind: 'number', number: '6' } });
    expect(readSearch('@tickets_messages: router')).toMatchObject({ area: undefined });
    expect(readSearch('ana@example.net')).toMatchObject({ area: undefined, shape: { kind: 'email' } });
  });

  it('closes up phone numbers and never gives more than six words', () => {
    expect(listWords('+598 99 111 222')).toEqual(['59899111222']);
    expect(listWords('a b c d e f g h')).toHaveLength(6);
  });
});
