import { Field, Int, ObjectType } from '@nestjs/graphql';
import { InstantScalar, JsonScalar, RecordIdScalar } from '@demarc/graphql';
import {
  AccessMethodEnum,
  type AccessMethodName,
  DeviceRuleEnum,
  Ipv4AssignmentEnum,
} from '../app/access/access.input.js';
import type { DeviceRule } from '../app/access/access-row.js';
import { FairUseInput } from '../app/policies/fair-use.input.js';
import { HoursRateInput } from '../app/policies/policy-parts.input.js';
import { QuotaInput } from '../app/policies/quota.input.js';
import { AccessStateEnum, ConnectionStateEnum } from './enums.js';

@ObjectType('Burst', { description: 'More speed for short downloads.' })
export class BurstView {
  @Field(() => Int, { description: 'Download while bursting, kbit/s.' })
  downloadKbps: number;

  @Field(() => Int, { description: 'Upload while bursting, kbit/s.' })
  uploadKbps: number;

  @Field(() => Int, { description: 'Average download above which bursting stops.' })
  thresholdDownloadKbps: number;

  @Field(() => Int, { description: 'Average upload above which bursting stops.' })
  thresholdUploadKbps: number;

  @Field(() => Int, { description: 'Over how many seconds the average is taken.' })
  seconds: number;
}

@ObjectType('RelativeBurst', { description: 'More speed for short downloads, in proportion to the speed that holds.' })
export class RelativeBurstView {
  @Field(() => Int, { description: 'So many percent above the speed.' })
  limitPercent: number;

  @Field(() => Int, { description: 'Bursting stops when the average is above so many percent of the speed.' })
  thresholdPercent: number;

  @Field(() => Int, { description: 'Over how many seconds the average is taken.' })
  seconds: number;
}

@ObjectType('GuaranteedRates', { description: 'Speed that is kept free for a customer.' })
export class GuaranteedRatesView {
  @Field(() => Int, { description: 'Download, kbit/s.' })
  downloadKbps: number;

  @Field(() => Int, { description: 'Upload, kbit/s.' })
  uploadKbps: number;
}

@ObjectType('AccessPolicy', { description: 'What a plan means on the wire.' })
export class AccessPolicyView {
  @Field(() => RecordIdScalar, { description: 'The plan.' })
  planId: string;

  @Field(() => Int, { description: 'Download as the customer sees it, kbit/s.' })
  downloadKbps: number;

  @Field(() => Int, { description: 'Upload as the customer sees it, kbit/s.' })
  uploadKbps: number;

  @Field(() => Int, { nullable: true, description: 'Guaranteed share of the speed.' })
  guaranteedPercent: number | null;

  @Field(() => GuaranteedRatesView, { nullable: true, description: 'Guaranteed rates of their own.' })
  guaranteedRates: GuaranteedRatesView | null;

  @Field(() => Int, { description: 'How many customers share the speed.' })
  contention: number;

  @Field(() => Int, { description: 'Queue priority, 1 (first) to 8.' })
  priority: number;

  @Field(() => BurstView, { nullable: true, description: 'More speed for short downloads.' })
  burst: BurstView | null;

  @Field(() => RelativeBurstView, { nullable: true, description: 'Burst in proportion to the speed.' })
  relativeBurst: RelativeBurstView | null;

  @Field(() => [HoursRateInput], { description: 'Other speeds at some hours.' })
  hours: HoursRateInput[];

  @Field(() => FairUseInput, { nullable: true, description: 'Fair use; null: there is none.' })
  fairUse: FairUseInput | null;

  @Field(() => QuotaInput, { nullable: true, description: 'The quota; null: there is none.' })
  quota: QuotaInput | null;

  @Field(() => String, { nullable: true, description: 'Name of the download policy on Cisco and Juniper devices.' })
  downloadProfile: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the upload policy on Cisco and Juniper devices.' })
  uploadProfile: string | null;

  @Field(() => Int, { description: 'Counts the changes.' })
  version: number;

  @Field(() => InstantScalar, { description: 'When it was last changed.' })
  changedAt: Date;
}

@ObjectType('Access', { description: 'The network side of a service.' })
export class AccessView {
  @Field(() => RecordIdScalar, { description: 'The service.' })
  serviceId: string;

  @Field(() => RecordIdScalar, { description: 'Whose it is.' })
  customerId: string;

  @Field(() => AccessMethodEnum, { description: 'How the device gets onto the network.' })
  method: AccessMethodName;

  @Field(() => String, { nullable: true, description: 'The network login.' })
  login: string | null;

  @Field(() => Boolean, { description: 'Whether a password is set; it is read by an act that is logged.' })
  hasPassword: boolean;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The only router that it may come from; null: any.' })
  routerId: string | null;

