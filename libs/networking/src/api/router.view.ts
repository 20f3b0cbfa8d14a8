import { Field, Int, ObjectType } from '@nestjs/graphql';
import { InstantScalar, RecordIdScalar } from '@demarc/graphql';
import type { FoundRouter } from '../app/routers/list-routers.query.js';
import {
  BlockByEnum,
  type CircuitFrom,
  CircuitFromEnum,
  type LineBy,
  LineByEnum,
  type MessageAuthenticator,
  MessageAuthenticatorEnum,
  type RouterVendor,
  RouterVendorEnum,
} from '../app/routers/router.input.js';
import { RouterModeEnum, RouterShapingEnum } from '../app/routers/router-api.input.js';
import type { RouterId } from '../domain/ids.js';
import { type RouterApiOptions, USUAL_BLOCKED_LIST, USUAL_COMPARE_MINUTES } from '../domain/router-options.js';

@ObjectType('WalledGardenList', { description: 'Reduced access for one kind of refusal.' })
export class WalledGardenListView {
  @Field(() => Int, {
    description:
      '0 unknown login, 1 not active or held, 2 blocked for money or quota, 3 wrong device, 4 wrong password.',
  })
  list: number;

  @Field(() => String, { description: 'The address list on the router.' })
  addressList: string;

  @Field(() => String, { nullable: true, description: 'The pool on the router.' })
  pool: string | null;
}

@ObjectType('WriteWindow', { description: 'Hours in which plans may be written, by the operator’s clock.' })
export class WriteWindowView {
  @Field(() => String, { description: 'From.' })
  from: string;

  @Field(() => String, { description: 'To; before `from` it is on the next day.' })
  to: string;
}

@ObjectType('RouterApiOptions', { description: 'What is kept on a MikroTik router over its API.' })
export class RouterApiOptionsView {
  @Field(() => RouterModeEnum, { description: 'Whether it is written.' })
  mode: RouterApiOptions['mode'];

  @Field(() => RouterShapingEnum, { nullable: true, description: 'Where speeds are kept.' })
  shaping: NonNullable<RouterApiOptions['shaping']> | null;

  @Field(() => Boolean, { description: 'Whether the lists of blocked and open customers are kept beside RADIUS.' })
  keepLists: boolean;

  @Field(() => Int, { description: 'Compared each so many minutes.' })
  compareMinutes: number;

  @Field(() => WriteWindowView, { nullable: true, description: 'Plans are written in these hours only; null: always.' })
  window: WriteWindowView | null;

  @Field(() => Boolean, { description: 'Whether rows that Splynx left become ours.' })
  adoptImported: boolean;

  @Field(() => String, { nullable: true, description: 'Service of PPP secrets.' })
  pppService: 'any' | 'pppoe' | null;

  @Field(() => String, { nullable: true, description: 'Profile where speeds are kept elsewhere.' })
  profile: string | null;

  @Field(() => String, { nullable: true, description: 'The router’s own address in PPP profiles.' })
  localAddress: string | null;

  @Field(() => String, { nullable: true, description: 'The DHCP server of leases.' })
  dhcpServer: string | null;

  @Field(() => String, { nullable: true, description: 'The hotspot of its users.' })
  hotspotServer: string | null;
}

function apiOptionsView(api: RouterApiOptions): RouterApiOptionsView {
  return {
    mode: api.mode,
    shaping: api.shaping ?? null,
    keepLists: api.keepLists ?? false,
    compareMinutes: api.compareMinutes ?? USUAL_COMPARE_MINUTES,
    window: api.window ?? null,
    adoptImported: api.adoptImported ?? false,
    pppService: api.pppService ?? null,
    profile: api.profile ?? null,
    localAddress: api.localAddress ?? null,
    dhcpServer: api.dhcpServer ?? null,
    hotspotServer: api.hotspotServer ?? null,
  };
}

@ObjectType('RouterOptions', { description: 'How a router is treated.' })
export class RouterOptionsView {
  @Field(() => BlockByEnum, { description: 'How running sessions are blocked.' })
  blockBy: 'disconnect' | 'address_list';

  @Field(() => String, { description: 'The list of blocked sessions.' })
  blockedAddressList: string;

  @Field(() => String, { nullable: true, description: 'The list of open sessions.' })
  activeAddressList: string | null;

  @Field(() => Int, { nullable: true, description: 'Sessions end after so many seconds.' })
  sessionTimeoutSeconds: number | null;

  @Field(() => Int, { nullable: true, description: 'Sessions without traffic end after so many seconds.' })
  idleTimeoutSeconds: number | null;

