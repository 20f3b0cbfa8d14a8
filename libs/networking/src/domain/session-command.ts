import type { DesiredAccess } from './desired-access.js';
import type { RouterVendor } from './router-options.js';

/** A session as accounting shows it. */
export interface RunningSession {
  /** The version it was let in with or last changed to; null when another server let it in. */
  readonly policyVersion: number | null;
  readonly address: string | null;
  readonly mac: string | null;
  readonly routerId: string;
}

export interface SessionGoal {
  readonly desired: DesiredAccess['kind'];
  readonly version: number;
  readonly method: 'pppoe' | 'ipoe' | 'hotspot' | 'static' | 'mac';
  readonly fixedAddress: string | null;
  readonly routerId: string | null;
  readonly macs: readonly string[];
  /** Was access shut before this version? Then a session may be running in the walled garden or on a blocking list. */
  readonly wasShut: boolean;
}

/** What the router does when told. */
export interface RouterManners {
  /** How a session that has to be blocked is brought there. */
  readonly blockBy: 'disconnect' | 'address_list';
  readonly vendor: RouterVendor;
  /** The list of open sessions; without one a CoA cannot take a session off the blocking list. */
  readonly hasActiveList: boolean;
  /** The walled garden hands out addresses of its own, which only a new session changes. */
  readonly gardenHasPool: boolean;
}

export type SessionCommand =
  | { readonly kind: 'none' }
  /** DHCP of RouterOS takes neither CoA nor Disconnect: the next renewal of the lease brings it. */
  | { readonly kind: 'wait' }
  | { readonly kind: 'coa'; readonly list: 'active' | 'blocked' }
  | { readonly kind: 'disconnect' };

/**
 * What to send so that a running session is as desired. A change of speed or list is made in the session; what only a new
 * session can bring (another address, device or router) or must end it (blocked, closed) is a Disconnect.
 */
export function sessionCommand(goal: SessionGoal, session: RunningSession, router: RouterManners): SessionCommand {
  if (session.policyVersion !== null && session.policyVersion >= goal.version) return { kind: 'none' };
  if (goal.method === 'ipoe' && router.vendor === 'mikrotik') return { kind: 'wait' };
  switch (goal.desired) {
    case 'closed':
      return { kind: 'disconnect' };
    case 'blocked':
      return mayBlockByList(goal, session, router) ? { kind: 'coa', list: 'blocked' } : { kind: 'disconnect' };
    case 'open':
      return needsNewSession(goal, session, router) ? { kind: 'disconnect' } : { kind: 'coa', list: 'active' };
  }
}

function mayBlockByList(goal: SessionGoal, session: RunningSession, router: RouterManners): boolean {
  return router.blockBy === 'address_list' && !isMisplaced(goal, session);
}

function needsNewSession(goal: SessionGoal, session: RunningSession, router: RouterManners): boolean {
  if (isMisplaced(goal, session)) return true;
  return goal.wasShut && (!router.hasActiveList || (router.gardenHasPool && goal.fixedAddress === null));
}

/** On another address, device or router than it should be. */
function isMisplaced(goal: SessionGoal, session: RunningSession): boolean {
  if (goal.fixedAddress !== null && session.address !== null && session.address !== goal.fixedAddress) return true;
  if (goal.routerId !== null && session.routerId !== goal.routerId) return true;
  return goal.macs.length > 0 && session.mac !== null && !goal.macs.includes(session.mac);
}
