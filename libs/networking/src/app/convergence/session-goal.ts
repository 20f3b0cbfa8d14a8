import type { DesiredAccess } from '../../domain/desired-access.js';
import type { RouterOptions } from '../../domain/router-options.js';
import { sessionCommand, type SessionCommand } from '../../domain/session-command.js';
import type { RouterRow } from '../access/access-row.js';

/** The columns of an access that say what its sessions should be like. */
export interface SessionGoalRow {
  readonly method: 'pppoe' | 'ipoe' | 'hotspot' | 'static' | 'mac';
  readonly ipv4: string | null;
  readonly router_id: string | null;
  readonly macs: string[];
  readonly desired: DesiredAccess['kind'];
  readonly desired_version: number;
  readonly purpose: string | null;
}

export interface OpenSessionRow {
  readonly policy_version: number | null;
  readonly framed_ipv4: string | null;
  readonly mac: string | null;
  readonly router_id: string;
}

/** What a running session has to be told, from the rows: for sending it, and for saying it before. */
export function commandFor(
  access: SessionGoalRow,
  session: OpenSessionRow,
  router: Pick<RouterRow, 'vendor' | 'options'> | undefined,
): SessionCommand {
  const options: RouterOptions = router?.options ?? {};
  return sessionCommand(
    {
      desired: access.desired,
      version: access.desired_version,
      method: access.method,
      fixedAddress: access.ipv4,
      routerId: access.router_id,
      macs: access.macs,
      wasShut: access.purpose !== 'change',
    },
    {
      policyVersion: session.policy_version,
      address: session.framed_ipv4,
      mac: session.mac,
      routerId: session.router_id,
    },
    {
      blockBy: options.blockBy ?? 'disconnect',
      vendor: router?.vendor ?? 'standard',
      hasActiveList: Boolean(options.activeAddressList),
      gardenHasPool: Object.values(options.walledGarden?.lists ?? {}).some((list) => list.pool !== undefined),
    },
  );
}
