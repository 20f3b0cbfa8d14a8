import type { RejectCode } from '../decision.js';
import type { AccessEntry, NasEntry, RejectList } from '../snapshot.js';

/** What a fact of a customer, service or plan may be: custom fields among them. */
export type Fact = string | number | boolean;

/** Who and what an answer is about: all that templates can see. */
export interface ReplySubject {
  readonly nas: Pick<NasEntry, 'id' | 'name' | 'vendor' | 'partnerId' | 'options'>;
  /** Absent for a login that nobody has, and for staff. */
  readonly entry?: ReplyAccess | undefined;
  /** Seconds that the session may last. */
  readonly sessionSeconds?: number | undefined;
  readonly garden?: { readonly addressList: string; readonly pool?: string } | undefined;
  readonly reject?: { readonly code: RejectCode; readonly list: RejectList; readonly message: string } | undefined;
  readonly staff?: { readonly login: string; readonly name: string } | undefined;
}

/** What of an access an answer may say. */
export type ReplyAccess = Pick<
  AccessEntry,
  | 'serviceId'
  | 'customerId'
  | 'partnerId'
  | 'login'
  | 'policy'
  | 'address'
  | 'pool'
  | 'routes'
  | 'framedIpv6Prefix'
  | 'delegatedIpv6Prefix'
  | 'delegatedIpv6Pool'
  | 'macs'
  | 'simultaneousUse'
  | 'facts'
  | 'nasId'
  | 'hasQueue'
>;
