import { AddService } from '@demarc/billing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AcknowledgeAlert, SaveAlertRule, SilenceAlert } from '../src/app/monitoring/alert-steps.js';
import { ListAlerts } from '../src/app/monitoring/alerts.query.js';
import { DevicePoller } from '../src/app/monitoring/device-poller.js';
import { DeviceProbe } from '../src/app/monitoring/device-probe.js';
import { FindDeviceDetails, ListDevices, MetricHistory } from '../src/app/monitoring/devices.query.js';
import { DropOldMetrics, RollUpMetrics } from '../src/app/monitoring/monitoring.schedules.js';
import { FindNetworkMap } from '../src/app/monitoring/network-map.query.js';
import { FindNetworkNow } from '../src/app/monitoring/network-now.query.js';
import { SaveDevice } from '../src/app/monitoring/save-device.js';
import { PutOnSector, SaveSector } from '../src/app/sites/save-sector.js';
import { SaveSite } from '../src/app/sites/save-site.js';
import { ListSectors, ListSites, SectorServices } from '../src/app/sites/sites.query.js';
import { DefineAccessPolicy, ProvisionAccess } from '../src/index.js';
import { type NetworkShop, openNetwork } from './network-shop.js';
import { COMMUNITY, type Snmpd, startSnmpd, USER } from './snmpd.js';

let shop: NetworkShop;
let snmpd: Snmpd;
let agent: string;

beforeAll(async () => {
  [shop, snmpd] = await Promise.all([openNetwork(), startSnmpd()]);
  shop.world.app.get(DeviceProbe).patience = { timeoutMs: 250, retries: 1 };
});
afterAll(async () => {
  await snmpd.stop();
  await shop.close();
});

/** A minute later, everything is asked. */
async function poll(times = 1): Promise<void> {
  for (let n = 0; n < times; n += 1) {
    shop.world.clock.advance(60_000);
    await shop.world.app.get(DevicePoller).pollDue();
  }
}

async function device(id: string) {
  const [found] = await shop.world.ask(ListDevices, { id });
  if (!found) throw new Error('no device');
  return found;
}

describe('a device that is watched over SNMP', () => {
  it('is read by its community: what it is, its interfaces, and how they move', async () => {
    const own = { oid: '1.3.6.1.2.1.25.1.6.0', name: 'Processes', unit: '', factor: -1 };
    const { deviceId } = await shop.world.run(SaveDevice, {
      name: 'Server',
      kind: 'server',
      address: '127.0.0.1',
      ping: false,
      snmp: 'v2c',
      snmpPort: snmpd.port,
      community: COMMUNITY,
      metrics: [own],
    });
    agent = deviceId;
    await shop.world.settle();
    expect(await device(agent)).toMatchObject({ state: 'up', systemName: 'snmpd-of-tests', fault: null });
    await poll(2);
    const details = await shop.world.ask(FindDeviceDetails, { deviceId: agent });
    const loopback = details.interfaces.find(({ name }) => name === 'lo');
    expect(loopback).toMatchObject({ operUp: true });
    expect(loopback?.inBps).toBeGreaterThanOrEqual(0);
    const services = details.metrics.find(({ own: isOwn }) => isOwn);
    expect(services?.name).toBe('Processes');
    expect(services?.lastValue).toBeLessThan(0);
    const keys = [`if.${loopback?.index}.in`, 'memory'];
    const history = await shop.world.ask(MetricHistory, { deviceId: agent, keys, hours: 1 });
    expect(history.map(({ unit }) => unit).sort()).toEqual(['%', 'bit/s']);
    expect(history.find(({ key }) => key === keys[0])?.points).toHaveLength(2);
  });

  it('is read as a user with keys, and says so when they are wrong', async () => {
    const v3 = {
      kind: 'server',
      address: '127.0.0.1',
      ping: false,
      snmp: 'v3',
      snmpPort: snmpd.port,
      snmpUser: USER.name,
    };
    const keys = { snmpAuth: 'sha256', authKey: USER.authKey, snmpPrivacy: 'aes', privacyKey: USER.privacyKey };
    const { deviceId } = await shop.world.run(SaveDevice, { name: 'With keys', ...v3, ...keys, interfaces: false });
    await shop.world.settle();
    expect(await device(deviceId)).toMatchObject({ state: 'up', systemName: 'snmpd-of-tests' });
    const [kept] = await shop.world.rows<{ sealed: Buffer }>(
      'SELECT snmp_secrets AS sealed FROM networking.device WHERE id = $1',
      [deviceId],
    );
    expect(kept?.sealed.includes(USER.authKey)).toBe(false);

    await shop.world.run(SaveDevice, {
      deviceId,
      revision: 1,
      name: 'With keys',
      ...v3,
      ...keys,
      authKey: 'not-the-right-key',
    });
    await shop.world.settle();
    expect((await device(deviceId)).fault).toContain('other keys');
    await shop.world.run(SaveDevice, { deviceId, revision: 2, name: 'With keys', ...v3, ...keys, pollSeconds: 86_400 });
    await shop.world.settle();
  });

  it('must be asked with something, and at an address of one host', async () => {
    const bare = { name: 'Bare', kind: 'other', address: '10.0.0.1' };
    await expect(shop.world.run(SaveDevice, { ...bare, snmp: 'v2c' })).rejects.toMatchObject({
      code: 'SNMP_SECRET_NEEDED',
    });
    await expect(shop.world.run(SaveDevice, { ...bare, ping: false })).rejects.toMatchObject({
      code: 'NOTHING_TO_WATCH',
    });
    const group = { ...bare, address: '224.0.0.1' };
    await expect(shop.world.run(SaveDevice, group)).rejects.toMatchObject({ code: 'BAD_TARGET' });
    const itself = { ...bare, deviceId: agent, revision: 1, parentId: agent };
    await expect(shop.world.run(SaveDevice, itself)).rejects.toMatchObject({ code: 'PARENT_LOOP' });
  });
});