  @Field(() => Boolean, { description: 'Whether a refused login is told why.' })
  explainRejects: boolean;

  @Field(() => LineByEnum, {
    nullable: true,
    description: 'What its requests are recognised by; null: a login, else the line, else the device.',
  })
  lineBy: LineBy | null;

  @Field(() => CircuitFromEnum, { nullable: true, description: 'Where it puts the circuit id; null: where usual.' })
  circuitFrom: CircuitFrom | null;

  @Field(() => [WalledGardenListView], { description: 'Reduced access in place of refused logins; empty: none.' })
  walledGarden: WalledGardenListView[];

  @Field(() => Int, { nullable: true, description: 'Such sessions end after so many seconds.' })
  walledGardenSeconds: number | null;

  @Field(() => RouterApiOptionsView, { nullable: true, description: 'What is kept on it over its API; null: nothing.' })
  api: RouterApiOptionsView | null;
}

@ObjectType('Router', { description: 'A router that asks for logins and is told about sessions.' })
export class RouterView {
  @Field(() => RecordIdScalar, { description: 'Names the router.' })
  id: RouterId;

  @Field(() => String, { description: 'What staff call it.' })
  name: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The partner whose it is; null is everybody’s.' })
  partnerId: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'Where it stands.' })
  locationId: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The site at which it stands.' })
  siteId: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'What all behind it can receive together, kbit/s; null: not known.',
  })
  downloadKbps: number | null;

  @Field(() => Int, { nullable: true, description: 'What all behind it can send together, kbit/s; null: not known.' })
  uploadKbps: number | null;

  @Field(() => RouterVendorEnum, { description: 'Whose words it understands.' })
  vendor: RouterVendor;

  @Field(() => String, { nullable: true, description: 'Model, for people.' })
  model: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Where CoA and Disconnect are sent; null: to where its packets come from.',
  })
  address: string | null;

  @Field(() => [String], { description: 'Addresses and networks that its RADIUS packets come from.' })
  sources: string[];

  @Field(() => MessageAuthenticatorEnum, { description: 'What is asked of the logins that it passes on.' })
  messageAuthenticator: MessageAuthenticator;

  @Field(() => Boolean, {
    description: 'Whether a RADIUS secret is set; the secret itself is read by an act that is logged.',
  })
  hasRadiusSecret: boolean;

  @Field(() => Boolean, { description: 'Whether it is known by a certificate over TLS.' })
  isKnownOverTls: boolean;

  @Field(() => Int, { description: 'Port for CoA and Disconnect.' })
  coaPort: number;

  @Field(() => Int, { description: 'How often its sessions report.' })
  interimSeconds: number;

  @Field(() => RouterOptionsView, { description: 'How it is treated.' })
  options: RouterOptionsView;

  @Field(() => Boolean, { description: 'False when it is retired.' })
  active: boolean;

  @Field(() => InstantScalar, { nullable: true, description: 'When a login last came from it.' })
  lastSeenAt: Date | null;

  @Field(() => InstantScalar, {
    nullable: true,
    description: 'When it last sent a login without Message-Authenticator (CVE-2024-3596).',
  })
  unsignedSeenAt: Date | null;

  @Field(() => Int, { description: 'Sessions that are up on it.' })
  onlineSessions: number;

  @Field(() => InstantScalar, { description: 'When it was added.' })
  createdAt: Date;

  @Field(() => Int, { description: 'Counts the changes; give it when changing.' })
  revision: number;
}

export function routerView({ options, ...router }: FoundRouter): RouterView {
  const lists = Object.entries(options.walledGarden?.lists ?? {});
  return {
    ...router,
    options: {
      blockBy: options.blockBy ?? 'disconnect',
      blockedAddressList: options.blockedAddressList ?? USUAL_BLOCKED_LIST,
      activeAddressList: options.activeAddressList ?? null,
      sessionTimeoutSeconds: options.sessionTimeoutSeconds ?? null,
      idleTimeoutSeconds: options.idleTimeoutSeconds ?? null,
      explainRejects: options.explainRejects ?? true,
      lineBy: options.lineBy ?? null,
      circuitFrom: options.circuitFrom ?? null,
      walledGarden: lists.map(([list, { addressList, pool }]) => ({
        list: Number(list),
        addressList,
        pool: pool ?? null,
      })),
      walledGardenSeconds: options.walledGarden?.sessionTimeoutSeconds ?? null,
      api: options.api ? apiOptionsView(options.api) : null,
    },
  };
}
