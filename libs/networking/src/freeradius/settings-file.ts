import type { NasEntry } from '../radius/index.js';
import { clientName } from './rendered-login.js';

/** What differs from installation to installation; the rest of the configuration is the same everywhere. */
export interface FreeradiusSettings {
  /** The address that FreeRADIUS listens on. */
  readonly listen: string;
  readonly rest?: {
    readonly uri: string;
    readonly user: string;
    readonly password: string;
    readonly authPort: number;
    readonly acctPort: number;
  };
  readonly sql?: {
    /** `host=… port=… dbname=… user=… password=…` */
    readonly database: string;
    readonly authPort: number;
    readonly acctPort: number;
  };
  /** Where mods, sites and policy lie, where FreeRADIUS may write, and where its own configuration is. */
  readonly folder: string;
  readonly state: string;
  readonly stock: string;
  readonly certificate: { readonly key: string; readonly file: string };
  /** Written into the file where rlm_sql does not read them. */
  readonly routers: readonly NasEntry[];
}

/** Logins are compared without regard to case by an extension that lies in the schema `public`. */
const SEARCH_PATH = `options='-c search_path=radius,public'`;

/** `demarc.conf`: everything that the shipped configuration leaves open. It holds secrets, and so is nobody's to read but FreeRADIUS'. */
export function settingsFile(settings: FreeradiusSettings): string {
  const { listen, rest, sql, folder, state, stock, certificate, routers } = settings;
  const lines: (readonly [string, string | number])[] = [
    ['demarc_listen', listen],
    ['demarc_state', state],
    ['demarc_stock', stock],
    ['demarc_mods', `${folder}/mods`],
    ['demarc_policy', `${folder}/policy`],
    ['demarc_sites', `${folder}/sites`],
    ['demarc_eap_key', certificate.key],
    ['demarc_eap_certificate', certificate.file],
  ];
  if (rest)
    lines.push(
      ['demarc_rest_uri', rest.uri],
      ['demarc_rest_user', rest.user],
      ['demarc_rest_password', rest.password],
      ['demarc_rest_auth_port', rest.authPort],
      ['demarc_rest_acct_port', rest.acctPort],
    );
  if (sql)
    lines.push(
      ['demarc_database', `${sql.database} ${SEARCH_PATH}`],
      ['demarc_sql_auth_port', sql.authPort],
      ['demarc_sql_acct_port', sql.acctPort],
      ['demarc_read_clients', routers.length > 0 ? 'no' : 'yes'],
    );
  return `${[...lines.map(([name, value]) => `${name} = ${configured(value)}`), ...routers.flatMap(clientsOf)].join('\n')}\n`;
}

function clientsOf(nas: NasEntry): readonly string[] {
  const name = clientName(nas);
  return nas.addresses.map(
    (address, at) =>
      `client ${at === 0 ? name : `${name}-${at + 1}`} {\n\tipaddr = ${address}\n\tsecret = ${configured(nas.secret.toString())}\n\tshortname = ${name}\n\tnas_type = other\n}`,
  );
}

/** In double quotes FreeRADIUS expands `${…}` and reads backslashes. */
function configured(value: string | number): string {
  if (typeof value === 'number') return String(value);
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('$', '\\$')}"`;
}