describe('an alert', () => {
  it('comes after so many polls beyond its threshold, is mailed once, and ends behind the other threshold', async () => {
    const { ruleId } = await shop.world.run(SaveAlertRule, {
      name: 'Memory',
      condition: 'above',
      metricKey: 'memory',
      threshold: 0.001,
      clearAt: 0,
      polls: 2,
      mailTo: 'noc@example.net',
      deviceId: agent,
    });
    await poll();
    expect(await shop.world.ask(ListAlerts, { isOpen: true })).toEqual([]);
    await poll(2);
    const [alert, ...others] = await shop.world.ask(ListAlerts, { isOpen: true });
    expect(others).toEqual([]);
    expect(alert).toMatchObject({ ruleName: 'Memory', deviceName: 'Server', acknowledgedAt: null });
    expect(alert?.mailedAt).not.toBeNull();
    const mails = await shop.world.rows(`SELECT 1 FROM platform.message WHERE purpose = 'network alert'`);
    expect(mails).toHaveLength(1);
    await shop.world.run(AcknowledgeAlert, { alertId: alert?.id ?? '', note: 'looking' });
    await shop.world.run(SilenceAlert, { alertId: alert?.id ?? '', minutes: 600 });
    await shop.world.run(SaveAlertRule, {
      ruleId,
      revision: 1,
      name: 'Memory',
      condition: 'above',
      metricKey: 'memory',
      threshold: 1_000,
      polls: 2,
      deviceId: agent,
    });
    await poll(2);
    const [over] = await shop.world.ask(ListAlerts, { isOpen: false });
    expect(over).toMatchObject({ acknowledgedBy: 'test', note: 'looking' });
    expect(over?.clearedAt).not.toBeNull();
  });

  it('about a device that is down hides those behind it, and keeps the history', async () => {
    const behind = {
      name: 'Behind',
      kind: 'switch',
      address: '127.0.0.1',
      ping: false,
      snmp: 'v2c',
      snmpPort: snmpd.port,
    };
    await shop.world.run(SaveDevice, { ...behind, community: COMMUNITY, parentId: agent, interfaces: false });
    await shop.world.settle();
    await poll();
    snmpd.signal('SIGSTOP');
    await poll(3);
    const down = await shop.world.ask(ListAlerts, { isOpen: true });
    expect(down.map(({ deviceName, hiddenByName }) => [deviceName, hiddenByName])).toEqual([
      ['Server', null],
      ['Behind', 'Server'],
    ]);
    const now = await shop.world.ask(FindNetworkNow, {});
    expect(now.down).toMatchObject([{ name: 'Server', hidesDown: 1 }]);
    expect(now.devicesDown).toBe(2);
    expect(now.down).toMatchObject([{ hides: ['Behind'], alertId: down[0]?.id, acknowledgedBy: null }]);
    expect(down.map(({ hides }) => hides)).toEqual([1, 0]);
    snmpd.signal('SIGCONT');
    await poll(4);
    expect(await shop.world.ask(ListAlerts, { isOpen: true })).toEqual([]);
    const { events } = await shop.world.ask(FindDeviceDetails, { deviceId: agent });
    expect(events.slice(0, 2).map(({ kind }) => kind)).toEqual(['up', 'down']);
    expect(Number(events[0]?.lastedSeconds)).toBeGreaterThan(0);
  });

  it('that would clear where it is raised is refused', async () => {
    const wrong = { name: 'X', condition: 'below', metricKey: 'rtt', threshold: 5, clearAt: 4 };
    await expect(shop.world.run(SaveAlertRule, wrong)).rejects.toMatchObject({ code: 'CLEARS_WHERE_RAISED' });
  });
});

