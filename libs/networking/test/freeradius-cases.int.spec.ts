import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FreeradiusRole } from '../src/index.js';
import { eventually, SECRET } from './network-shop.js';
import { ACCEPTED_CASES } from './radius-cases/accepted-cases.js';
import { askAll, type Heard } from './radius-cases/ask.js';
import { type CaseLab, openCaseLab } from './radius-cases/case-lab.js';
import { eapol } from './radius-cases/eapol.js';
import { LINE_CASES } from './radius-cases/line-cases.js';
import type { Expected, RadiusCase } from './radius-cases/radius-case.js';
import { ROUTERS } from './radius-cases/radius-world.js';
import { REFUSED_CASES, SILENT_CASES } from './radius-cases/refused-cases.js';
import { STAFF_CASES } from './radius-cases/staff-cases.js';
import { STORIES, tell } from './radius-cases/stories.js';

const CASES = [...ACCEPTED_CASES, ...REFUSED_CASES, ...LINE_CASES, ...STAFF_CASES, ...SILENT_CASES];

let lab: CaseLab | undefined;

beforeAll(async () => {
  lab = await openCaseLab();
}, 60_000);

afterAll(async () => {
  await lab?.close();
});

function ours(): CaseLab {
  if (!lab) throw new Error('the provider was not set up');
  return lab;
}

interface Difference extends Expected {
  readonly name: string;
  readonly heard: Expected;
}

/** Every case that was answered otherwise than the table says. */
function differences(heard: readonly Heard[], wanted: (one: RadiusCase) => Expected): Difference[] {
  return CASES.flatMap((one, at) => {
    const { answer, attributes } = wanted(one);
    const got = heard[at];
    const expected = { answer, attributes: [...attributes].sort() };
    const said = { answer: got?.answer ?? 'silence', attributes: got?.attributes ?? [] };
    const isProven = !one.proof || JSON.stringify(got?.proof) === JSON.stringify([...one.proof].sort());
    const isSigned = answer === 'silence' || got?.isSigned === true;
    if (JSON.stringify(expected) === JSON.stringify(said) && isProven && isSigned) return [];
    const heardHere = {
      ...said,
      attributes: [...said.attributes, ...(isProven ? [] : (got?.proof ?? [])), ...(isSigned ? [] : ['unsigned'])],
    };
    return [{ name: one.name, ...expected, heard: heardHere }];
  });
}

it('the table has more than 300 cases, each with a name of its own, and few that tables cannot say', () => {
  expect(CASES.length).toBeGreaterThan(300);
  const names = CASES.map((one) => one.name);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  expect(CASES.filter((one) => one.bySql).map((one) => one.name)).toHaveLength(4);
});

describe('every case of the table is answered as it says', () => {
  it('by the built-in server', async () => {
    const heard = await askAll(ours().shop.ports.authPort, SECRET, CASES);
    expect(differences(heard, (one) => one)).toEqual([]);
  }, 60_000);

  it('by FreeRADIUS that asks by HTTP', async () => {
    const heard = await askAll(ours().freeradius.rest.authPort, SECRET, CASES);
    expect(differences(heard, (one) => one)).toEqual([]);
  }, 60_000);

  it('by FreeRADIUS that reads by SQL, save what tables cannot say', async () => {
    const heard = await askAll(ours().freeradius.sql.authPort, SECRET, CASES);
    expect(differences(heard, (one) => one.bySql ?? one)).toEqual([]);
  }, 60_000);
});

describe('EAP by FreeRADIUS that asks by HTTP', () => {
  const network = (): Parameters<typeof eapol>[1] => {
    const { rest, certificate } = ours().freeradius;
    return { port: rest.authPort, secret: SECRET, from: ROUTERS.mikrotik.from, certificate };
  };

  it.each([
    ['PEAP', 'MSCHAPV2'],
    ['TTLS', 'PAP'],
    ['TTLS', 'CHAP'],
    ['TTLS', 'MSCHAPV2'],
  ] as const)('%s with %s lets a customer in with speed and address, and makes keys', async (outer, inner) => {
    const said = await eapol({ outer, inner, login: 'ana', password: 'clientPass' }, network());
    expect(said).toMatch(/MPPE keys OK: 1 {2}mismatch: 0\nSUCCESS/);
    const accept = said.slice(said.lastIndexOf('code=2 (Access-Accept)'));
    expect(accept).toContain('Value: 198.51.100.7');
    expect(accept).toContain(Buffer.from('20M/100M').toString('hex'));
    expect(accept).toContain(`Value: ${Buffer.from('dm1;').toString('hex')}`);
  });

  it.each([
    ['PEAP', 'MSCHAPV2', 'ana', 'wrong', 'wrong_password'],
    ['TTLS', 'PAP', 'ana', 'wrong', 'wrong_password'],
    ['TTLS', 'PAP', 'fred', 'clientPass', 'blocked'],
    ['PEAP', 'MSCHAPV2', 'ines', 'clientPass', 'not_active'],
    ['TTLS', 'PAP', 'nobody', 'clientPass', 'unknown_user'],
  ] as const)('%s with %s of %s/%s is refused, and the log says why', async (outer, inner, login, password, code) => {
    const said = await eapol({ outer, inner, login, password }, network());
    expect(said).toMatch(/FAILURE\s*$/);
    await eventually('the log', async () => {
      const [line] = await ours().shop.world.rows<{ code: string; signed: boolean }>(
        'SELECT code, signed FROM networking.radius_log WHERE login_key = $1 ORDER BY id DESC LIMIT 1',
        [login],
      );
      return line?.code === code;
    });
  });
});

