import { IsListOf, IsLocalDate, IsRecordId } from '@demarc/commands';
import type { LocalDate } from '@demarc/kernel';
import { IsBoolean, IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import type { CustomerStatus, ServiceStatus } from '../../domain/desired-access.js';

const METHODS = ['pppoe', 'ipoe', 'hotspot', 'static', 'mac'] as const;
const SERVICE_STATUSES = [
  'pending',
  'active',
  'paused',
  'disabled',
  'archived',
] as const satisfies readonly ServiceStatus[];
const CUSTOMER_STATUSES = ['new', 'active', 'blocked', 'inactive'] as const satisfies readonly CustomerStatus[];
const ASSIGNMENTS = ['none', 'permanent', 'pool'] as const;
const MOST_ROWS = 500;

export class ImportAccessRow {
  /** The internet service that it belongs to. */
  @IsRecordId()
  id: string;

  @IsRecordId()
  customerId: string;

  @IsRecordId()
  partnerId: string;

  @IsRecordId()
  planId: string;

  @IsIn(METHODS)
  method: (typeof METHODS)[number];

  @IsOptional()
  @IsString()
  @MaxLength(253)
  login?: string | null;

  /** Sealed at once; never stored or logged as it is. */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  password?: string | null;

  @IsOptional()
  @IsRecordId()
  routerId?: string | null;

  @IsIn(ASSIGNMENTS)
  ipv4Assignment: (typeof ASSIGNMENTS)[number];

  @IsOptional()
  @IsString()
  @MaxLength(64)
  ipv4?: string | null;

  @IsOptional()
  @IsRecordId()
  poolId?: string | null;

  @IsString({ each: true })
  routes: string[];

  @IsOptional()
  @IsString()
  @MaxLength(64)
  ipv6Prefix?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(64)
  delegatedPrefix?: string | null;

  @Matches(/^([0-9A-F]{2}:){5}[0-9A-F]{2}$/, { each: true })
  macs: string[];

  /** What the access node says of its line (DHCP option 82): text, or `0x` and hexadecimal digits. */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  circuitId?: string | null;

  /** With the circuit id, in the same spelling; none: any. */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  remoteId?: string | null;

  @IsOptional()
  @IsRecordId()
  sectorId?: string | null;

  @IsIn(SERVICE_STATUSES)
  serviceStatus: ServiceStatus;

  @IsLocalDate()
  startsOn: LocalDate;

  /** The last day of service. */
  @IsOptional()
  @IsLocalDate()
  endsOn?: LocalDate | null;

  @IsIn(CUSTOMER_STATUSES)
  customerStatus: CustomerStatus;

  /** A person closed the customer's access. */
  @IsBoolean()
  isHeld: boolean;
}

export class ImportAccessesInput {
  @IsListOf(() => ImportAccessRow, { most: MOST_ROWS })
  rows: ImportAccessRow[];
}
