import { AccountingStore, type AccountingRecord } from '@demarc/networking';
import { addDays, type LocalDate } from '@demarc/kernel';
import type { Person } from './people.js';
import type { Stage } from './stage.js';

const HOUR_MS = 3_600_000;
const BATCH = 500;

export type Online = Person & { internet: NonNullable<Person['internet']> };

/** What the routers would have reported of one past day: a session a line, from the small hours to late in the evening. */
export async function playDay(stage: Stage, people: readonly Online[], day: LocalDate): Promise<void> {
  stage.at(day, '23:30:00');
  const startedAtMs = Date.parse(`${day}T05:00:00Z`);
  await keep(
    stage,
    people.map((person) => record(stage, person, `${day}-1`, 'stop', startedAtMs, stage.between(10, 18))),
  );
}

/** Who is online now: sessions that began this morning and are still up. */
export async function playNow(
  stage: Stage,
  lines: readonly (readonly [Online, version: number])[],
  now: Date,
): Promise<void> {
  stage.clock.set(now);
  const online = lines.filter(() => stage.chance(88));
  await keep(
    stage,
    online.map(([person, policyVersion]) => ({
      ...record(stage, person, 'now', 'interim', now.getTime() - stage.between(1, 9) * HOUR_MS, undefined),
      policyVersion,
    })),
  );
}

async function keep(stage: Stage, records: readonly AccountingRecord[]): Promise<void> {
  const store = stage.app.get(AccountingStore);
  for (let from = 0; from < records.length; from += BATCH) await store.write(records.slice(from, from + BATCH));
}

function record(
  stage: Stage,
  person: Online,
  mark: string,
  status: 'interim' | 'stop',
  startedAtMs: number,
  hours: number | undefined,
): AccountingRecord {
  const seconds = hours === undefined ? Math.floor((stage.clock.now().getTime() - startedAtMs) / 1_000) : hours * 3_600;
  const download = BigInt(seconds) * BigInt(stage.between(20_000, 450_000));
  const line = Number(person.number);
  const mac = `02:00:5e:${hex(line >> 16)}:${hex(line >> 8)}:${hex(line)}`;
  return {
    status,
    nasId: person.internet.routerId,
    sourceAddress: '127.0.0.1',
    receivedAtMs: startedAtMs + seconds * 1_000,
    happenedAtMs: startedAtMs + seconds * 1_000,
    sessionId: `${mark}-${person.number}`,
    sessionKey: `demo:${mark}:${person.internet.serviceId}`,
    multiSessionId: undefined,
    login: person.internet.login,
    serviceId: person.internet.serviceId,
    policyVersion: undefined,
    loginAtMs: startedAtMs,
    sessionSeconds: seconds,
    downloadOctets: download,
    uploadOctets: download / BigInt(stage.between(6, 14)),
    hasGigawords: true,
    downloadPackets: 0,
    uploadPackets: 0,
    framedAddress: `100.64.${(line >> 8) & 255}.${line & 255}`,
    framedIpv6Address: undefined,
    framedIpv6Prefix: undefined,
    delegatedIpv6Prefix: undefined,
    callingStationId: mac,
    callingMac: mac,
    calledStationId: undefined,
    nasPortId: `ether${(line % 24) + 1}`,
    nasIdentifier: undefined,
    nasIpAddress: undefined,
    terminateCause: status === 'stop' ? 1 : undefined,
  };
}

function hex(value: number): string {
  return (value & 255).toString(16).padStart(2, '0');
}

export function hasLine(person: Person): person is Online {
  return person.internet !== undefined;
}

/** The days before `today`, oldest first. */
export function daysBefore(today: LocalDate, count: number): LocalDate[] {
  return Array.from({ length: count }, (_, index) => addDays(today, index - count));
}
