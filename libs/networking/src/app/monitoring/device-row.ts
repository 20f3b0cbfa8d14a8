import type { SnmpAuth, SnmpCredentials, SnmpPrivacy } from '../../snmp/index.js';

export interface DeviceRow {
  readonly id: string;
  readonly partner_id: string | null;
  readonly parent_id: string | null;
  readonly name: string;
  readonly address: string;
  readonly ping: boolean;
  readonly snmp: 'none' | 'v2c' | 'v3';
  readonly snmp_port: number;
  readonly snmp_user: string | null;
  readonly snmp_auth: SnmpAuth | null;
  readonly snmp_privacy: SnmpPrivacy | null;
  readonly snmp_secrets: Buffer | null;
  readonly poll_seconds: number;
  readonly interfaces: boolean;
  readonly state: 'unknown' | 'up' | 'down';
  readonly state_since: Date | null;
  readonly failures: number;
  readonly uptime_seconds: string | null;
}

export const DEVICE_COLUMNS = `id, partner_id, parent_id, name, host(address) AS address, ping, snmp, snmp_port, snmp_user, snmp_auth, snmp_privacy,
  snmp_secrets, poll_seconds, interfaces, state, state_since, failures, uptime_seconds`;

export function snmpBinding(deviceId: string): string {
  return `device:${deviceId}:snmp`;
}

/** What is sealed with a device: the community, or the keys of the user. */
export interface SnmpSecrets {
  readonly community?: string;
  readonly authKey?: string;
  readonly privacyKey?: string;
}

export function credentialsOf(
  device: Pick<DeviceRow, 'snmp' | 'snmp_user' | 'snmp_auth' | 'snmp_privacy'>,
  sealed: string,
): SnmpCredentials {
  const secrets = JSON.parse(sealed) as SnmpSecrets;
  if (device.snmp === 'v2c') return { version: 'v2c', community: secrets.community ?? '' };
  return {
    version: 'v3',
    user: device.snmp_user ?? '',
    auth: device.snmp_auth ?? 'none',
    authKey: secrets.authKey ?? '',
    privacy: device.snmp_privacy ?? 'none',
    privacyKey: secrets.privacyKey ?? '',
  };
}