describe('samples', () => {
  it('are added to hours and days once, and go as whole partitions', async () => {
    const keys = ['memory'];
    const counted = async (table: string, sum: string): Promise<string | undefined> =>
      (
        await shop.world.rows<{ samples: string }>(
          `SELECT (${sum})::text AS samples FROM networking.${table} kept JOIN networking.device_metric metric USING (series)
            WHERE metric.key = 'memory' AND metric.device_id = $1`,
          [agent],
        )
      )[0]?.samples;
    const raw = await counted('metric_sample', 'count(*)');
    shop.world.clock.advance(300_000);
    const rollUp = shop.world.app.get(RollUpMetrics);
    await rollUp.run();
    await rollUp.run();
    expect(Number(raw)).toBeGreaterThan(5);
    expect(await counted('metric_hour', 'sum(samples)')).toBe(raw);
    const hours = await shop.world.ask(MetricHistory, { deviceId: agent, keys, hours: 100 });
    const days = await shop.world.ask(MetricHistory, { deviceId: agent, keys, hours: 5_000 });
    expect([hours[0]?.points.length, days[0]?.points.length]).toEqual([1, 1]);

    shop.world.clock.advance(9 * 86_400_000);
    await shop.world.app.get(DropOldMetrics).run();
    const partitions = await shop.world.rows(`SELECT 1 FROM pg_class WHERE relname LIKE 'metric_sample_2%'`);
    expect(partitions).toEqual([]);
    expect((await shop.world.ask(MetricHistory, { deviceId: agent, keys, hours: 5_000 }))[0]?.points).toHaveLength(1);
  });
});

describe('sites and sectors', () => {
  it('count the services on them and what they promise', async () => {
    const { siteId } = await shop.world.run(SaveSite, { name: 'North hill', latitude: 48.1, longitude: 11.5 });
    const { sectorId } = await shop.world.run(SaveSector, { siteId, name: 'Sector 1', downloadKbps: 300_000 });
    const line = await shop.line('on-a-sector');
    await shop.world.run(PutOnSector, { sectorId, serviceIds: [line.serviceId] });
    expect(await shop.world.ask(SectorServices, { sectorId })).toMatchObject([{ serviceId: line.serviceId }]);
    const onNone = await shop.world.ask(SectorServices, { sectorId: null, routerId: shop.routerId });
    expect(onNone.some(({ serviceId }) => serviceId === line.serviceId)).toBe(false);
    const [sector] = await shop.world.ask(ListSectors, { siteId });
    expect(sector).toMatchObject({ services: 1, online: 0, soldDownloadKbps: '100000', usedDownloadKbps: null });
    expect(await shop.world.ask(ListSites, {})).toMatchObject([{ name: 'North hill', services: 1, devices: 0 }]);
  });

  it('make the picture: a site with its state and customers, linked to where its equipment hangs', async () => {
    const [site] = await shop.world.ask(ListSites, {});
    const office = await shop.world.run(SaveSite, { name: 'Office', latitude: 48.2, longitude: 11.6 });
    const watched = { address: '127.0.0.1', ping: false, snmp: 'v2c', snmpPort: snmpd.port, community: COMMUNITY };
    const place = { kind: 'switch', interfaces: false };
    const core = await shop.world.run(SaveDevice, { ...watched, ...place, name: 'Core', siteId: office.siteId });
    await shop.world.run(SaveDevice, {
      ...watched,
      ...place,
      name: 'Radio',
      siteId: site?.id,
      parentId: core.deviceId,
    });
    await shop.world.settle();
    const { sites, links, nodes } = await shop.world.ask(FindNetworkMap, {});
    expect(sites.map(({ name, state, customers }) => [name, state, customers])).toEqual([
      ['North hill', 'up', 1],
      ['Office', 'up', 0],
    ]);
    expect(links).toMatchObject([{ state: 'up', load: null }]);
    expect([links[0]?.fromSiteId, links[0]?.toSiteId].sort()).toEqual([site?.id, office.siteId].sort());
    expect(nodes.find(({ name }) => name === 'Radio')?.parentKey).toBe(`device:${core.deviceId}`);
    expect(nodes.find(({ name }) => name === 'Sector 1')).toMatchObject({ kind: 'sector', customers: 1 });
  });

  it('and plans that share their speed exclude each other, from either side', async () => {
    const [sector] = await shop.world.ask(ListSectors, {});
    const speeds = { downloadKbps: 10_000, uploadKbps: 1_000, contention: 4 };
    const onSector = shop.world.run(DefineAccessPolicy, { planId: shop.planId, ...speeds });
    await expect(onSector).rejects.toMatchObject({ code: 'SECTOR_AND_CONTENTION' });

    const planId = await shop.plan('Shared', 10_000, 1_000);
    await shop.world.run(DefineAccessPolicy, { planId, ...speeds });
    const { customerId } = await shop.line('shared');
    const { serviceId } = await shop.world.run(AddService, { customerId, planId, startsOn: '2026-03-01' });
    await shop.world.settle();
    await shop.world.run(ProvisionAccess, { serviceId, method: 'pppoe', login: 'shares', password: 'of-this-test' });
    const put = shop.world.run(PutOnSector, { sectorId: sector?.id, serviceIds: [serviceId] });
    await expect(put).rejects.toMatchObject({ code: 'SECTOR_AND_CONTENTION' });
  });
});

it('every promise about the data holds in the end', async () => {
  expect(await shop.world.violations()).toEqual([]);
});