describe('accounting', () => {
  const WAYS = [
    ['the built-in server', 'built-in', 'odd'],
    ['FreeRADIUS by HTTP', 'rest', 'late'],
    ['FreeRADIUS by SQL', 'sql', 'six'],
  ] as const;

  const portOf = (way: 'built-in' | 'rest' | 'sql'): number =>
    way === 'built-in' ? ours().shop.ports.acctPort : ours().freeradius[way].acctPort;

  it.each(WAYS)('told to %s is counted as the stories say, each octet once', async (_name, way, login) => {
    const { shop, services } = ours();
    const service = services.get(login);
    const to = { port: portOf(way), secret: SECRET, from: ROUTERS.block.from, login };
    const atSeconds = Math.floor(shop.world.clock.now().getTime() / 1_000);
    for (const [at, story] of STORIES.entries()) {
      const heard = await tell(story, { ...to, sessionId: `${way}-${at}`, atSeconds });
      expect(heard, story.name).toBe(story.packets.length);
      if (way === 'sql') await shop.world.app.get(FreeradiusRole).work();
    }
    const told = await eventually('the last story', async () => {
      const rows = await shop.world.rows<Record<string, unknown>>(SESSIONS, [service]);
      return rows.length === STORIES.length && rows;
    });
    expect(told).toEqual(
      STORIES.map(({ session }, at) => ({
        session_id: `${way}-${at}`,
        ...session,
        ended_as: session.ended_as ?? null,
      })),
    );
    const [used] = await shop.world.rows<{ download: string }>(USED, [service]);
    const expected = STORIES.reduce((sum, { session }) => sum + BigInt(session.download), 0n);
    expect(used?.download).toBe(expected.toString());
  });

  it.each(WAYS)('by %s ends what a router had when it starts anew', async (_name, way, login) => {
    const { shop, services } = ours();
    const atSeconds = Math.floor(shop.world.clock.now().getTime() / 1_000) + 60;
    const restart = { packets: [['Acct-Status-Type = Accounting-On', 'at = 900', 'Acct-Session-Id = "0"']] };
    await tell(restart, {
      port: portOf(way),
      secret: SECRET,
      from: ROUTERS.block.from,
      login,
      sessionId: '',
      atSeconds,
    });
    await eventually('the end of the open session', async () => {
      if (way === 'sql') await shop.world.app.get(FreeradiusRole).work();
      const rows = await shop.world.rows<Record<string, unknown>>(SESSIONS, [services.get(login)]);
      const open = rows.find((row) => row['session_id'] === `${way}-${STORIES.length - 1}`);
      return open?.['ended_as'] === 'nas_restart' && open['download'] === '5000';
    });
  });

  it.each([
    ['built-in', 'built-in'],
    ['built-in', 'rest'],
    ['sql', 'sql'],
  ] as const)('told to the %s one keeps a second login from the %s one', async (counted, asked) => {
    const { shop, freeradius } = ours();
    const atSeconds = Math.floor(shop.world.clock.now().getTime() / 1_000);
    const story = { packets: [['Acct-Status-Type = Start', 'at = 900']] };
    const port = portOf(counted);
    await tell(story, {
      port,
      secret: SECRET,
      from: ROUTERS.standard.from,
      login: 'lea',
      sessionId: 'lea-1',
      atSeconds,
    });
    const authPort = asked === 'built-in' ? shop.ports.authPort : freeradius[asked].authPort;
    const request = [...askFor('lea'), 'Calling-Station-Id = "02:00:00:00:00:99"'];
    const again = {
      name: 'lea twice',
      from: ROUTERS.standard.from,
      request,
      answer: 'reject' as const,
      attributes: [],
    };
    const [heard] = await askAll(authPort, SECRET, [again]);
    expect(heard).toMatchObject({ answer: 'reject', attributes: ['Reply-Message = "Already online"'] });
  });
});

const askFor = (name: string): string[] => [`User-Name = "${name}"`, 'User-Password = "clientPass"'];

const SESSIONS = `SELECT * FROM (
    SELECT session_id, NULL AS ended_as, session_seconds::int AS seconds, download_octets::text AS download, upload_octets::text AS upload
      FROM networking.session_open WHERE service_id = $1
    UNION ALL SELECT session_id, ended_as, session_seconds::int, download_octets::text, upload_octets::text
      FROM networking.session_closed WHERE service_id = $1) session ORDER BY session_id`;

const USED = `SELECT coalesce(sum(download_octets), 0)::text AS download FROM networking.usage_raw WHERE service_id = $1`;
