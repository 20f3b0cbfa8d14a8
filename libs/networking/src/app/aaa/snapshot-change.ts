import {
  type AccessEntry,
  type AccessPolicy,
  type NasEntry,
  type ReplyTemplate,
  ReplyTemplates,
  type RevokedCertificate,
  type SnapshotIndex,
  type StaffLogin,
  type TemplateFaultReporter,
} from '../../radius/index.js';

/** A step from one state of the snapshot to the next: first what goes, then what comes. */
export interface SnapshotChange {
  readonly removed?: readonly string[];
  readonly put?: readonly AccessEntry[];
  /** All routers anew. */
  readonly routers?: readonly NasEntry[];
  /** All templates anew. */
  readonly templates?: readonly ReplyTemplate[];
  /** All log-ins of staff to devices anew. */
  readonly staff?: readonly StaffLogin[];
  /** All revoked certificates anew. */
  readonly revoked?: readonly RevokedCertificate[];
}

/** Where another access holds the login of one that is put, the one that is in use has it. */
export function applyChange(index: SnapshotIndex, change: SnapshotChange, report?: TemplateFaultReporter): void {
  for (const id of change.removed ?? []) index.remove(id);
  for (const entry of change.put ?? []) if (!index.put(entry).ok) putBeside(index, entry);
  if (change.routers) index.setNas(change.routers);
  if (change.staff) index.setStaff(change.staff);
  if (change.revoked) index.setRevoked(change.revoked);
  if (change.templates) index.templates = new ReplyTemplates(change.templates, report);
}

/** A closed access keeps its login only until another one that is in use wants it. */
function putBeside(index: SnapshotIndex, entry: AccessEntry): void {
  const holder = index.entryByLogin(entry.login);
  if (!holder || holder.state.kind !== 'not_active' || entry.state.kind === 'not_active') return;
  index.remove(holder.serviceId);
  index.put(entry);
}

interface WrittenChange {
  readonly policies?: readonly (readonly [number, AccessPolicy])[];
  readonly removed?: readonly string[];
  readonly put?: readonly (Omit<AccessEntry, 'policy'> & { readonly policy: number })[];
  readonly routers?: readonly (Omit<NasEntry, 'secret'> & { readonly secret: string })[];
  readonly templates?: readonly ReplyTemplate[];
  readonly staff?: readonly StaffLogin[];
  readonly revoked?: readonly RevokedCertificate[];
}

/** Writes changes as text. Accesses share their policies: each is written once, and then named by a number. */
export class ChangeWriter {
  private readonly known = new Map<AccessPolicy, number>();

  write({ removed, put, routers, templates, staff, revoked }: SnapshotChange): string {
    const policies: (readonly [number, AccessPolicy])[] = [];
    const entries = put?.map((entry) => ({ ...entry, policy: this.numberOf(entry.policy, policies) }));
    const nas = routers?.map((router) => ({ ...router, secret: router.secret.toString('base64') }));
    const written: WrittenChange = {
      ...(policies.length > 0 ? { policies } : {}),
      ...(removed ? { removed } : {}),
      ...(entries ? { put: entries } : {}),
      ...(nas ? { routers: nas } : {}),
      ...(templates ? { templates } : {}),
      ...(staff ? { staff } : {}),
      ...(revoked ? { revoked } : {}),
    };
    return JSON.stringify(written);
  }

  private numberOf(policy: AccessPolicy, fresh: (readonly [number, AccessPolicy])[]): number {
    const known = this.known.get(policy);
    if (known !== undefined) return known;
    const number = this.known.size;
    this.known.set(policy, number);
    fresh.push([number, policy]);
    return number;
  }
}

/** Reads what a `ChangeWriter` wrote, in the same order. */
export class ChangeReader {
  private readonly policies = new Map<number, AccessPolicy>();

  read(text: string): SnapshotChange {
    const { policies, removed, put, routers, templates, staff, revoked } = JSON.parse(text) as WrittenChange;
    for (const [number, policy] of policies ?? []) this.policies.set(number, policy);
    return {
      ...(removed ? { removed } : {}),
      ...(put ? { put: put.map((entry) => ({ ...entry, policy: this.policyOf(entry.policy) })) } : {}),
      ...(routers
        ? { routers: routers.map((router) => ({ ...router, secret: Buffer.from(router.secret, 'base64') })) }
        : {}),
      ...(templates ? { templates } : {}),
      ...(staff ? { staff } : {}),
      ...(revoked ? { revoked } : {}),
    };
  }

  private policyOf(number: number): AccessPolicy {
    const policy = this.policies.get(number);
    if (!policy) throw new Error('the snapshot names a policy that it does not hold');
    return policy;
  }
}
