import type { EventName, NasTypeName } from './templates.graphql';

export const nasTypes: readonly NasTypeName[] = [
  'MIKROTIK',
  'CISCO_IOS',
  'CISCO_IOSXE',
  'JUNIPER',
  'HUAWEI',
  'UBIQUITI',
  'CAMBIUM',
  'ACCEL_PPP',
  'WISPR',
  'STANDARD',
];

export const events: readonly EventName[] = [
  'ACCEPT',
  'BLOCK',
  'RESTORE',
  'FAIR_USE',
  'FAIR_USE_RESTORE',
  'REJECT_0',
  'REJECT_1',
  'REJECT_2',
  'REJECT_3',
  'REJECT_4',
  'STAFF_READ',
  'STAFF_WRITE',
  'STAFF_FULL',
];
