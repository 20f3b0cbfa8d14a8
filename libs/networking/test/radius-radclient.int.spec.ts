import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { radclient as askRadclient, SIGNED, type Verdict } from './radclient.js';
import {
  runServer,
  SECRET,
  snapshotOf,
  specimenEntry,
  specimenNas,
  until,
  type RunningServer,
} from './radius-specimens.js';

const radclient = (
  kind: 'auth' | 'acct' | 'status',
  port: number,
  lines: readonly string[],
  secret = SECRET,
): Promise<Verdict> => askRadclient(kind, port, lines, secret);

const PAP = ['User-Name = "pppoe-1"', 'User-Password = "clientPass"'];
let started: RunningServer;

beforeAll(async () => {
  const entries = [
    specimenEntry({
      routes: ['203.0.113.8/29'],
      delegatedIpv6Prefix: '2001:db8:7::/56',
      policy: {
        id: 'p',
        rates: { download: 50_000_000, upload: 10_000_000 },
        priority: 5,
        burst: {
          rate: { download: 80_000_000, upload: 20_000_000 },
          threshold: { download: 40_000_000, upload: 8_000_000 },
          seconds: 12,
        },
      },
    }),
    specimenEntry({ serviceId: 'service-2', login: 'blocked', state: { kind: 'blocked', reason: 'balance' } }),
    specimenEntry({ serviceId: 'service-3', login: 'paused', state: { kind: 'not_active' } }),
    specimenEntry({ serviceId: 'service-4', login: 'bound', macs: ['02:00:00:00:00:01'] }),
    specimenEntry({
      serviceId: 'service-5',
      login: 'long',
      credential: { kind: 'password', password: 'p'.repeat(100) },
    }),
  ];
  started = await runServer(snapshotOf(entries));
});

afterAll(() => started.server.stop());

describe('radclient', () => {
  it.each([
    ['PAP', PAP],
    ['CHAP', ['User-Name = "pppoe-1"', 'CHAP-Password = "clientPass"']],
    ['MS-CHAP', ['User-Name = "pppoe-1"', 'MS-CHAP-Password = "clientPass"']],
    ['PAP with a password of 100 bytes', ['User-Name = "long"', `User-Password = "${'p'.repeat(100)}"`]],
  ])('is accepted by %s', async (_name, lines) => {
    const { exitCode, output } = await radclient('auth', started.authPort, [...lines, SIGNED]);
    expect(output).toContain('Received Access-Accept');
    expect(exitCode).toBe(0);
  });

  it('reads every reply item as its own dictionary has it', async () => {
    const { output } = await radclient('auth', started.authPort, [...PAP, SIGNED]);
    for (const item of [
      'Message-Authenticator = 0x',
      'Framed-IP-Address = 198.51.100.7',
      'Framed-Route = "203.0.113.8/29 198.51.100.7 1"',
      'Delegated-IPv6-Prefix = 2001:db8:7::/56',
      'Mikrotik-Rate-Limit = "10M/50M 20M/80M 8M/40M 12/12 5"',
      'Acct-Interim-Interval = 300',
      'Class = 0x646d313b',
    ])
      expect(output).toContain(item);
    expect(output.indexOf('Message-Authenticator', output.indexOf('Received'))).toBeLessThan(
      output.indexOf('Framed-IP-Address'),
    );
  });

  it.each([
    ['an unknown login', ['User-Name = "nobody"', 'User-Password = "x"'], 'Unknown login'],
    ['a wrong password', ['User-Name = "pppoe-1"', 'User-Password = "x"'], 'Wrong password'],
    ['a wrong CHAP password', ['User-Name = "pppoe-1"', 'CHAP-Password = "x"'], 'Wrong password'],
    ['a wrong MS-CHAP password', ['User-Name = "pppoe-1"', 'MS-CHAP-Password = "x"'], 'Wrong password'],
    ['a blocked service', ['User-Name = "blocked"', 'User-Password = "clientPass"'], 'Service is blocked'],
    ['an inactive service', ['User-Name = "paused"', 'User-Password = "clientPass"'], 'Service is not active'],
    [
      'another MAC',
      ['User-Name = "bound"', 'User-Password = "clientPass"', 'Calling-Station-Id = "02-00-00-00-00-02"'],
      'Device not allowed (MAC address)',
    ],
  ])('is rejected for %s, and told so', async (_name, lines, message) => {
    const { exitCode, output } = await radclient('auth', started.authPort, [...lines, SIGNED]);
    expect(output).toContain('Received Access-Reject');
    expect(output).toContain(`Reply-Message = "${message}"`);
    expect(exitCode).toBe(1);
  });

  it.each([
    ['without Message-Authenticator', PAP, SECRET],
    ['under a wrong secret', [...PAP, SIGNED], 'wrong'],
  ])('gets no answer %s', async (_name, lines, secret) => {
    const { output } = await radclient('auth', started.authPort, lines, secret);
    expect(output).toContain('No reply');
    expect(output).not.toContain('Received');
  });

  it('gets no answer from an address that is no NAS', async () => {
    const stranger = await runServer(snapshotOf([specimenEntry()], [specimenNas({ addresses: ['192.0.2.1'] })]));
    try {
      expect((await radclient('auth', stranger.authPort, [...PAP, SIGNED])).output).toContain('No reply');
      expect((await radclient('acct', stranger.acctPort, ['Acct-Session-Id = "s"'])).output).toContain('No reply');
      expect(stranger.server.counters.droppedFor('unknown_client')).toBe(2);
    } finally {
      await stranger.server.stop();
    }
  });

  it('has its accounting kept and answered, 64 bits of it', async () => {
    const before = started.records.length;
    const { exitCode, output } = await radclient('acct', started.acctPort, [
      'Acct-Status-Type = Stop',
      'Acct-Session-Id = "81000001"',
      'User-Name = "pppoe-1"',
      'Acct-Output-Octets = 7',
      'Acct-Output-Gigawords = 2',
      'Acct-Session-Time = 3600',
      'Calling-Station-Id = "02:00:00:00:00:01"',
    ]);
    expect(output).toContain('Received Accounting-Response');
    expect(exitCode).toBe(0);
    await until('the record', () => started.records.length === before + 1);
    expect(started.records.at(-1)).toMatchObject({
      status: 'stop',
      downloadOctets: (2n << 32n) + 7n,
      sessionSeconds: 3600,
    });
  });

  it('gets no answer to accounting under a wrong secret', async () => {
    const { output } = await radclient(
      'acct',
      started.acctPort,
      ['Acct-Status-Type = Stop', 'Acct-Session-Id = "x"'],
      'wrong',
    );
    expect(output).toContain('No reply');
    expect(started.server.counters.droppedFor('request_authenticator_wrong')).toBeGreaterThan(0);
  });

  it('sees that the server is alive by Status-Server', async () => {
    const { output } = await radclient('status', started.authPort, [SIGNED]);
    expect(output).toContain('Received Access-Accept');
  });
});
