import { Decimal, parseDecimal } from '@demarc/kernel';
import type {
  SourceCounted,
  SourceDataGrant,
  SourceDataLimit,
  SourceFairUseCondition,
  SourceFairUseRule,
  SourceFixedSpeed,
  SourceTopUp,
  SourceUsageCounter,
} from './policy-records.js';
import type { RowReader } from './row-reader.js';

export function readFairUseRule(row: RowReader): SourceFairUseRule {
  // The documentation spells the field of the tariff `tariff_if`; servers answer `tariff_id`.
  const tariffId = row.ref('tariff_id') ?? row.id('tariff_if');
  return {
    id: row.id('id'),
    tariffId,
    name: row.text('name'),
    action: row.oneOf('action', ['block', 'increase', 'decrease', 'fixed'], 'block'),
    percent: row.lenient.integer('percent'),
    fixed: fixedOf(row),
    countsTraffic: row.lenient.flag('accounting_traffic', true),
    countsOnline: row.lenient.flag('accounting_online', true),
    conditions: conditionsOf(row),
  };
}

export function readDataLimit(row: RowReader): SourceDataLimit {
  const soft = row.lenient;
  return {
    tariffId: row.id('tariff_id'),
    traffic: countedOf(row, 'traffic'),
    online: countedOf(row, 'online'),
    action: row.oneOf('action', ['block', 'decrease', 'fixed'], 'block'),
    percent: soft.integer('percent'),
    fixed: fixedOf(row),
    amount: row.decimal('traffic_amount'),
    unit: row.text('traffic_in') || 'gb',
    direction: row.oneOf('traffic_direction', ['up', 'down', 'up_down'], 'up_down'),
    onlineAmount: soft.decimal('online_amount'),
    onlineUnit: soft.text('online_in') || 'hours',
    rollsOver: soft.flag('rollover_data'),
    rollsOverTime: soft.flag('rollover_time'),
    bonusIsUnlimited: soft.flag('bonus_is_unlimited', true),
    bonusAmount: soft.decimal('bonus_traffic'),
    bonusUnit: soft.text('bonus_traffic_in') || 'gb',
    bonusWhenUsedUp: soft.flag('use_bonus_when_normal_ended'),
    automaticId: soft.ref('cap_tariff_id'),
    compensates: soft.flag('top_up_over_usage'),
    triggerPercent: soft.integer('top_up_trigger_percent'),
  };
}

export function readTopUp(row: RowReader): SourceTopUp {
  return {
    id: row.id('id'),
    tariffId: row.ref('tariff_id'),
    title: row.text('title'),
    amount: row.decimal('amount'),
    unit: row.text('amount_in') || 'mb',
    price: row.amount('price'),
    validity: row.text('validity') || 'unlimited',
    onInvoice: row.flag('to_invoice'),
    isAutomatic: row.lenient.text('type') === 'automatic',
  };
}

export function readUsageCounter(row: RowReader): SourceUsageCounter {
  return { serviceId: row.id('service_id'), monthUp: octets(row, 'month_up'), monthDown: octets(row, 'month_down') };
}

export function readDataGrant(row: RowReader): SourceDataGrant {
  return {
    id: row.id('id'),
    serviceId: row.id('service_id'),
    topUpId: row.ref('tariff_id'),
    octets: octets(row, 'quantity'),
    left: octets(row, 'quantity_remind'),
    until: row.date('valid_till'),
    text: row.lenient.text('description'),
  };
}

function octets(row: RowReader, field: string): bigint {
  return BigInt(row.decimal(field).toFixed(0));
}

function fixedOf(row: RowReader): SourceFixedSpeed {
  return { down: row.lenient.integer('fixed_down'), up: row.lenient.integer('fixed_up') };
}

function countedOf({ lenient }: RowReader, what: 'traffic' | 'online'): SourceCounted {
  return {
    from: lenient.text(`${what}_from`).slice(0, 5) || '00:00',
    to: lenient.text(`${what}_to`).slice(0, 5) || '24:00',
    days: daysOf(lenient.texts(`${what}_days`)),
  };
}

function daysOf(texts: readonly string[]): readonly number[] {
  const days = texts.map(Number).filter((day) => Number.isInteger(day) && day >= 1 && day <= 7);
  return days.length === 0 ? [1, 2, 3, 4, 5, 6, 7] : [...new Set(days)].sort();
}

/** Kept as JSON in a text; a list where a server has decoded it already. */
function conditionsOf(row: RowReader): readonly SourceFairUseCondition[] {
  const raw = row.fields['conditions'];
  let list: unknown = raw;
  if (typeof raw === 'string') {
    try {
      list = raw === '' ? [] : JSON.parse(raw);
    } catch {
      row.fault('conditions', 'this is not JSON');
      return [];
    }
  }
  if (!Array.isArray(list)) {
    row.fault('conditions', 'a list of conditions is expected here');
    return [];
  }
  return list.map((one: unknown) => conditionOf(typeof one === 'object' && one !== null ? one : {}));
}

function conditionOf(one: object): SourceFairUseCondition {
  const said = new Map<string, unknown>(Object.entries(one));
  const text = (field: string): string => {
    const value = said.get(field);
    return typeof value === 'string' || typeof value === 'number' ? String(value).trim().toLowerCase() : '';
  };
  const days = said.get('days');
  return {
    kind: text('type'),
    direction: text('direction'),
    amount: parseDecimal(text('amount') || '0') ?? new Decimal(0),
    unit: text('unit'),
    from: text('from').slice(0, 5),
    to: text('to').slice(0, 5),
    days: daysOf(Array.isArray(days) ? days.map(String) : text('days').split(',').filter(Boolean)),
  };
}
