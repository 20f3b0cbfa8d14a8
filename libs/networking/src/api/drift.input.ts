import { Field, InputType } from '@nestjs/graphql';
import { IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { IsBase64, IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { RouterWayEnum } from '../app/drift/set-router-keeping.js';
import { RouterShapingEnum } from '../app/routers/router-api.input.js';

@InputType({ description: 'An export file of a router.' })
export class CompareRouterExportInput {
  @Field(() => RecordIdScalar, { description: 'The router.' })
  @IsRecordId()
  routerId: string;

  @Field(() => String, { description: 'The file in base64; up to 8 MB.' })
  @IsBase64()
  @MaxLength(12_000_000)
  file: string;

  @Field(() => String, {
    nullable: true,
    description: 'How letters beyond ASCII are to be read, as windows-1250; found out when left out.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  codePage?: string;

  @Field(() => RouterWayEnum, {
    nullable: true,
    description: 'How customers would get onto the network; as it is set when left out.',
  })
  @IsOptional()
  @IsIn(Object.values(RouterWayEnum))
  way?: 'radius' | 'ppp_secrets' | 'dhcp_leases' | 'hotspot_users' | 'ip_mac_filter' | 'none';

  @Field(() => RouterShapingEnum, {
    nullable: true,
    description: 'Where speeds would be kept; as it is set when left out.',
  })
  @IsOptional()
  @IsIn(Object.values(RouterShapingEnum))
  shaping?: 'none' | 'session' | 'simple_queue' | 'simple_queue_tree' | 'pcq';
}
