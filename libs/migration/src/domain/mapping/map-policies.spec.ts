import { localDate } from '@demarc/kernel';
import { describe, expect, it } from 'vitest';
import type { RawRow } from '../source/raw-value.js';
import type { CollectionName } from '../source/collections.js';
import { parseCollection } from '../source/lossless-json.js';
import { readSourceSet } from '../source/read-source-set.js';
import { findExceptions } from '../exceptions/find-exceptions.js';
import { mapDataBalances } from './map-data-balances.js';
import { mapPolicies } from './map-policies.js';
import { otherHours } from './policy-hours.js';

const TARIFF = { id: 7, title: 'Air 20', price: '20', speed_download: 20_480, speed_upload: 5_120 };
const LIMIT = { tariff_id: 7, action: 'block', traffic_amount: '100', traffic_in: 'gb' };
const MONTH = { type: 'monthly', direction: 'updown', amount: '10', unit: 'gb' };

function setOf(rows: Partial<Record<CollectionName, readonly object[]>>) {
  const raw = new Map<CollectionName, readonly RawRow[]>();
  for (const [name, values] of Object.entries({ 'tariffs-internet': [TARIFF], ...rows })) {
    const collection = name as CollectionName;
    const origin = { origin: `${name}.json`, collection };
    const parsed = parseCollection(Buffer.from(JSON.stringify(values)), origin);
    if (!parsed.ok) throw new Error(parsed.error.message);
    raw.set(
      collection,
      parsed.value.map((value, index) => ({ ...origin, position: index + 1, value })),
    );
  }
  return readSourceSet({ rows: raw, notReadable: new Map() });
}

const rule = (conditions: readonly object[], more: object = {}): object => ({
  ...{ id: 1, tariff_id: 7, name: 'Heavy', action: 'decrease', percent: 50, conditions: JSON.stringify(conditions) },
  ...more,
});
const lost = (set: ReturnType<typeof setOf>): string[] =>
  mapPolicies(set).lost.map(({ code, what }) => `${code} ${what}`);

describe('fair use of a source', () => {
  it('becomes rules in their order, each with all of its conditions', () => {
    const set = setOf({
      'fup-policies': [
        rule([MONTH, { type: 'time', from: '18:00', to: '24:00', days: '6,7' }]),
        rule([{ type: 'weekly', amount: '90', unit: 'minutes' }], { id: 2, name: '', action: 'increase', percent: 20 }),
        rule([{ type: 'daily', direction: 'down', amount: '1.5', unit: 'tb' }], { id: 3, action: 'block' }),
      ],
    });
    expect(set.faults).toEqual([]);
    expect(mapPolicies(set)).toMatchObject({
      lost: [],
      rules: [
        {
          plan: 'internet/7',
          fairUse: {
            rules: [
              {
                name: 'Heavy',
                conditions: [
                  { kind: 'traffic', period: 'month', direction: 'both', octets: '10000000000' },
                  { kind: 'hours', windows: [{ days: [6, 7], from: '18:00', until: '00:00' }] },
                ],
                action: { blocks: false, change: { percent: -50 } },
              },
              {
                name: 'Rule 2',
                conditions: [{ kind: 'online', period: 'week', seconds: 5_400 }],
                action: { change: { percent: 20 } },
              },
              {
                conditions: [{ kind: 'traffic', period: 'day', direction: 'download', octets: '1500000000000' }],
                action: { blocks: true },
              },
            ],
          },
        },
      ],
    });
  });

  it('leaves out whole a rule of which a part is not known, and names it', () => {
    const set = setOf({
      'fup-policies': [
        rule([MONTH, { type: 'yearly', amount: '1', unit: 'gb' }]),
        rule([MONTH], { id: 2, name: 'Quiet', accounting_traffic: 0 }),
        rule([MONTH], { id: 3, name: 'Nothing', percent: 0 }),
      ],
    });
    expect(mapPolicies(set).rules[0]?.fairUse?.rules.map(({ name }) => name)).toEqual(['Quiet']);
    expect(lost(set)).toEqual([
      'POLICY_NOT_CARRIED rule "Heavy": condition yearly gb',
      'POLICY_NOT_CARRIED rule "Quiet": usage does not count while it holds; here it does',
      'POLICY_NOT_CARRIED rule "Nothing": it has no condition or action',
    ]);
  });

  it('takes fixed speeds as bytes a second, and says so', () => {
    const set = setOf({ 'fup-policies': [rule([MONTH], { fixed_down: 256_000, fixed_up: 128_000 })] });
    expect(mapPolicies(set).rules[0]?.fairUse?.rules[0]?.action.change).toEqual({
      downloadKbps: 2_048,
      uploadKbps: 1_024,
    });
    expect(lost(set)).toEqual([
      'POLICY_TO_CHECK rule "Heavy": its fixed speed was read as bytes a second, so it is 2048 / 1024 kbit/s here',
    ]);
  });

  it('sets a row aside whose conditions cannot be read', () => {
    const set = setOf({ 'fup-policies': [rule([], { conditions: '{broken' })] });
    expect(set.faults.map(({ field, message }) => `${field}: ${message}`)).toEqual(['conditions: this is not JSON']);
  });
});

