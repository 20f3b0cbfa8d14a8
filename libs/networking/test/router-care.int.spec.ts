import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SimRouter } from '../../../tools/sim-routeros/sim-router.ts';
import { DefineAccessPolicy } from '../src/index.js';
import { ListAlerts } from '../src/app/monitoring/alerts.query.js';
import { AcknowledgeAlert } from '../src/app/monitoring/alert-steps.js';
import { AbilityBook } from '../src/app/routers/abilities/ability-book.js';
import { RouterAbilities } from '../src/app/routers/abilities/router-abilities.query.js';
import { BackUpRouter } from '../src/app/routers/backups/backup-steps.js';
import { BackupDiff, BackupText, RouterBackups } from '../src/app/routers/backups/backups.query.js';
import { CheckRouter } from '../src/app/routers/checks/check-router.js';
import { type FoundRouterCheck, RouterChecksOf } from '../src/app/routers/checks/router-checks-of.query.js';
import { SetRouterApi } from '../src/app/routers/checks/set-router-api.js';
import { RunNetworkTool, StopNetworkTool } from '../src/app/routers/tools/run-network-tool.js';
import { ToolRuns } from '../src/app/routers/tools/tool-runs.query.js';
import { eventually, type NetworkShop, openNetwork } from './network-shop.js';

let shop: NetworkShop;
let router: SimRouter;

beforeAll(async () => {
  shop = await openNetwork();
  router = new SimRouter({ host: '127.0.0.1', now: () => shop.world.clock.now() });
  await router.start();
});
afterAll(async () => {
  await router.stop();
  await shop.close();
});

async function checked(kinds?: string[]): Promise<Record<string, FoundRouterCheck>> {
  const { world, routerId } = shop;
  await world.run(CheckRouter, { routerId, ...(kinds ? { kinds } : {}) });
  await world.settle();
  const [found] = await world.ask(RouterChecksOf, { routerIds: [routerId] });
  return Object.fromEntries((found?.checks ?? []).map((check) => [check.kind, check]));
}

async function logIn(certificate: string): Promise<void> {
  const { world, routerId } = shop;
  const account = { username: 'admin', password: 'secret', port: router.tlsPort };
  await world.run(SetRouterApi, { routerId, ...account, certificate });
  await world.settle();
}

describe('the check list of a router', () => {
  it('proves reach and changes from the start, and says what is missing', async () => {
    const { reach, coa, radius, api, clock } = await checked();
    expect(reach).toMatchObject({ state: 'passed', askedAt: null, checkedBy: 'test' });
    expect(coa).toMatchObject({ state: 'passed', code: 'COA_NO_SUCH_SESSION', evidence: { errorCause: 503 } });
    expect(radius).toMatchObject({ state: 'failed', code: 'RADIUS_NEVER_HEARD' });
    expect(api?.state).toBe('not_needed');
    expect(clock?.code).toBe('CLOCK_NOT_READ');
  });

  it('logs in only with the certificate that was accepted', async () => {
    await logIn('ab'.repeat(32));
    const before = await checked(['api']);
    expect(before['api']).toMatchObject({ state: 'failed', code: 'ROUTER_CERTIFICATE_CHANGED' });
    expect(router.logins).toBe(0);
    const shown = String(before['api']?.evidence['found']);
    expect(shown).toBe(router.certificate.sha256.replaceAll(':', '').toLowerCase());
    await logIn(shown);
    const after = await checked(['api', 'clock']);
    expect(after['api']).toMatchObject({
      state: 'passed',
      code: 'API_LOGGED_IN',
      evidence: { identity: 'sim-routeros' },
    });
    expect(after['clock']).toMatchObject({ state: 'passed', evidence: { differenceSeconds: 0 } });
  });

  it('asks for the certificate or an open word that the line is not protected', async () => {
    const account = { routerId: shop.routerId, username: 'admin', password: 'secret' };
    await expect(shop.world.run(SetRouterApi, account)).rejects.toMatchObject({ code: 'CERTIFICATE_OR_UNPROTECTED' });
  });

  it('passes RADIUS once a login has come, and tells who watches when what passed fails', async () => {
    const line = await shop.line('heard');
    await eventually('the session', async () => {
      const outcome = await shop.nas.open({ user: line.login, password: line.password });
      return outcome.kind === 'open';
    });
    await eventually('the login is in the log', async () => {
      const [row] = await shop.world.rows('SELECT 1 FROM networking.radius_log WHERE login = $1', [line.login]);
      const [heard] = await shop.world.rows('SELECT 1 FROM networking.router WHERE last_seen_at IS NOT NULL');
      return row !== undefined && heard !== undefined;
    });
    expect((await checked(['radius']))['radius']).toMatchObject({ state: 'passed', code: 'RADIUS_HEARD' });

    shop.nas.coa.manners = { nak: 501 };
    expect((await checked(['coa']))['coa']).toMatchObject({ state: 'failed', code: 'COA_PROHIBITED' });
    const [alert] = await shop.world.ask(ListAlerts, { isOpen: true });
    expect(alert).toMatchObject({ condition: 'check_failed', routerId: shop.routerId });
    expect(alert?.customersHit).toBe(1);
    shop.nas.coa.manners = {};
    await checked(['coa']);
    expect(await shop.world.ask(ListAlerts, { isOpen: true })).toEqual([]);
  });
});

