import { fail, ok, type Result } from '@demarc/kernel';
import { NasIndex, type NasFault } from './nas-index.js';
import type { AccessEntry, AccessSnapshot, NasEntry } from './snapshot.js';
import { USUAL_REPLIES } from './templates/reply-templates.js';

/** Two logins that differ in case only: a third spelling belongs to neither. */
const AMBIGUOUS = Symbol('ambiguous');

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
  private readonly loginOfService = new Map<string, string>();
  private nas = new NasIndex([]);

  /** Every access that is known, for a copy of the whole. */
  entries(): IterableIterator<AccessEntry> {
    return this.byLogin.values();
  }

  get routers(): readonly NasEntry[] {
    return this.nas.entries;
  }

  get size(): number {
    return this.byLogin.size;
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

  entryOfService(serviceId: string): AccessEntry | undefined {
    const login = this.loginOfService.get(serviceId);
    return login === undefined ? undefined : this.byLogin.get(login);
  }

  nasByAddress(address: string): NasEntry | undefined {
    return this.nas.find(address);
  }

  nasById(id: string): NasEntry | undefined {
    return this.nas.byId(id);
  }

  /** Adds the entry or replaces the one of the same service. A login that another service has is refused. */
  put(entry: AccessEntry): Result<void, 'login_taken'> {
    const holder = this.byLogin.get(entry.login);
    if (holder && holder.serviceId !== entry.serviceId) return fail('login_taken');
    this.remove(entry.serviceId);
    this.byLogin.set(entry.login, entry);
    this.loginOfService.set(entry.serviceId, entry.login);
    this.fold(entry.login);
    if (entry.credential.kind === 'mac') for (const mac of entry.macs ?? []) this.byMac.set(mac, entry);
    return ok(undefined);
  }

  remove(serviceId: string): void {
    const entry = this.entryOfService(serviceId);
    if (!entry) return;
    this.byLogin.delete(entry.login);
    this.loginOfService.delete(serviceId);
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
