/** One menu of a router as it was read. */
export interface ConfigMenu {
  readonly path: string;
  /** A menu of one row, as /system/identity. */
  readonly rows: readonly Readonly<Record<string, string>>[];
}

/**
 * The menus that make up a configuration, in the order of an export. Read one by one over the API, which needs no right to
 * write and leaves no file behind; a menu that a router does not have is passed over.
 */
export const CONFIG_MENUS: readonly string[] = [
  '/certificate',
  '/interface',
  '/interface/bonding',
  '/interface/bridge',
  '/interface/bridge/filter',
  '/interface/bridge/port',
  '/interface/bridge/vlan',
  '/interface/eoip',
  '/interface/ethernet',
  '/interface/gre',
  '/interface/ipip',
  '/interface/l2tp-server/server',
  '/interface/list',
  '/interface/list/member',
  '/interface/ovpn-server/server',
  '/interface/pppoe-client',
  '/interface/pppoe-server/server',
  '/interface/vlan',
  '/interface/vrrp',
  '/interface/wifi',
  '/interface/wireguard',
  '/interface/wireguard/peers',
  '/interface/wireless',
  '/interface/wireless/access-list',
  '/interface/wireless/security-profiles',
  '/ip/address',
  '/ip/arp',
  '/ip/dhcp-client',
  '/ip/dhcp-relay',
  '/ip/dhcp-server',
  '/ip/dhcp-server/lease',
  '/ip/dhcp-server/network',
  '/ip/dhcp-server/option',
  '/ip/dns',
  '/ip/dns/static',
  '/ip/firewall/address-list',
  '/ip/firewall/filter',
  '/ip/firewall/layer7-protocol',
  '/ip/firewall/mangle',
  '/ip/firewall/nat',
  '/ip/firewall/raw',
  '/ip/hotspot',
  '/ip/hotspot/ip-binding',
  '/ip/hotspot/profile',
  '/ip/hotspot/user',
  '/ip/hotspot/user/profile',
  '/ip/hotspot/walled-garden',
  '/ip/hotspot/walled-garden/ip',
  '/ip/ipsec/identity',
  '/ip/ipsec/peer',
  '/ip/ipsec/policy',
  '/ip/ipsec/profile',
  '/ip/ipsec/proposal',
  '/ip/pool',
  '/ip/proxy',
  '/ip/route',
  '/ip/service',
  '/ip/settings',
  '/ip/ssh',
  '/ip/traffic-flow',
  '/ip/traffic-flow/target',
  '/ipv6/address',
  '/ipv6/dhcp-client',
  '/ipv6/dhcp-server',
  '/ipv6/dhcp-server/binding',
  '/ipv6/firewall/address-list',
  '/ipv6/firewall/filter',
  '/ipv6/firewall/mangle',
  '/ipv6/firewall/nat',
  '/ipv6/firewall/raw',
  '/ipv6/nd',
  '/ipv6/nd/prefix',
  '/ipv6/pool',
  '/ipv6/route',
  '/ipv6/settings',
  '/mpls/interface',
  '/mpls/ldp',
  '/ppp/aaa',
  '/ppp/profile',
  '/ppp/secret',
  '/queue/interface',
  '/queue/simple',
  '/queue/tree',
  '/queue/type',
  '/radius',
  '/radius/incoming',
  '/routing/bfd/configuration',
  '/routing/bgp/connection',
  '/routing/bgp/instance',
  '/routing/bgp/network',
  '/routing/bgp/peer',
  '/routing/bgp/template',
  '/routing/filter',
  '/routing/filter/rule',
  '/routing/ospf/area',
  '/routing/ospf/instance',
  '/routing/ospf/interface-template',
  '/routing/ospf/network',
  '/routing/rule',
  '/routing/table',
  '/snmp',
  '/snmp/community',
  '/system/clock',
  '/system/identity',
  '/system/logging',
  '/system/logging/action',
  '/system/ntp/client',
  '/system/ntp/client/servers',
  '/system/ntp/server',
  '/system/routerboard/settings',
  '/system/scheduler',
  '/system/script',
  '/tool/bandwidth-server',
  '/tool/mac-server',
  '/tool/mac-server/mac-winbox',
  '/tool/netwatch',
  '/tool/romon',
  '/user',
  '/user/aaa',
  '/user/group',
];

/** Rows whose place among the others means something. */
const ORDERED: ReadonlySet<string> = new Set([
  '/interface/bridge/filter',
  '/interface/wireless/access-list',
  '/ip/firewall/filter',
  '/ip/firewall/mangle',
  '/ip/firewall/nat',
  '/ip/firewall/raw',
  '/ip/hotspot/walled-garden',
  '/ip/hotspot/walled-garden/ip',
  '/ipv6/firewall/filter',
  '/ipv6/firewall/mangle',
  '/ipv6/firewall/nat',
  '/ipv6/firewall/raw',
  '/queue/simple',
  '/routing/filter',
  '/routing/filter/rule',
  '/routing/rule',
]);

/** What the router counts and observes; it changes without anybody changing it. */
const OBSERVED = [
  /^\./,
  /(^|-)(bytes?|packets?|octets|count|counter|drops?|errors?|rate-actual|uptime|age|expires-after|running|active|invalid)$/,
  /^((rx|tx|fp-rx|fp-tx|queued|last|actual|current)(-|$)|(rate|packet-rate|dropped|total-(bytes|packets|rate|queue|dropped))$)/,
  /^(creation-time|next-run|run-count|date|time|gmt-offset|dst-active|link-downs|slave|status|host-name|blocked|dynamic|inactive|status-.*|since|owner|server-active|cache-used|dynamic-servers|freq-drift|synced-.*|system-offset|expired|bgp|ospf|connect|static|default|builtin|mac-address-actual|bridge-id|debug-info|limit-bytes-total-left)$/,
];

const SECRET =
  /(^|-)(password|secret|passphrase|key|pre-shared-key|psk|private-key|authentication-password|encryption-password)$/;
const NO_SECRET = /^(public-key|host-key-type|radius-mac-.*|default-.*-key-type|key-size|key-usage|key-type)$/;

/** The text of a configuration: menus in their order, fields by the alphabet, rows by the alphabet unless their order means something. */
export function configText(menus: readonly ConfigMenu[]): string {
  const parts: string[] = [];
  for (const { path, rows } of menus) {
    const lines = rows
      .filter((row) => row['dynamic'] !== 'true')
      .map(lineOf)
      .filter((line) => line !== '');
    if (lines.length === 0) continue;
    parts.push(path, ...(ORDERED.has(path) ? lines : lines.sort()));
  }
  return parts.map((line) => `${line}\n`).join('');
}

function lineOf(row: Readonly<Record<string, string>>): string {
  return Object.entries(row)
    .filter(([field, value]) => value !== '' && !OBSERVED.some((pattern) => pattern.test(field)))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([field, value]) => `${field}=${quoted(value)}`)
    .join(' ');
}

function quoted(value: string): string {
  return /^[\w.,:/<>*!%+@-]+$/.test(value) ? value : JSON.stringify(value);
}

/** The same text with every secret covered. */
export function hideSecrets(text: string): string {
  return text
    .split('\n')
    .map((line) =>
      line.startsWith('/')
        ? line
        : line.replace(/(^| )([a-z0-9.-]+)=("(?:[^"\\]|\\.)*"|[^ ]*)/g, (whole, space: string, field: string) =>
            SECRET.test(field) && !NO_SECRET.test(field) ? `${space}${field}=***` : whole,
          ),
    )
    .join('\n');
}