describe('ping and trace', () => {
  async function run(input: Record<string, unknown>) {
    const { runId } = await shop.world.run(RunNetworkTool, input);
    await shop.world.settle();
    const [found] = await shop.world.ask(ToolRuns, { id: runId });
    return found;
  }

  it('are run on the router, line by line', async () => {
    const { routerId } = shop;
    const ping = await run({ tool: 'ping', target: '10.9.8.7', routerId, count: 2 });
    expect(ping).toMatchObject({ state: 'done', askedBy: 'test' });
    expect(ping?.lines).toEqual([
      '56 bytes from 10.9.8.7: seq=0 ttl=64 time=1ms',
      '56 bytes from 10.9.8.7: seq=1 ttl=64 time=2ms',
    ]);
    const trace = await run({ tool: 'traceroute', target: '10.9.8.7', routerId });
    expect(trace?.lines.map((line) => line.split(/\s+/).find((word) => word.includes('.')))).toEqual([
      '10.0.0.1',
      '10.0.1.1',
      '10.9.8.7',
    ]);
  });

  it('are run on the server by its programs, or say which one is missing', async () => {
    const ping = await run({ tool: 'ping', target: '127.0.0.1', count: 1 });
    if (ping?.state === 'failed') expect(ping.code).toBe('PROGRAM_MISSING');
    else expect(ping?.lines.join('\n')).toContain('127.0.0.1');
  });

  it('are refused for what is no single host, and can be stopped before they start', async () => {
    const bad = shop.world.run(RunNetworkTool, { tool: 'ping', target: '224.0.0.1' });
    await expect(bad).rejects.toMatchObject({ code: 'BAD_TARGET' });
    const { runId } = await shop.world.run(RunNetworkTool, { tool: 'ping', target: '127.0.0.1', count: 50 });
    await shop.world.run(StopNetworkTool, { runId });
    await shop.world.settle();
    const [stopped] = await shop.world.ask(ToolRuns, { id: runId });
    expect(stopped).toMatchObject({ state: 'stopped', lines: [] });
  });
});

