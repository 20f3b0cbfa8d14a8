/** The makes of device that are answered in words of their own. */
export const NAS_TYPES = [
  'mikrotik',
  'cisco_ios',
  'cisco_iosxe',
  'juniper',
  'huawei',
  'ubiquiti',
  'cambium',
  'accel_ppp',
  'wispr',
  'standard',
] as const;
export type NasType = (typeof NAS_TYPES)[number];

/** When a device is told something: at a login, in a running session (CoA), in place of a reject, to staff on the device itself. */
export const REPLY_EVENTS = [
  'accept',
  'block',
  'restore',
  'fair_use',
  'fair_use_restore',
  'reject_0',
  'reject_1',
  'reject_2',
  'reject_3',
  'reject_4',
  'staff_read',
  'staff_write',
  'staff_full',
] as const;
export type ReplyEvent = (typeof REPLY_EVENTS)[number];

/** What an operator has written in place of the usual answer. */
export interface ReplyTemplate {
  readonly id: string;
  readonly nasType: NasType;
  readonly event: ReplyEvent;
  /** The partner whose customers get it; absent: everybody who has none of their own. */
  readonly partnerId?: string;
  /** Lines of `Attribute-Name = value`, in Liquid. */
  readonly source: string;
}

/** What is wrong with a template, and where. */
export interface LineFault {
  readonly line: number;
  readonly code: LineFaultCode;
  readonly message: string;
}

export type LineFaultCode =
  | 'not_liquid'
  | 'not_a_line'
  | 'unknown_attribute'
  | 'reserved_attribute'
  | 'unknown_variable'
  | 'unknown_filter'
  | 'bad_value'
  | 'too_long';
