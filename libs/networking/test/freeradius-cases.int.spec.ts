import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SECRET } from './network-shop.js';
import { ACCEPTED_CASES } from './radius-cases/accepted-cases.js';
import { askAll, type Heard } from './radius-cases/ask.js';
import { type CaseLab, openCaseLab } from './radius-cases/case-lab.js';
import type { Expected, RadiusCase } from './radius-cases/radius-case.js';
import { REFUSED_CASES, SILENT_CASES } from './radius-cases/refused-cases.js';

const CASES = [...ACCEPTED_CASES, ...REFUSED_CASES, ...SILENT_CASES];

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
