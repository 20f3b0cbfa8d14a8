import { describe, expect, it } from 'vitest';
import { aPolicy, aService, charge, EUR, on, range, spans } from '../../test/domain-examples.js';
import { MONTH, YEAR } from './billing-period.js';
import { chargeLines, dueCharges } from './charge-plan.js';

const monthly = aPolicy();
const arrears = aPolicy({ mode: 'arrears' });
const net = (
  service: Parameters<typeof chargeLines>[0],
  policy: Parameters<typeof chargeLines>[1],
  day: string,
): bigint[] => chargeLines(service, policy, EUR, on(day)).map((line) => line.netMinor);

describe('in advance', () => {
  it('charges the first part from the start and each period when it begins', () => {
    const service = aService({ startsOn: on('2023-03-15') });
    expect(spans(dueCharges(service, monthly, on('2023-03-15')))).toEqual(['2023-03-15/2023-04-01']);
    expect(spans(dueCharges(service, monthly, on('2023-04-01')))).toEqual([
      '2023-03-15/2023-04-01',
      '2023-04-01/2023-05-01',
    ]);
    const later = charge(service, [{ covers: range('2023-03-15', '2023-04-01') }]);
    expect(spans(dueCharges(later, monthly, on('2023-04-01')))).toEqual(['2023-04-01/2023-05-01']);
  });

  it('prices every period by its own length: 14/31, a whole month, 12/28', () => {
    const service = aService({ startsOn: on('2011-01-01'), endsOn: on('2011-02-26'), endedBy: 'end_date' });
    expect(net(service, aPolicy({ billingDay: 15 }), '2011-02-27')).toEqual([4516n, 10000n, 4286n]);
  });

  it('charges nothing before the service begins', () => {
    const service = aService({ startsOn: on('2011-01-30'), endsOn: on('2011-03-14'), endedBy: 'end_date' });
    expect(dueCharges(service, aPolicy({ billingDay: 15 }), on('2011-01-15'))).toEqual([]);
  });

  it('charges nothing the second time', () => {
    const service = aService({ startsOn: on('2011-09-01') });
    const due = dueCharges(service, monthly, on('2011-12-01'));
    expect(due).toHaveLength(4);
    expect(dueCharges(charge(service, due), monthly, on('2011-12-03'))).toEqual([]);
  });

  it('bills a service by its own pay period inside a monthly account', () => {
    const service = aService({ startsOn: on('2024-05-20'), payPeriod: YEAR, unitPrice: '120.00' });
    const [first, ...rest] = dueCharges(service, monthly, on('2024-05-20'));
    expect(first).toMatchObject({ covers: range('2024-05-20', '2025-05-01'), days: 346, of: 365 });
    expect(rest).toEqual([]);
    expect(spans(dueCharges(service, aPolicy({ billingDay: 10 }), on('2024-05-20')))).toEqual([
      '2024-05-20/2025-05-10',
    ]);
    expect(dueCharges({ ...service, payPeriod: MONTH }, monthly, on('2024-05-20'))).toHaveLength(1);
  });
});

describe('in arrears', () => {
  it('charges a period when it is over, without the paused days', () => {
    const service = aService({
      startsOn: on('2020-01-01'),
      pauses: [{ from: on('2020-01-15'), to: on('2020-01-20') }],
    });
    expect(dueCharges(service, arrears, on('2020-01-31'))).toEqual([]);
    expect(spans(dueCharges(service, arrears, on('2020-02-01')))).toEqual([
      '2020-01-01/2020-01-15',
      '2020-01-20/2020-02-01',
    ]);
    expect(net(service, arrears, '2020-02-01')).toEqual([4516n, 3871n]);
  });

  it('charges the last part on the day after the service ended', () => {
    const service = aService({ status: 'disabled', endsOn: on('2024-01-10'), endedBy: 'end_date' });
    expect(dueCharges(service, arrears, on('2024-01-10'))).toEqual([]);
    expect(spans(dueCharges(service, arrears, on('2024-01-11')))).toEqual(['2024-01-01/2024-01-11']);
  });
});

describe('service status', () => {
  it('disabled without an end is still billed', () => {
    expect(dueCharges(aService({ status: 'disabled' }), monthly, on('2024-01-05'))).toHaveLength(1);
  });

  it('disabled by deactivation is billed to the end of the month, by an end date to its day', () => {
    const ended = aService({ status: 'disabled', endsOn: on('2024-01-25') });
    expect(spans(dueCharges({ ...ended, endedBy: 'deactivation' }, monthly, on('2024-03-01')))).toEqual([
      '2024-01-01/2024-02-01',
    ]);
    expect(spans(dueCharges({ ...ended, endedBy: 'end_date' }, monthly, on('2024-03-01')))).toEqual([
      '2024-01-01/2024-01-26',
    ]);
  });

  it('pending, archived and paused without dates are not billed', () => {
    for (const status of ['pending', 'archived', 'paused'] as const) {
      expect(dueCharges(aService({ status }), monthly, on('2024-05-01'))).toEqual([]);
    }
  });

  it('paused since a day is billed up to that day', () => {
    const service = aService({ status: 'paused', pauses: [{ from: on('2024-02-10'), to: null }] });
    expect(spans(dueCharges(service, monthly, on('2024-05-01')))).toEqual([
      '2024-01-01/2024-02-01',
      '2024-02-01/2024-02-10',
    ]);
  });

  it('without a price gives no line', () => {
    expect(chargeLines(aService({ unitPrice: null }), monthly, EUR, on('2024-01-01'))).toEqual([]);
  });

  it('ended before it began is never charged', () => {
    expect(dueCharges(aService({ endsOn: on('2023-12-31'), endedBy: 'end_date' }), monthly, on('2024-05-01'))).toEqual(
      [],
    );
  });
});

describe('changed settings', () => {
  it('a new billing day makes one short part and then whole periods', () => {
    const service = aService({ startsOn: on('2016-05-01'), unitPrice: '249.95' });
    expect(net(service, aPolicy({ billingDay: 15 }), '2016-05-15')).toEqual([11664n, 24995n]);
  });

  it('a quantity multiplies the price', () => {
    expect(net(aService({ quantity: '7', unitPrice: '29.95' }), monthly, '2024-01-01')).toEqual([20965n]);
  });
});
