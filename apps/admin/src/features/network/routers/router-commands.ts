export interface RouterFacts {
  /** Address of this installation, as the router reaches it. */
  readonly server: string;
  readonly source: string;
  readonly secret: string;
  readonly coaPort: number;
  readonly interimSeconds: number;
  readonly blockedList: string;
}

/** RouterOS 7: who answers logins, and that sessions may be changed. See docs/connecting-a-mikrotik.md. */
export function radiusCommands({ server, source, secret, coaPort, interimSeconds }: RouterFacts): string {
  return [
    '/radius',
    `add address=${server} secret="${secret}" service=ppp src-address=${source} timeout=1s require-message-auth=yes-for-request-resp`,
    '/radius incoming',
    `set accept=yes port=${coaPort}`,
    '/ppp aaa',
    `set use-radius=yes accounting=yes interim-update=${interimSeconds}s`,
  ].join('\n');
}

export function firewallCommands({ server, coaPort }: RouterFacts): string {
  return [
    '/ip firewall filter',
    `add chain=input protocol=udp dst-port=${coaPort} src-address=${server} action=accept comment="demarc coa"`,
    `add chain=input protocol=udp dst-port=${coaPort} action=drop comment="demarc coa"`,
  ].join('\n');
}

export function pppoeCommands(): string {
  return [
    '/ip pool',
    'add name=customers ranges=100.64.0.2-100.64.255.254',
    '/ppp profile',
    'add name=demarc local-address=100.64.0.1 remote-address=customers only-one=yes change-tcp-mss=yes',
    '/interface pppoe-server server',
    'add service-name=internet interface=bridge-customers default-profile=demarc one-session-per-host=yes \\',
    '    authentication=mschap2,chap,pap disabled=no',
  ].join('\n');
}

export function blockedCommands({ server, blockedList }: RouterFacts): string {
  const from = `src-address-list=${blockedList}`;
  return [
    '/ip firewall address-list',
    `add list=demarc-allowed address=${server} comment="portal"`,
    '/ip firewall filter',
    `add chain=forward ${from} protocol=udp dst-port=53 action=accept comment="demarc blocked: dns" limit=20,40:packet`,
    `add chain=forward ${from} protocol=tcp dst-port=53 action=accept comment="demarc blocked: dns"`,
    `add chain=forward ${from} dst-address-list=demarc-allowed action=accept comment="demarc blocked: pay"`,
    `add chain=forward ${from} action=reject reject-with=icmp-admin-prohibited comment="demarc blocked: the rest"`,
    `add chain=forward dst-address-list=${blockedList} connection-state=new action=drop comment="demarc blocked: the rest"`,
  ].join('\n');
}

/** The same, for routers of other makes. */
export function plainValues({ server, secret, coaPort, interimSeconds }: RouterFacts): string {
  return [
    `Authentication   ${server}:1812/udp`,
    `Accounting       ${server}:1813/udp, interim updates every ${interimSeconds} s`,
    `Secret           ${secret}`,
    `CoA / Disconnect accepted on ${coaPort}/udp from ${server} (RFC 5176)`,
    'Message-Authenticator in every request (RFC 3579, section 3.2)',
  ].join('\n');
}

export interface TlsFacts {
  readonly server: string;
  /** Of its certificate, as the helper has written it. */
  readonly name: string;
  readonly port: number;
  readonly interimSeconds: number;
}

/** RouterOS: the authority, the certificate with its key, and the entry that uses them. It connects to TCP 2083. */
export function radsecCommands({ server, name, interimSeconds }: TlsFacts): string {
  return [
    '/certificate',
    'import file-name=authority.crt passphrase=""',
    `import file-name=${name}.crt passphrase=""`,
    `import file-name=${name}.key passphrase=""`,
    '/radius',
    `add address=${server} protocol=radsec certificate=${name}.crt_0 secret=radsec service=ppp timeout=3s`,
    '/ppp aaa',
    `set use-radius=yes accounting=yes interim-update=${interimSeconds}s`,
  ].join('\n');
}

/** The same, for routers of other makes. */
export function plainTlsValues({ server, name, port, interimSeconds }: TlsFacts): string {
  return [
    `RADIUS over TLS  ${server}:${port}/tcp, logins and accounting on one connection (RFC 6614)`,
    `Accounting       interim updates every ${interimSeconds} s`,
    'Secret           radsec',
    `Certificate      ${name}.crt with ${name}.key`,
    'Authority        authority.crt, which has signed the certificate of the server too',
    'TLS              1.2 or 1.3; the server is to be checked against the authority',
    'Watchdog         Status-Server (RFC 5997), where the router can',
  ].join('\n');
}

/** The first source that is a single address; a network stands for itself. */
export function sourceAddress(sources: readonly string[]): string {
  const single = sources.map((one) => one.replace(/\/(32|128)$/, '')).find((one) => !one.includes('/'));
  return single ?? '0.0.0.0';
}

/** An account with the rights that it needs and no others, reachable from this server alone, over a certificate of the router's own. */
export function accountCommands(server: string): string {
  return [
    '/user group',
    'add name=demarc policy=api,read,write,test,sensitive,!ftp,!telnet,!ssh,!winbox,!web,!reboot,!policy,!password',
    '/user',
    `add name=demarc group=demarc address=${server} password="CHOOSE-A-LONG-PASSWORD"`,
    '/certificate',
    'add name=demarc-api common-name=demarc-api days-valid=3650 key-usage=tls-server',
    'sign demarc-api',
    '/ip service',
    `set api-ssl certificate=demarc-api address=${server} disabled=no`,
    'set api disabled=yes',
  ].join('\n');
}
