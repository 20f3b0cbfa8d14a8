import { fail, ok, type Result } from '@demarc/kernel';
import { NasIndex, type NasFault } from './nas-index.js';
import type { LineMarks } from './line-marks.js';
import type { RevokedCertificate } from './tls/revocation.js';
import type { AccessEntry, AccessSnapshot, NasEntry, StaffLogin } from './snapshot.js';
import { USUAL_REPLIES } from './templates/reply-templates.js';

/** Two logins that differ in case only: a third spelling belongs to neither. */
const AMBIGUOUS = Symbol('ambiguous');

const ANYWHERE = '';

/** No id has a line break in it. */
function lineKey(
  place: string,
  { circuitId = '', remoteId = '' }: { readonly [mark in keyof LineMarks]?: string | undefined },
): string {
  return `${place}\n${circuitId}\n${remoteId}`;
}

/**
 * The snapshot in memory, built for a million entries and changed row by row. A login is found as it is written;
 * failing that, without regard to case, provided that exactly one login fits.
 */
export class SnapshotIndex implements AccessSnapshot {
  /** Replaced as a whole; what was put together by the old ones is put together anew. */
  templates = USUAL_REPLIES;
  private readonly byLogin = new Map<string, AccessEntry>();
  /** Only logins that are not in lower case themselves, so it stays small. */
  private readonly byFolded = new Map<string, string | typeof AMBIGUOUS>();
  private readonly byMac = new Map<string, AccessEntry>();
  private readonly byLine = new Map<string, AccessEntry>();
  private readonly byService = new Map<string, AccessEntry>();
  private staff: ReadonlyMap<string, StaffLogin> = new Map();
  private nas = new NasIndex([]);
  private revoked: ReadonlyMap<string, RevokedCertificate> = new Map();

  /** Every access that is known, for a copy of the whole. */
  entries(): IterableIterator<AccessEntry> {
    return this.byService.values();
  }

  get routers(): readonly NasEntry[] {
    return this.nas.entries;
  }

  get size(): number {
    return this.byService.size;
  }

  entryByLogin(login: string): AccessEntry | undefined {
    const exact = this.byLogin.get(login);
    if (exact) return exact;
    const folded = login.toLowerCase();
    const mixed = this.byFolded.get(folded);
    const lower = folded === login ? undefined : this.byLogin.get(folded);
    if (mixed === AMBIGUOUS || (mixed !== undefined && lower)) return undefined;
    return lower ?? (mixed === undefined ? undefined : this.byLogin.get(mixed));
  }

  entryByMac(mac: string): AccessEntry | undefined {
    return this.byMac.get(mac);
  }

  /** What is bound to this router goes before what may be on any, and both ids before one of them. */
  entryByLine(nasId: string, { circuitId, remoteId }: LineMarks): AccessEntry | undefined {
    if (this.byLine.size === 0) return undefined;
    for (const place of [nasId, ANYWHERE])
      for (const line of [{ circuitId, remoteId }, { circuitId }, { remoteId }]) {
        const entry = this.byLine.get(lineKey(place, line));
        if (entry) return entry;
      }
    return undefined;
  }

  /** Names of staff are found without regard to case; the database holds no two that differ in it alone. */
  staffByLogin(login: string): StaffLogin | undefined {
    return this.staff.size === 0 ? undefined : this.staff.get(login.toLowerCase());
  }

  get staffLogins(): readonly StaffLogin[] {
    return [...this.staff.values()];
  }

  /** All of them anew: who is not among them any more gets in nowhere from now on. */
  setStaff(logins: readonly StaffLogin[]): void {
    this.staff = new Map(logins.map((one) => [one.login.toLowerCase(), one]));
  }

  get revokedCertificates(): readonly RevokedCertificate[] {
    return [...this.revoked.values()];
  }

  /** Why the certificate of this SHA-256 counts no more; undefined: nobody here has revoked it. */
  revocationOf(fingerprint: string): RevokedCertificate | undefined {
    return this.revoked.get(fingerprint);
  }

  setRevoked(certificates: readonly RevokedCertificate[]): void {
    this.revoked = new Map(certificates.map((one) => [one.fingerprint, one]));
  }

  entryOfService(serviceId: string): AccessEntry | undefined {
    return this.byService.get(serviceId);
  }

  nasByAddress(address: string): NasEntry | undefined {
    return this.nas.find(address);
  }

  nasById(id: string): NasEntry | undefined {
    return this.nas.byId(id);
  }

  /** Adds the entry or replaces the one of the same service. A login that another service has is refused. */
  put(entry: AccessEntry): Result<void, 'login_taken'> {
    if (entry.credential.kind === 'line') return ok(this.putOnLine(entry, entry.credential));
    const holder = this.byLogin.get(entry.login);
    if (holder && holder.serviceId !== entry.serviceId) return fail('login_taken');
    this.remove(entry.serviceId);
    this.byLogin.set(entry.login, entry);
    this.byService.set(entry.serviceId, entry);
    this.fold(entry.login);
    if (entry.credential.kind === 'mac' || entry.macLogin === true)
      for (const mac of entry.macs ?? []) if (yieldsTo(this.byMac.get(mac), entry)) this.byMac.set(mac, entry);
    return ok(undefined);
  }

  /** Who knows a line by heart is not on it: such an access has no login. A closed one leaves its line to the next. */
  private putOnLine(entry: AccessEntry, line: LineMarks): void {
    this.remove(entry.serviceId);
    this.byService.set(entry.serviceId, entry);
    const key = lineKey(entry.nasId ?? ANYWHERE, line);
    const holder = this.byLine.get(key);
    if (!holder || holder.state.kind === 'not_active') this.byLine.set(key, entry);
  }

  remove(serviceId: string): void {
    const entry = this.entryOfService(serviceId);
    if (!entry) return;
    this.byService.delete(serviceId);
    if (entry.credential.kind === 'line') {
      const key = lineKey(entry.nasId ?? ANYWHERE, entry.credential);
      if (this.byLine.get(key) === entry) this.byLine.delete(key);
      return;
    }
    this.byLogin.delete(entry.login);
    this.unfold(entry.login);
    for (const mac of entry.macs ?? []) if (this.byMac.get(mac) === entry) this.byMac.delete(mac);
  }

  /** Replaces all NAS at once; an address that is not one refuses the whole set and keeps the old. */
  setNas(entries: readonly NasEntry[]): Result<void, NasFault> {
    const built = NasIndex.build(entries);
    if (!built.ok) return built;
    this.nas = built.value;
    return ok(undefined);
  }

  private fold(login: string): void {
    const folded = login.toLowerCase();
    if (folded === login) return;
    this.byFolded.set(folded, this.byFolded.has(folded) ? AMBIGUOUS : login);
  }

  /** An ambiguous fold is worked out anew from all logins; so rare that a scan is the smaller price. */
  private unfold(login: string): void {
    const folded = login.toLowerCase();
    if (folded === login) return;
    const held = this.byFolded.get(folded);
    this.byFolded.delete(folded);
    if (held === AMBIGUOUS)
      for (const other of this.byLogin.keys()) if (other.toLowerCase() === folded) this.fold(other);
  }
}

/** A device of a closed access may be another customer's by now: it is never taken back from them. */
function yieldsTo(holder: AccessEntry | undefined, entry: AccessEntry): boolean {
  return !holder || holder.state.kind === 'not_active' || entry.state.kind !== 'not_active';
}
