import { Field, Float, InputType, Int } from '@nestjs/graphql';
import { IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';

/** Two terabits. */
export const MOST_KBPS = 2_000_000_000;

@InputType({ description: 'A place where equipment stands. Left out, a field stays as it is.' })
export class SaveSiteInput {
  @Field(() => RecordIdScalar, { nullable: true, description: 'Which site; left out, a new one.' })
  @IsOptional()
  @IsRecordId()
  siteId?: string;

  @Field(() => Int, { nullable: true, description: 'The revision that was seen; needed to change one.' })
  @IsOptional()
  @IsInt()
  revision?: number;

  @Field(() => String, { description: 'The name, unique among the sites in use.' })
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The partner whose it is; left out, everybody’s.' })
  @IsOptional()
  @IsRecordId()
  partnerId?: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The location that it belongs to.' })
  @IsOptional()
  @IsRecordId()
  locationId?: string | null;

  @Field(() => String, { nullable: true, description: 'The postal address, or how to get there.' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  address?: string;

  @Field(() => Float, { nullable: true, description: 'Degrees north.' })
  @IsOptional()
  @IsNumber()
  @Min(-90)
  @Max(90)
  latitude?: number | null;

  @Field(() => Float, { nullable: true, description: 'Degrees east.' })
  @IsOptional()
  @IsNumber()
  @Min(-180)
  @Max(180)
  longitude?: number | null;

  @Field(() => String, { nullable: true, description: 'What to know: keys, power, contacts.' })
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  notes?: string;

  @Field(() => Int, { nullable: true, description: 'What the site can receive in all, in kbit/s; null: not known.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST_KBPS)
  downloadKbps?: number | null;

  @Field(() => Int, { nullable: true, description: 'What the site can send in all, in kbit/s; null: not known.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST_KBPS)
  uploadKbps?: number | null;
}

@InputType({ description: 'A part of a site that customers hang on: a radio sector, a PON port, a switch.' })
export class SaveSectorInput {
  @Field(() => RecordIdScalar, { nullable: true, description: 'Which sector; left out, a new one.' })
  @IsOptional()
  @IsRecordId()
  sectorId?: string;

  @Field(() => Int, { nullable: true, description: 'The revision that was seen; needed to change one.' })
  @IsOptional()
  @IsInt()
  revision?: number;

  @Field(() => RecordIdScalar, { description: 'The site that it is a part of.' })
  @IsRecordId()
  siteId: string;

  @Field(() => String, { description: 'The name, unique at its site.' })
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The router that its customers come through.' })
  @IsOptional()
  @IsRecordId()
  routerId?: string | null;

  @Field(() => String, { nullable: true, description: 'Its interface on that router.' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  interfaceName?: string | null;

  @Field(() => Int, { nullable: true, description: 'What all its customers can receive together, in kbit/s.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST_KBPS)
  downloadKbps?: number | null;

  @Field(() => Int, { nullable: true, description: 'What all its customers can send together, in kbit/s.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST_KBPS)
  uploadKbps?: number | null;
}

@InputType({ description: 'Which site or sector.' })
export class SiteStepInput {
  @Field(() => RecordIdScalar, { description: 'The site or sector.' })
  @IsRecordId()
  id: string;
}

@InputType({ description: 'Puts services on a sector, or takes them off.' })
export class PutOnSectorInput {
  @Field(() => RecordIdScalar, { nullable: true, description: 'The sector; left out, they are taken off theirs.' })
  @IsOptional()
  @IsRecordId()
  sectorId?: string | null;

  @Field(() => [RecordIdScalar], { description: 'The services.' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @IsRecordId({ each: true })
  serviceIds: string[];
}
