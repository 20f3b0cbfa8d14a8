import { describe, expect, it } from 'vitest';
import { aPolicy, aService, on, range, spans } from '../../test/domain-examples.js';
import { dueCharges } from './charge-plan.js';
import { deactivateServices, returnServices, type ServiceState } from './service-transition.js';

const state = (over: Partial<ServiceState> = {}): ServiceState => ({
  serviceId: 'service-1',
  status: 'active',
  startsOn: on('2024-01-01'),
  endsOn: null,
  continuesServiceId: null,
  ...over,
});
const day = on('2024-11-26');

describe('a customer who becomes inactive', () => {
  it('has the service disabled to the day before, and a paused duplicate from that day', () => {
    expect(deactivateServices([state()], day)).toEqual([
      { kind: 'disable', serviceId: 'service-1', endsOn: '2024-11-25', endedBy: 'deactivation' },
      { kind: 'duplicate_paused', continuesServiceId: 'service-1', startsOn: day, endsOn: null, pausedFrom: day },
    ]);
    expect(deactivateServices([state({ startsOn: day })], day)[0]).toEqual({ kind: 'archive', serviceId: 'service-1' });
  });

  it('keeps the end that was ahead', () => {
    const endsOn = on('2024-12-10');
    expect(deactivateServices([state({ endsOn })], day)[1]).toMatchObject({ kind: 'duplicate_paused', endsOn });
  });

  it('keeps what is paused, pending, archived or ended as it is; a disabled one that is still billed ends too', () => {
    const others = (['paused', 'pending', 'archived'] as const).map((status) => state({ status }));
    expect(
      deactivateServices(
        [...others, state({ endsOn: on('2024-11-25') }), state({ status: 'disabled', endsOn: on('2024-12-01') })],
        day,
      ),
    ).toEqual([]);
    expect(deactivateServices([state({ status: 'disabled' })], day)).toHaveLength(2);
  });
});

describe('a customer who pays and returns', () => {
  it('has the duplicates active from the day of the payment, and nothing else', () => {
    const duplicate = state({
      serviceId: 'service-2',
      status: 'paused',
      startsOn: day,
      continuesServiceId: 'service-1',
      waits: true,
    });
    const byStaff = state({ serviceId: 'service-3', status: 'paused', continuesServiceId: 'service-0' });
    expect(
      returnServices([state({ status: 'disabled', endsOn: on('2024-11-25') }), duplicate, byStaff], on('2024-12-03')),
    ).toEqual([{ kind: 'activate', serviceId: 'service-2', startsOn: '2024-12-03' }]);
  });

  it('has nothing to begin with a service whose end passed meanwhile', () => {
    const away = {
      status: 'paused',
      startsOn: day,
      continuesServiceId: 'service-1',
      waits: true,
      endsOn: on('2024-12-10'),
    } as const;
    expect(returnServices([state(away)], on('2024-12-10'))).toMatchObject([{ kind: 'activate' }]);
    expect(returnServices([state(away)], on('2024-12-11'))).toEqual([{ kind: 'archive', serviceId: 'service-1' }]);
  });

  it('is not charged again for days that the old service is charged to the end of its month', () => {
    const old = aService({
      status: 'disabled',
      startsOn: on('2024-10-01'),
      endsOn: on('2024-11-25'),
      endedBy: 'deactivation',
      charged: [range('2024-10-01', '2024-12-01')],
    });
    expect(dueCharges(old, aPolicy(), on('2024-12-01'))).toEqual([]);
    const back = aService({ serviceId: 'service-2', startsOn: on('2024-11-28'), charged: old.charged });
    expect(spans(dueCharges(back, aPolicy(), on('2024-12-01')))).toEqual(['2024-12-01/2025-01-01']);
  });
});
