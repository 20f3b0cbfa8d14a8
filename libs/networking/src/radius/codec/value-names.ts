/** Names for numbers, as FreeRADIUS' dictionaries have them, of the attributes that operators write by name. */
const NAMES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'Service-Type': {
    'Login-User': 1,
    'Framed-User': 2,
    'Callback-Login-User': 3,
    'Callback-Framed-User': 4,
    'Outbound-User': 5,
    'Administrative-User': 6,
    'NAS-Prompt-User': 7,
    'Authenticate-Only': 8,
    'Call-Check': 10,
  },
  'Framed-Protocol': { PPP: 1, SLIP: 2, GPRS: 7 },
  'Termination-Action': { Default: 0, 'RADIUS-Request': 1 },
  'NAS-Port-Type': {
    Async: 0,
    ISDN: 2,
    Virtual: 5,
    Ethernet: 15,
    xDSL: 16,
    Cable: 17,
    'Wireless-802.11': 19,
    PPPoEoA: 30,
    PPPoEoE: 31,
    PPPoEoVLAN: 32,
    PPPoEoQinQ: 33,
  },
  'Tunnel-Type': { PPTP: 1, L2F: 2, L2TP: 3, GRE: 10, VLAN: 13 },
  'Tunnel-Medium-Type': { IPv4: 1, IPv6: 2, 'IEEE-802': 6 },
  'Cambium-ePMP-UserLevel': { Install: 2, Admin: 3, User: 4, 'Read-Only': 5 },
  'Motorola-Canopy-UserLevel': { Technician: 1, Installer: 2, Administrator: 3 },
};

const byName = new Map(
  Object.entries(NAMES).map(([attribute, values]) => [
    attribute,
    new Map(Object.entries(values).map(([name, number]) => [name.toLowerCase(), number])),
  ]),
);

/** The number that a name stands for in this attribute. */
export function valueByName(attribute: string, name: string): number | undefined {
  return byName.get(attribute)?.get(name.toLowerCase());
}

/** The name of a number, where it has one that people know. */
export function nameOfValue(attribute: string, number: number): string | undefined {
  return Object.entries(NAMES[attribute] ?? {}).find(([, value]) => value === number)?.[0];
}