describe('what a router can change in a session', () => {
  async function change(downloadKbps: number): Promise<void> {
    await shop.world.run(DefineAccessPolicy, { planId: shop.planId, downloadKbps, uploadKbps: 10_000 });
    await shop.world.settle();
    await shop.world.app.get(AbilityBook).write();
  }
  async function ability(name: string) {
    const found = await shop.world.ask(RouterAbilities, { routerId: shop.routerId });
    return found.find((one) => one.change === name);
  }

  it('is proven by looking at its queue after it has acknowledged', async () => {
    router.addDynamic('/queue/simple', { name: '<pppoe-heard>', target: '10.0.0.9/32', 'max-limit': '10M/50M' });
    await change(50_000);
    expect(await ability('rate')).toMatchObject({ acknowledged: 1, verdict: 'works' });
    shop.world.clock.advance(25 * 3_600_000);
    await change(60_000);
    expect(await ability('rate')).toMatchObject({
      verdict: 'no_effect',
      effectEvidence: 'queue <pppoe-heard> has 10M/50M',
    });
  });

  it('is not asked for any more once it was refused twice: the session is ended at once', async () => {
    shop.nas.coa.manners = { nak: 401 };
    const kinds = (): string[] => shop.nas.coa.events.map(({ kind }) => kind);
    for (const speed of [71_000, 72_000]) {
      shop.nas.coa.events.length = 0;
      await change(speed);
      expect(kinds()[0]).toBe('coa');
    }
    expect(await ability('rate')).toMatchObject({ verdict: 'refused', errorCause: 401 });
    shop.world.clock.advance(11_000);
    shop.nas.coa.events.length = 0;
    shop.nas.coa.manners = {};
    await change(73_000);
    expect(kinds()).toEqual(['disconnect']);
  });
});

describe('the kept configurations of a router', () => {
  async function backUp() {
    shop.world.clock.advance(60_000);
    await shop.world.run(BackUpRouter, { routerId: shop.routerId });
    await shop.world.settle();
    return shop.world.ask(RouterBackups, { routerId: shop.routerId });
  }

  it('are one a state, packed and sealed, and shown without their secrets', async () => {
    router.add('/ppp/secret', { name: 'anna', password: 'very-secret', comment: 'demarc:1:secret' });
    await backUp();
    const again = await backUp();
    expect(again.backups).toHaveLength(1);
    expect(again).toMatchObject({ askedAt: null, fault: null });
    const text = await shop.world.ask(BackupText, { id: again.backups[0]?.id ?? '' });
    expect(text).toContain('name=anna');
    expect(text).toContain('password=***');
    const [kept] = await shop.world.rows<{ content: Buffer }>('SELECT content FROM networking.router_backup');
    expect(kept?.content.includes('anna')).toBe(false);
  });

  it('say what changed, and raise an alert only for what is not ours', async () => {
    router.add('/ppp/secret', { name: 'berta', password: 'x', comment: 'demarc:2:secret' });
    const ours = await backUp();
    expect(ours.backups[0]).toMatchObject({ added: 1, removed: 0, foreignLines: 0 });
    expect(await shop.world.ask(ListAlerts, { isOpen: true })).toEqual([]);

    router.change('/ppp/secret', { name: 'berta' }, { password: 'y' });
    router.add('/ppp/secret', { name: 'by-hand', password: 'z' });
    const theirs = await backUp();
    expect(theirs.backups[0]).toMatchObject({ added: 2, removed: 1, foreignLines: 1 });
    const [to, from] = theirs.backups.map(({ id }) => id);
    const diff = await shop.world.ask(BackupDiff, { from: from ?? '', to: to ?? '' });
    expect(diff.map(({ menu }) => menu)).toEqual(['/ppp/secret']);
    expect(JSON.stringify(diff)).not.toMatch(/password=[xyz]/);

    const [alert] = await shop.world.ask(ListAlerts, { isOpen: true });
    expect(alert).toMatchObject({ condition: 'config_changed', value: 1 });
    await shop.world.run(AcknowledgeAlert, { alertId: alert?.id ?? '', note: 'it was us' });
    expect(await shop.world.ask(ListAlerts, { isOpen: true })).toEqual([]);
  });

  it('say so when the router does not answer', async () => {
    router.manners.refuseLogin = true;
    expect(await backUp()).toMatchObject({ code: 'ROUTER_LOGIN_REFUSED' });
    router.manners.refuseLogin = false;
  });
});

it('every promise about the data holds in the end', async () => {
  expect(await shop.world.violations()).toEqual([]);
});
