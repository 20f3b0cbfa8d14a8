import type { Sql } from '@demarc/persistence';
import { type PlainDetails, refuseTakenDevices, refuseTakenLine } from './access-checks.js';
import type { ChangeAccessInput } from './access.input.js';
import type { DeviceRule } from './access-row.js';

export interface KnownLine {
  readonly serviceId: string;
  readonly method: string;
  readonly routerId: string | null;
  readonly circuitId: string | null;
  readonly remoteId: string | null;
  readonly deviceRule: DeviceRule;
  readonly macs: readonly string[];
  readonly macLogin: boolean;
}

/** What changes about the line that an access is known by, and about the device on it. Refuses a line or a device that another service has. */
export async function lineColumns(
  sql: Sql,
  input: ChangeAccessInput,
  plain: PlainDetails,
  access: KnownLine,
): Promise<Record<string, unknown>> {
  const columns: Record<string, unknown> = {};
  if (plain.circuitId !== undefined) columns['circuit_id'] = plain.circuitId;
  if (plain.remoteId !== undefined) columns['remote_id'] = plain.remoteId;
  if (input.deviceRule !== undefined) columns['device_rule'] = input.deviceRule;
  if (input.macLogin !== undefined) columns['mac_login'] = input.macLogin;
  const { circuitId = access.circuitId, remoteId = access.remoteId } = plain;
  const { method = access.method, routerId = access.routerId, deviceRule = access.deviceRule } = input;
  await refuseTakenLine(sql, { serviceId: access.serviceId, method, routerId, circuitId, remoteId });
  if (
    [input.method, plain.macs, input.macLogin, plain.circuitId, plain.remoteId].some((given) => given !== undefined)
  ) {
    const { macs = access.macs } = plain;
    const { macLogin = access.macLogin } = input;
    await refuseTakenDevices(sql, { serviceId: access.serviceId, method, macs, macLogin, circuitId, remoteId });
  }
  const isAnotherLine = circuitId !== access.circuitId || remoteId !== access.remoteId;
  if (isAnotherLine || input.acceptDevice)
    Object.assign(columns, { line_mac_before: null, refused_mac: null, refused_mac_at: null });
  // The next device that comes up is the one that is bound.
  if (isAnotherLine || (input.acceptDevice && deviceRule === 'pin')) columns['line_mac'] = null;
  return columns;
}
