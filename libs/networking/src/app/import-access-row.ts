import { IsRecordId } from '@demarc/commands';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsString, Matches, MaxLength, ValidateNested } from 'class-validator';

const METHODS = ['pppoe', 'ipoe', 'hotspot', 'static', 'mac'] as const;
const DESIRED = ['open', 'blocked', 'closed'] as const;
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

  @IsIn(DESIRED)
  desired: (typeof DESIRED)[number];

  @IsOptional()
  @IsString()
  @MaxLength(100)
  desiredReason?: string | null;
}

export class ImportAccessesInput {
  @IsArray()
  @ArrayMaxSize(MOST_ROWS)
  @Type(() => ImportAccessRow)
  @ValidateNested({ each: true })
  rows: ImportAccessRow[];
}
