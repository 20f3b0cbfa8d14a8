import { describe, expect, it } from 'vitest';
import { type CustomerRow, listedCustomer } from './customer-row.js';

const service = (number: string, startsOn: string): [string, string, string, string, string, string] => [
  `id-${number}`,
  number,
  'internet',
  `Plan ${number}`,
  'active',
  startsOn,
];
const numbersOf = (services: CustomerRow['services']): string[] | undefined =>
  listedCustomer({ services } as CustomerRow).services?.map(({ number }) => number);

describe('services of a listed customer', () => {
  it('come in the order of their start, and of one day in the order of their numbers', () => {
    const services = [service('12', '2025-01-01'), service('9', '2025-01-01'), service('3', '2024-12-31')];
    expect(numbersOf(services)).toEqual(['3', '9', '12']);
  });

  it('are named', () => {
    const { services } = listedCustomer({ services: [service('7', '2025-01-01')] } as unknown as CustomerRow);
    expect(services).toEqual([{ id: 'id-7', number: '7', kind: 'internet', title: 'Plan 7', status: 'active' }]);
  });

  it('stay unknown to those who may not see them', () => {
    expect(numbersOf(null)).toBeUndefined();
  });
});
