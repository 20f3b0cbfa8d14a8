import { AccountingStore, type AccountingRecord, classText, sessionKey } from '@demarc/networking';
import { addDays, type LocalDate } from '@demarc/kernel';
import type { Person } from './people.js';
import type { Stage } from './stage.js';

/** So many days before today have usage. */
export const USAGE_DAYS = 14;
const MINUTE_MS = 60_000;
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

/** Who is online now: sessions that began some hours ago and are still up. */
export async function playNow(
  stage: Stage,
  lines: readonly (readonly [Online, version: number])[],
  now: Date,
): Promise<ReadonlyMap<Online, AccountingRecord>> {
  stage.clock.set(now);
  const online = lines.filter(() => stage.chance(88));
  const records = new Map(
    online.map(([person, policyVersion]) => {
      const startedAtMs = now.getTime() - stage.between(60, 540) * MINUTE_MS;
      const playedNow = record(stage, person, 'now', 'interim', startedAtMs, undefined);
      const classValue = classOf(playedNow, policyVersion);
      return [person, { ...playedNow, policyVersion, sessionKey: sessionKey(classValue, playedNow.sessionId) }];
    }),
  );
  await keep(stage, [...records.values()]);
  return records;
}

/** What the router was given at login and sends back with each report. */
export function classOf({ serviceId = '', loginAtMs = 0 }: AccountingRecord, policyVersion: number): string {
  return classText({ serviceId, policyVersion, loginAtMs });
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
  const pace = person.internet.bytesPerSecond ?? stage.between(20_000, 450_000);
  const download = BigInt(seconds) * BigInt(pace);
  const line = Number(person.number);
  const mac = macOf(person);
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
    framedAddress: addressOf(person),
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

export function macOf({ number }: Person): string {
  const line = Number(number);
  return `02:00:5e:${hex(line >> 16)}:${hex(line >> 8)}:${hex(line)}`;
}

export function addressOf({ number }: Person): string {
  const line = Number(number);
  return `100.64.${(line >> 8) & 255}.${line & 255}`;
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
