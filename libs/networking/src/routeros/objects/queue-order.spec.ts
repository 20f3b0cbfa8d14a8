import { describe, expect, it } from 'vitest';
import { QueueOrder } from './queue-order.js';
import type { RowValues } from './router-object.js';

function ours(number: number, target: string, more: RowValues = {}): RowValues {
  return { name: `demarc-${number}`, comment: `demarc:${number}:queue`, target, parent: 'none', ...more };
}

function byHand(name: string, target: string, more: RowValues = {}): RowValues {
  return { name, target, parent: 'none', ...more };
}

function shadows(...rows: RowValues[]): string[] {
  const order = new QueueOrder(rows);
  return rows.flatMap((row) => {
    const shadow = order.shadowOf(row);
    return shadow ? [`${row['name']} by ${shadow.by} before ${shadow.follows || 'the end'}`] : [];
  });
}

describe('the order of simple queues', () => {
  it('is wrong where a queue by hand with a wider target, or the same, comes first', () => {
    expect(shadows(byHand('all', '0.0.0.0/0'), ours(1, '10.7.0.1/32'), ours(2, '10.7.0.2/32'))).toEqual([
      'demarc-1 by all before demarc-2',
      'demarc-2 by all before the end',
    ]);
    expect(shadows(byHand('net', '10.7.0.0/24'), ours(1, '10.7.0.1'), ours(2, '10.7.1.1'))).toEqual([
      'demarc-1 by net before demarc-2',
    ]);
    expect(shadows(byHand('same', '10.7.0.1/32'), ours(1, '10.7.0.1/32'))).toEqual(['demarc-1 by same before the end']);
  });

  it('is right where the narrower come first, and the wider behind them', () => {
    expect(shadows(ours(1, '10.7.0.1/32'), byHand('all', '0.0.0.0/0'))).toEqual([]);
    expect(shadows(ours(1, '10.7.0.0/24'), ours(2, '10.7.1.1/32'))).toEqual([]);
  });

  it('names the first that is in the way, also one of ours with a network', () => {
    expect(shadows(ours(1, '10.7.0.0/24'), byHand('wide', '10.0.0.0/8'), ours(2, '10.7.0.9/32,10.9.0.0/29'))).toEqual([
      'demarc-2 by demarc-1 before the end',
    ]);
  });

  it('is looked at among the children of one parent', () => {
    const child = { parent: 'demarc-sector' };
    expect(shadows(byHand('all', '0.0.0.0/0', { parent: 'else' }), ours(1, '10.7.0.1/32', child))).toEqual([]);
    expect(shadows(byHand('all', '0.0.0.0/0', child), ours(1, '10.7.0.1/32', child))).toEqual([
      'demarc-1 by all before the end',
    ]);
  });

  it('is not disturbed by what is off, by what holds for some packets only, and by interfaces', () => {
    const rows = [
      byHand('off', '0.0.0.0/0', { disabled: 'true' }),
      byHand('marked', '0.0.0.0/0', { 'packet-marks': 'voice' }),
      byHand('evening', '0.0.0.0/0', { time: '18h-23h,mon' }),
      byHand('port', 'ether1'),
      ours(1, '10.7.0.1/32'),
    ];
    expect(shadows(...rows)).toEqual([]);
  });

  it('knows networks of IPv6, however they are written', () => {
    expect(shadows(byHand('six', '2001:db8::/32'), ours(1, '2001:0db8:0:100::/56'))).toEqual([
      'demarc-1 by six before the end',
    ]);
    expect(shadows(byHand('six', '::/0'), ours(1, '2001:db8::1'))).toEqual(['demarc-1 by six before the end']);
    expect(shadows(byHand('six', '2001:db8:1::/48'), ours(1, '2001:db8:2::/56'), ours(2, '10.0.0.1/32'))).toEqual([]);
  });

  it('tells where a new one has to be added, and of one that may stand at the end nothing', () => {
    const order = new QueueOrder([
      byHand('office', '10.9.0.0/24'),
      byHand('wide', '10.0.0.0/8'),
      byHand('all', '0.0.0.0/0'),
      byHand('off', '10.7.0.0/24', { disabled: 'true' }),
    ]);
    expect(order.placeFor({ target: '10.7.0.1/32' })).toBe('wide');
    expect(order.placeFor({ target: '10.9.0.1/32' })).toBe('office');
    expect(order.placeFor({ target: '10.7.0.1/32', parent: 'sector' })).toBeUndefined();
    expect(order.placeFor({ target: '10.7.0.1/32', disabled: 'yes' })).toBeUndefined();
    expect(order.placeFor({ target: '2001:db8::/64' })).toBeUndefined();
  });

  it('never says of queues by hand that they stand wrong', () => {
    expect(shadows(byHand('all', '0.0.0.0/0'), byHand('one', '10.7.0.1/32'))).toEqual([]);
  });
});
