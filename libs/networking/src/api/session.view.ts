import { Field, ObjectType } from '@nestjs/graphql';
import { BigIntScalar, InstantScalar, pageOf, RecordIdScalar } from '@demarc/graphql';
import { SessionEndEnum } from './enums.js';

@ObjectType('Session', { description: 'One login on the network, running or past.' })
export class SessionView {
  @Field(() => String, { description: 'Names the session.' })
  key: string;

  @Field(() => String, { description: 'The router’s own name for it.' })
  sessionId: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The service; null when its login is nobody’s.' })
  serviceId: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The customer.' })
  customerId: string | null;

  @Field(() => RecordIdScalar, { description: 'The router.' })
  routerId: string;

  @Field(() => String, { description: 'The router’s name.' })
  routerName: string;

  @Field(() => String, { nullable: true, description: 'The login.' })
  login: string | null;

  @Field(() => String, { nullable: true, description: 'The IPv4 address.' })
  ipv4: string | null;

  @Field(() => String, { nullable: true, description: 'The IPv6 prefix.' })
  ipv6: string | null;

  @Field(() => String, { nullable: true, description: 'The delegated IPv6 prefix.' })
  delegatedPrefix: string | null;

  @Field(() => String, { nullable: true, description: 'The device.' })
  mac: string | null;

  @Field(() => String, { nullable: true, description: 'The port or interface on the router.' })
  nasPort: string | null;

  @Field(() => InstantScalar, { description: 'When it began.' })
  startedAt: Date;

  @Field(() => InstantScalar, { description: 'When it was last heard of.' })
  lastHeardAt: Date;

  @Field(() => InstantScalar, { nullable: true, description: 'When it ended; null while it runs.' })
  endedAt: Date | null;

  @Field(() => SessionEndEnum, { nullable: true, description: 'How it ended.' })
  endedAs: 'stop' | 'lost' | 'nas_restart' | 'replaced' | null;

  @Field(() => String, { nullable: true, description: 'What the router gave as the cause (RFC 2866 §5.10).' })
  terminateCause: string | null;

  @Field(() => BigIntScalar, { description: 'How long it ran.' })
  seconds: string;

  @Field(() => BigIntScalar, { description: 'Downloaded by the customer.' })
  downloadOctets: string;

  @Field(() => BigIntScalar, { description: 'Uploaded by the customer.' })
  uploadOctets: string;

  @Field(() => BigIntScalar, { nullable: true, description: 'Download between the last two reports, in bit/s.' })
  downloadBps: string | null;

  @Field(() => BigIntScalar, { nullable: true, description: 'Upload between the last two reports, in bit/s.' })
  uploadBps: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it runs on what is desired; null when that cannot be told.',
  })
  isUpToDate: boolean | null;
}

export const SessionPage = pageOf(SessionView, 'Session');
