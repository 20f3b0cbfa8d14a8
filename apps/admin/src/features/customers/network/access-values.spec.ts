import { describe, expect, it } from 'vitest';
import { type Access, accessValues, changeInput, emptyAccess, provisionInput } from './access-values';

const access: Access = {
  serviceId: 'service-1',
  method: 'PPPOE',
  login: 'net100001',
  hasPassword: true,
  ipv4Assignment: 'PERMANENT',
  ipv4: '198.51.100.7',
  macs: ['02:00:00:00:00:01'],
  macLogin: false,
  circuitId: null,
  remoteId: null,
  deviceRule: 'LEARN',
  lineDevice: null,
  lineDeviceAt: null,
  lineDeviceBefore: null,
  refusedDevice: null,
  refusedDeviceAt: null,
  routes: [],
  delegatedPrefix: null,
  routerId: null,
  poolId: 'pool-1',
  desired: 'OPEN',
  desiredAt: '2026-03-01T00:00:00Z',
  isConverged: true,
  isDrift: false,
  revision: 4,
  speed: 'Said to the router in the answer to each login.',
};

describe('changing an access', () => {
  it('sends nothing when nothing differs', () => {
    expect(changeInput(access, accessValues(access))).toBeNull();
  });

  it('leaves the password alone unless a new one is typed, and names the revision that was read', () => {
    expect(changeInput(access, { ...accessValues(access), netLogin: ' ana ' })).toEqual({
      serviceId: 'service-1',
      revision: 4,
      login: 'ana',
    });
    expect(changeInput(access, { ...accessValues(access), netPassword: 'new-secret' })).toMatchObject({
      password: 'new-secret',
    });
  });

  it('takes the next free address of the pool when the address is emptied, and none when none is wanted', () => {
    expect(changeInput(access, { ...accessValues(access), ipv4: '' })).toMatchObject({
      ipv4Assignment: 'PERMANENT',
      poolId: 'pool-1',
      ipv4: null,
    });
    expect(changeInput(access, { ...accessValues(access), ipv4Assignment: 'NONE' })).toEqual({
      serviceId: 'service-1',
      revision: 4,
      ipv4Assignment: 'NONE',
    });
  });

  it('takes the next free prefix of the networks that were chosen, and leaves prefixes alone otherwise', () => {
    expect(changeInput(access, { ...accessValues(access), delegationPoolId: 'homes' })).toEqual({
      serviceId: 'service-1',
      revision: 4,
      delegationPoolId: 'homes',
    });
  });

  it('names the line of a DHCP service alone, and takes it out when the way in becomes another', () => {
    const line: Access = { ...access, method: 'IPOE', circuitId: 'Gi0/1', remoteId: null };
    expect(changeInput(line, { ...accessValues(line), remoteId: ' olt-3 ', deviceRule: 'PIN' })).toEqual({
      serviceId: 'service-1',
      revision: 4,
      remoteId: 'olt-3',
      deviceRule: 'PIN',
    });
    expect(changeInput(line, { ...accessValues(line), method: 'PPPOE' })).toEqual({
      serviceId: 'service-1',
      revision: 4,
      method: 'PPPOE',
      circuitId: null,
    });
    expect(changeInput(access, { ...accessValues(access), circuitId: 'Gi0/1' })).toBeNull();
    expect(provisionInput('s', { ...emptyAccess, method: 'IPOE', circuitId: ' Gi0/1 ', macLogin: true })).toEqual({
      serviceId: 's',
      method: 'IPOE',
      ipv4Assignment: 'NONE',
      circuitId: 'Gi0/1',
    });
    expect(provisionInput('s', { ...emptyAccess, method: 'HOTSPOT', macLogin: true })).toMatchObject({
      macLogin: true,
    });
  });

  it('takes devices away', () => {
    expect(changeInput(access, { ...accessValues(access), macs: [] })).toMatchObject({ macs: [] });
  });
});