  @Field(() => Ipv4AssignmentEnum, { description: 'Where the IPv4 address comes from.' })
  ipv4Assignment: 'none' | 'permanent' | 'pool';

  @Field(() => String, { nullable: true, description: 'The permanent address.' })
  ipv4: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The pool.' })
  poolId: string | null;

  @Field(() => [String], { description: 'Further networks routed to the customer.' })
  routes: string[];

  @Field(() => String, { nullable: true, description: 'IPv6 prefix of the line.' })
  ipv6Prefix: string | null;

  @Field(() => String, { nullable: true, description: 'IPv6 prefix delegated to the customer’s router.' })
  delegatedPrefix: string | null;

  @Field(() => [String], { description: 'Allowed devices; any when empty.' })
  macs: string[];

  @Field(() => Boolean, { description: 'Hotspot: the devices log in by their MAC address alone.' })
  macLogin: boolean;

  @Field(() => String, { nullable: true, description: 'The circuit id that the access node sends (DHCP option 82).' })
  circuitId: string | null;

  @Field(() => String, { nullable: true, description: 'The remote id that the access node sends.' })
  remoteId: string | null;

  @Field(() => DeviceRuleEnum, { description: 'What happens when another device comes up on the line.' })
  deviceRule: DeviceRule;

  @Field(() => String, { nullable: true, description: 'The device that was last let in on the line.' })
  lineDevice: string | null;

  @Field(() => InstantScalar, { nullable: true, description: 'Since when it is there.' })
  lineDeviceAt: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'The device before it, until staff have said that the change is right.',
  })
  lineDeviceBefore: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Of a bound line: the other device that was last refused there; null when staff have allowed another one since.',
  })
  refusedDevice: string | null;

  @Field(() => InstantScalar, { nullable: true, description: 'When that was.' })
  refusedDeviceAt: Date | null;

  @Field(() => Int, { nullable: true, description: 'Sessions at once; null: no limit.' })
  simultaneousUse: number | null;

  @Field(() => AccessStateEnum, { description: 'What the network should do.' })
  desired: 'open' | 'blocked' | 'closed';

  @Field(() => String, {
    nullable: true,
    description: 'Why it is not open: balance, hold, quota, service_paused, customer_inactive and so on.',
  })
  reason: string | null;

  @Field(() => InstantScalar, { description: 'Since when.' })
  desiredAt: Date;

  @Field(() => String, {
    nullable: true,
    description: 'What asked for it: the name of an event, or of what staff did.',
  })
  cause: string | null;

  @Field(() => Boolean, { description: 'Whether every router has done as told.' })
  isConverged: boolean;

  @Field(() => InstantScalar, { nullable: true, description: 'When they last had.' })
  convergedAt: Date | null;

  @Field(() => Boolean, { description: 'A router did not obey, three rounds long.' })
  isDrift: boolean;

  @Field(() => Boolean, {
    description: 'It would be shut, but too many were at once: a person has to say that it is meant.',
  })
  isClosingHeld: boolean;

  @Field(() => JsonScalar, { nullable: true, description: 'What another system had here and could not be taken over.' })
  imported: Readonly<Record<string, unknown>> | null;

  @Field(() => Int, { description: 'Counts the changes; give it when changing.' })
  revision: number;

  @Field(() => String, {
    description:
      'Where its speed stands, in words: in the answer to each login, or in a queue on its router; never in both.',
  })
  speed: string;
}

@ObjectType('Connection', { description: 'Why a connection is, or is not, working.' })
export class ConnectionView {
  @Field(() => RecordIdScalar, { description: 'The service.' })
  serviceId: string;

  @Field(() => String, { nullable: true, description: 'Its network login.' })
  login: string | null;

  @Field(() => ConnectionStateEnum, { description: 'How it stands.' })
  state: 'working' | 'on_its_way' | 'offline' | 'refused' | 'blocked' | 'closed';

  @Field(() => String, { description: 'In words.' })
  sentence: string;

  @Field(() => String, { nullable: true, description: 'What to do next.' })
  advice: string | null;

  @Field(() => InstantScalar, { nullable: true, description: 'Since when it is online.' })
  onlineSince: Date | null;

  @Field(() => InstantScalar, {
    nullable: true,
    description: 'When a login was last refused, within the 7 days that are kept.',
  })
  lastRejectAt: Date | null;

  @Field(() => String, { nullable: true, description: 'Why.' })
  lastRejectCode: string | null;

  @Field(() => InstantScalar, { nullable: true, description: 'When a login was last accepted.' })
  lastAcceptAt: Date | null;
}