describe('a data limit of a source', () => {
  const top = (more: object): object => ({
    ...{ id: 1, tariff_id: 7, title: '5 GB', amount: '5', amount_in: 'gb', price: '4', to_invoice: 1 },
    ...more,
  });

  it('becomes a quota with what can be bought, and with the hours that do not count', () => {
    const set = setOf({
      'fup-limits': [
        {
          ...LIMIT,
          ...{
            traffic_from: '08:00',
            traffic_to: '22:00',
            traffic_days: '1,2,3,4,5',
            cap_tariff_id: 1,
            rollover_data: 1,
          },
          ...{ bonus_is_unlimited: 0, bonus_traffic: '50', bonus_traffic_in: 'gb', traffic_direction: 'down' },
        },
      ],
      'fup-cap-tariffs': [
        top({ validity: 'unlimited' }),
        top({ id: 2, validity: '2' }),
        top({ id: 3, validity: 'end_of_period' }),
        top({ id: 4, tariff_id: 8 }),
      ],
    });
    const days = [1, 2, 3, 4, 5];
    expect(mapPolicies(set)).toEqual({
      lost: [],
      rules: [
        {
          plan: 'internet/7',
          quota: {
            limitOctets: '100000000000',
            direction: 'download',
            bonus: {
              windows: [
                { days, from: '00:00', until: '08:00' },
                { days, from: '22:00', until: '00:00' },
                { days: [6, 7], from: '00:00', until: '00:00' },
              ],
              limitOctets: '50000000000',
              afterUsedUp: false,
            },
            atLimit: { blocks: true },
            offers: [
              { plan: 'one_time/top-up-1', octets: '5000000000', periods: null },
              { plan: 'one_time/top-up-2', octets: '5000000000', periods: 3 },
              { plan: 'one_time/top-up-3', octets: '5000000000', periods: 1 },
            ],
            automatic: 'one_time/top-up-1',
            charge: 'next_invoice',
            rollsOver: true,
          },
        },
      ],
    });
  });

  it('names what it loses: in the audit, once for each tariff', () => {
    const set = setOf({
      'fup-limits': [{ ...LIMIT, top_up_over_usage: 1, cap_tariff_id: 9 }, { tariff_id: 99 }],
      'fup-cap-tariffs': [top({ validity: 'day_3' }), top({ id: 2, to_invoice: 0 }), top({ id: 3, amount_in: 'pb' })],
    });
    expect(findExceptions(set).map(({ code, id, note }) => `${code} ${id} ${note}`)).toEqual([
      'POLICY_TO_CHECK 7 top-up "5 GB": valid "day_3" there, to the end of the month here; some top-ups wait for the next invoice there; all are invoiced at once here',
      'POLICY_NOT_CARRIED 7 top-up "5 GB": 5 pb; usage beyond the limit is not charged afterwards by further top-ups; top-up 9, bought by itself, is not among those of the tariff',
      'POLICY_NOT_CARRIED 99 its rules name tariff 99, which is not in the list',
    ]);
  });

  it('makes a limit of the time online a rule of its own', () => {
    const set = setOf({ 'fup-limits': [{ ...LIMIT, traffic_amount: 0, online_amount: 100, online_in: 'hours' }] });
    expect(mapPolicies(set).rules).toMatchObject([
      { fairUse: { rules: [{ conditions: [{ kind: 'online', period: 'month', seconds: 360_000 }] }] } },
    ]);
  });

  it('gives a whole week as no window at all', () => {
    expect(otherHours({ from: '00:00', to: '24:00', days: [1, 2, 3, 4, 5, 6, 7] })).toEqual([]);
    expect(otherHours({ from: '20:00', to: '06:00', days: [1, 2, 3, 4, 5, 6, 7] })).toEqual([
      { days: [1, 2, 3, 4, 5, 6, 7], from: '06:00', until: '20:00' },
    ]);
  });
});

describe('data that services bring along', () => {
  it('is what they used in the month, the way that counts, and what is left of what they have besides', () => {
    const set = setOf({
      'fup-limits': [{ ...LIMIT, traffic_direction: 'down' }],
      customers: [{ id: 1, name: 'Amber Hollow', status: 'active', billing_type: 'recurring', category: 'person' }],
      'internet-services': [
        { id: 11, customer_id: 1, tariff_id: 7, status: 'active', unit_price: '20' },
        { id: 12, customer_id: 1, tariff_id: 8, status: 'active', unit_price: '20' },
      ],
      'fup-counters': [
        { service_id: 11, month_up: 5, month_down: 70 },
        { service_id: 12, month_up: 5, month_down: 70 },
      ],
      'fup-capped-data': [
        { id: 1, service_id: 11, quantity: 100, quantity_remind: 30, valid_till: '2026-03-15 23:59:59' },
        { id: 2, service_id: 11, quantity: 100, quantity_remind: 30, valid_till: '2026-03-14 23:59:59' },
        { id: 3, service_id: 11, quantity: 100, quantity_remind: 0 },
        { id: 4, service_id: 11, quantity: 100, quantity_remind: 100, tariff_id: 1 },
      ],
    });
    expect(set.faults).toEqual([]);
    const found = mapDataBalances(set, mapPolicies(set).rules, localDate('2026-03-15'));
    expect(
      found.map(({ sourceId, kind, octets, usedOctets, beginsOn, endsOn }) =>
        [sourceId, kind, octets, usedOctets, beginsOn, endsOn].join(' '),
      ),
    ).toEqual([
      'used-11 correction 70 0 2026-03-01 2026-04-01',
      '1 bonus 100 70 2026-03-01 2026-03-16',
      '4 top_up 100 0 2026-03-01 ',
    ]);
  });
});
