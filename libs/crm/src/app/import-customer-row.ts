import { IsListOf, IsLocalDate, IsRecordId } from '@demarc/commands';
import { IsIn, IsISO8601, IsObject, IsOptional, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { CATEGORIES, type CustomerCategory, type Lifecycle, LIFECYCLES } from '../domain/customer-lifecycle.js';
import type { CustomerId, LocationId, PartnerId } from '../domain/ids.js';
import { IsCountry, IsGps, IsLogin } from './contact-lists.js';
import { MOST_IMPORT_ROWS } from './import-outcome.js';

const LONG_TEXT = 2_000;

/** A customer as another system has it. Contact data is taken as it stands; it was checked by the mapping. */
export class ImportCustomerRow {
  @IsRecordId()
  id: CustomerId;

  @IsRecordId()
  partnerId: PartnerId;

  @IsOptional()
  @IsRecordId()
  locationId?: LocationId | null;

  /** A main account that is there already, or earlier in the same batch. */
  @IsOptional()
  @IsRecordId()
  parentCustomerId?: CustomerId | null;

  /** The number that people know from the other system. */
  @Matches(/^[1-9]\d{0,17}$/, { message: '$property must be a whole number above zero, as text' })
  number: string;

  @IsIn(CATEGORIES)
  category: CustomerCategory;

  @IsString()
  @MinLength(1)
  @MaxLength(LONG_TEXT)
  name: string;

  @IsOptional()
  @IsLogin()
  login?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(LONG_TEXT)
  email?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(LONG_TEXT)
  billingEmail?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(LONG_TEXT)
  phones?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(LONG_TEXT)
  street?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(LONG_TEXT)
  city?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(LONG_TEXT)
  zip?: string | null;

  @IsOptional()
  @IsCountry()
  country?: string | null;

  @IsOptional()
  @IsGps()
  gps?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(LONG_TEXT)
  contactPerson?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(LONG_TEXT)
  companyNumber?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(LONG_TEXT)
  vatId?: string | null;

  @IsOptional()
  @IsLocalDate()
  bornOn?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(LONG_TEXT)
  identityDocument?: string | null;

  @IsIn(LIFECYCLES)
  lifecycle: Lifecycle;

  /** Values as text are read by the type of the field; those that do not fit are listed in the outcome. */
  @IsOptional()
  @IsObject()
  customFields?: Record<string, unknown>;

  /** When the customer was added to the other system. */
  @IsOptional()
  @IsISO8601({ strict: true })
  createdAt?: string;

  @IsOptional()
  @IsString()
  @MaxLength(200)
  addedByName?: string;
}

export class ImportCustomersInput {
  @IsListOf(() => ImportCustomerRow, { most: MOST_IMPORT_ROWS })
  rows: ImportCustomerRow[];
}
