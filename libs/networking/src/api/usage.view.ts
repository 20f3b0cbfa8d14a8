import { Field, Int, ObjectType } from '@nestjs/graphql';
import { BigIntScalar, InstantScalar, RecordIdScalar } from '@demarc/graphql';
import type { Partitioned } from '../app/sessions/partitions.js';
import { RecordKindEnum } from './enums.js';

@ObjectType('UsagePoint', { description: 'Usage of one hour, day, month or year.' })
export class UsagePointView {
  @Field(() => InstantScalar, { description: 'Start of the hour, day, month or year.' })
  at: Date;

  @Field(() => BigIntScalar, { description: 'Downloaded by the customer.' })
  downloadOctets: string;

  @Field(() => BigIntScalar, { description: 'Uploaded by the customer.' })
  uploadOctets: string;

  @Field(() => BigIntScalar, { description: 'Time online.' })
  seconds: string;
}

@ObjectType('Usage', { description: 'What was used: by a customer or a service, with a plan, on a router.' })
export class UsageView {
  @Field(() => [UsagePointView], { description: 'In the order of time; stretches without usage are left out.' })
  points: UsagePointView[];

  @Field(() => BigIntScalar, { description: 'Downloaded in all.' })
  downloadOctets: string;

  @Field(() => BigIntScalar, { description: 'Uploaded in all.' })
  uploadOctets: string;

  @Field(() => InstantScalar, { nullable: true, description: 'Usage until then is in it.' })
  countedTo: Date | null;
}

@ObjectType('TopUser', { description: 'A service that used much.' })
export class TopUserView {
  @Field(() => RecordIdScalar, { description: 'The service.' })
  serviceId: string;

  @Field(() => RecordIdScalar, { description: 'The customer.' })
  customerId: string;

  @Field(() => String, { nullable: true, description: 'The login.' })
  login: string | null;

  @Field(() => BigIntScalar, { description: 'Downloaded by the customer.' })
  downloadOctets: string;

  @Field(() => BigIntScalar, { description: 'Uploaded by the customer.' })
  uploadOctets: string;
}

@ObjectType('NetworkRetention', { description: 'How long each kind of record of the network is kept.' })
export class RetentionView {
  @Field(() => Int, { description: 'Days of raw usage, as it was reported.' })
  rawDays: number;

  @Field(() => Int, { description: 'Days of usage by the hour.' })
  hourDays: number;

  @Field(() => Int, { description: 'Months of usage by the day.' })
  dayMonths: number;

  @Field(() => Int, { description: 'Days of sessions that have ended.' })
  sessionDays: number;

  @Field(() => Int, { description: 'Days of the log of logins.' })
  loginDays: number;
}

@ObjectType('StoredRecords', { description: 'What one kind of record takes on the disk.' })
export class StoredRecordsView {
  @Field(() => RecordKindEnum, { description: 'Which.' })
  kind: Partitioned;

  @Field(() => Int, { description: 'In so many partitions; they are dropped as a whole.' })
  partitions: number;

  @Field(() => String, { nullable: true, description: 'The first day of which there is anything.' })
  since: string | null;

  @Field(() => BigIntScalar, { description: 'Octets on the disk.' })
  bytes: string;

  @Field(() => BigIntScalar, { nullable: true, description: 'What a day adds, as the latest full ones show.' })
  bytesADay: string | null;
}

@ObjectType('NetworkRecords', { description: 'How long records of the network are kept, and what they take.' })
export class NetworkRecordsView {
  @Field(() => RetentionView, { description: 'How long.' })
  kept: RetentionView;

  @Field(() => [StoredRecordsView], { description: 'What they take.' })
  stored: StoredRecordsView[];
}
