import type { AccountingRecord, OnlineSessions } from '../../radius/index.js';

/** A session that is up, as the database has it. */
export interface OnlineSession {
  readonly key: string;
  readonly serviceId: string;
  readonly nasId: string;
  readonly mac: string | null;
  readonly startedAtMs: number;
}

/** What accounting says of one. */
export interface OnlineReport {
  readonly record: Pick<AccountingRecord, 'sessionKey' | 'nasId' | 'callingMac'>;
  readonly hasEnded: boolean;
  readonly startedAtMs: number;
}

type Online = Omit<OnlineSession, 'serviceId' | 'mac'> & { readonly mac: string | undefined };
/** Nearly every service has one; a list is smaller than anything that finds faster. */
type ByService = Map<string, Online[]>;

/** How many sessions each service has up, by what was read and by what accounting has said since. */
export class OnlineBook implements OnlineSessions {
  private byService: ByService = new Map();
  /** What accounting says while pages are read: a page may have been read before it or after it. */
  private heard: ((count: ByService) => void)[] | undefined;

  /** Everything anew, page by page; what is counted until then stands as long. One filling at a time. */
  async fill(pages: AsyncIterable<readonly OnlineSession[]>): Promise<void> {
    if (this.heard) return;
    const heard: ((count: ByService) => void)[] = [];
    this.heard = heard;
    const fresh: ByService = new Map();
    try {
      for await (const page of pages)
        for (const { key, serviceId, nasId, mac, startedAtMs } of page)
          add(fresh, serviceId, { key, nasId, mac: mac ?? undefined, startedAtMs });
      for (const change of heard) change(fresh);
      this.byService = fresh;
    } finally {
      this.heard = undefined;
    }
  }

  countOthers(serviceId: string, callingMac: string | undefined): number {
    const sessions = this.byService.get(serviceId) ?? [];
    let others = 0;
    for (const session of sessions) if (callingMac === undefined || session.mac !== callingMac) others += 1;
    return others;
  }

  note({ record, hasEnded, startedAtMs }: OnlineReport, serviceId: string | undefined): void {
    if (serviceId === undefined) return;
    const { sessionKey: key, nasId, callingMac: mac } = record;
    this.change((count) => {
      if (hasEnded) keep(count, serviceId, (session) => session.key !== key);
      else add(count, serviceId, { key, nasId, mac, startedAtMs });
    });
  }

  /** What the router had before it started anew. */
  forgetNas(nasId: string, beforeMs: number): void {
    this.change((count) => {
      for (const serviceId of count.keys())
        keep(count, serviceId, (session) => session.nasId !== nasId || session.startedAtMs >= beforeMs);
    });
  }

  private change(change: (count: ByService) => void): void {
    change(this.byService);
    this.heard?.push(change);
  }
}

function add(count: ByService, serviceId: string, session: Online): void {
  const sessions = count.get(serviceId);
  if (!sessions) return void count.set(serviceId, [session]);
  const at = sessions.findIndex(({ key }) => key === session.key);
  if (at < 0) sessions.push(session);
  else sessions[at] = session;
}

function keep(count: ByService, serviceId: string, isKept: (session: Online) => boolean): void {
  const sessions = count.get(serviceId);
  if (!sessions || sessions.every(isKept)) return;
  const kept = sessions.filter(isKept);
  if (kept.length > 0) count.set(serviceId, kept);
  else count.delete(serviceId);
}
