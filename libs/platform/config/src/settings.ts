/** How a Demarc process is set up. Read once from the environment; every fault is listed at once. */
export interface Settings {
  readonly environment: 'production' | 'development' | 'test';
  readonly host: string;
  readonly port: number;
  /** True when PORT was given: then a taken port is a fault, else the next free one is used. */
  readonly portIsFixed: boolean;
  readonly dataDir: string;
  readonly radiusAuthPort: number;
  readonly radiusAcctPort: number;
  /** Where FreeRADIUS asks by HTTP (rlm_rest), on the same address. Without it nobody listens there. */
  readonly radiusRestPort: number | undefined;
  /** Where routers connect by RADIUS over TLS (RFC 6614 says 2083), on the same address. Without it nobody listens there. */
  readonly radiusTlsPort: number | undefined;
  /** PEM files; without them what `demarc radsec` made in the data folder. They are read again when they change. */
  readonly radiusTlsCertificate: string | undefined;
  readonly radiusTlsKey: string | undefined;
  /** Whose signature makes a name in a certificate of a router believed. */
  readonly radiusTlsAuthority: string | undefined;
  /** Which of its certificates that authority has revoked (CRL, PEM or DER). */
  readonly radiusTlsRevoked: string | undefined;
  /** Address on which the radius role listens. Routers must reach it, so an operator sets it beside HOST. */
  readonly radiusHost: string;
  /** Where customers in a walled garden are answered: port of the notice of list 0, the four after it for lists 1 to 4. Absent: nowhere. */
  readonly noticePort: number | undefined;
  readonly noticeHost: string;
  /** External PostgreSQL, as the owner of the schemas. Without it the embedded server is started. */
  readonly databaseUrl: string | undefined;
  /** The service role, which owns nothing. Without it the owner's connection takes the role `demarc_app`. */
  readonly appDatabaseUrl: string | undefined;
  readonly databasePool: number;
  readonly demo: boolean;
  /** The address that people use, when a reverse proxy stands in front. Decides Secure cookies and links in mails. */
  readonly publicUrl: string | undefined;
  readonly trustProxy: boolean;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug';
  /** Key-encryption key (32 bytes, base64). Without it one is made in the data folder, outside the database. */
  readonly masterKey: string | undefined;
  /** Where Stripe's API is; only a stand-in or a proxy needs another. */
  readonly stripeApiUrl: string | undefined;
  readonly smtpUrl: string | undefined;
  /** `2026-03-15T08:00:00Z`: the clock starts there instead of at the machine's time. Tests and rehearsals only. */
  readonly clockStart: Date | undefined;
  /** Which cell this is, of those in the directory. Without a directory there is only this one. */
  readonly cell: string | undefined;
  readonly cellsFile: string | undefined;
}

export interface SettingFault {
  readonly name: string;
  readonly message: string;
}

type Env = Readonly<Record<string, string | undefined>>;

export function readSettings(env: Env): { ok: true; value: Settings } | { ok: false; faults: SettingFault[] } {
  const faults: SettingFault[] = [];
  const read = new Reader(env, faults);
  const value: Settings = {
    environment: read.oneOf('NODE_ENV', ['production', 'development', 'test'], 'production'),
    host: read.text('HOST') ?? '127.0.0.1',
    port: read.port('PORT', 8080),
    portIsFixed: read.text('PORT') !== undefined,
    dataDir: read.text('DATA_DIR') ?? '.data',
    radiusAuthPort: read.port('RADIUS_AUTH_PORT', 1812),
    radiusAcctPort: read.port('RADIUS_ACCT_PORT', 1813),
    radiusRestPort: read.text('RADIUS_REST_PORT') === undefined ? undefined : read.port('RADIUS_REST_PORT', 0),
    radiusTlsPort: read.text('RADIUS_TLS_PORT') === undefined ? undefined : read.port('RADIUS_TLS_PORT', 0),
    radiusTlsCertificate: read.text('RADIUS_TLS_CERT'),
    radiusTlsKey: read.text('RADIUS_TLS_KEY'),
    radiusTlsAuthority: read.text('RADIUS_TLS_CA'),
    radiusTlsRevoked: read.text('RADIUS_TLS_CRL'),
    radiusHost: read.text('RADIUS_HOST') ?? read.text('HOST') ?? '127.0.0.1',
    noticePort: read.text('NOTICE_PORT') === undefined ? undefined : read.port('NOTICE_PORT', 0, 65_531),
    noticeHost: read.text('NOTICE_HOST') ?? read.text('HOST') ?? '127.0.0.1',
    databaseUrl: read.url('DATABASE_URL', ['postgres:', 'postgresql:']),
    appDatabaseUrl: read.url('APP_DATABASE_URL', ['postgres:', 'postgresql:']),
    databasePool: read.integer('DATABASE_POOL', 10, 2, 200),
    demo: read.flag('DEMO', true),
    publicUrl: read.url('PUBLIC_URL', ['http:', 'https:']),
    trustProxy: read.flag('TRUST_PROXY', false),
    logLevel: read.oneOf('LOG_LEVEL', ['fatal', 'error', 'warn', 'info', 'debug'], 'info'),
    masterKey: read.key('MASTER_KEY'),
    stripeApiUrl: read.url('STRIPE_API_URL', ['http:', 'https:']),
    smtpUrl: read.url('SMTP_URL', ['smtp:', 'smtps:']),
    clockStart: read.instant('CLOCK_START'),
    cell: read.text('CELL'),
    cellsFile: read.text('CELLS_FILE'),
  };
  return faults.length > 0 ? { ok: false, faults } : { ok: true, value };
}

class Reader {
  constructor(
    private readonly env: Env,
    private readonly faults: SettingFault[],
  ) {}

  text(name: string): string | undefined {
    const value = this.env[name]?.trim();
    return value === undefined || value === '' ? undefined : value;
  }

  integer(name: string, fallback: number, least: number, most: number): number {
    const text = this.text(name);
    if (text === undefined) return fallback;
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    return this.fault(name, `must be a whole number from ${least} to ${most}, not "${text}"`, fallback);
  }

  /** 0 asks the system for a free port. */
  port(name: string, fallback: number, most = 65_535): number {
    return this.integer(name, fallback, 0, most);
  }

  flag(name: string, fallback: boolean): boolean {
    const text = this.text(name)?.toLowerCase();
    if (text === undefined) return fallback;
    if (['1', 'true', 'yes', 'on'].includes(text)) return true;
    if (['0', 'false', 'no', 'off'].includes(text)) return false;
    return this.fault(name, `must be 1 or 0, not "${text}"`, fallback);
  }

  oneOf<const T extends string>(name: string, choices: readonly T[], fallback: T): T {
    const text = this.text(name);
    if (text === undefined) return fallback;
    const found = choices.find((choice) => choice === text);
    return found ?? this.fault(name, `must be one of ${choices.join(', ')}, not "${text}"`, fallback);
  }

  url(name: string, protocols: readonly string[]): string | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    if (URL.canParse(text) && protocols.includes(new URL(text).protocol)) return text;
    return this.fault(
      name,
      `must be an address that starts with ${protocols.map((p) => `${p}//`).join(' or ')}`,
      undefined,
    );
  }

  key(name: string): string | undefined {
    const text = this.text(name);
    if (text === undefined || Buffer.from(text, 'base64').length === 32) return text;
    return this.fault(name, 'must be 32 bytes in base64', undefined);
  }

  instant(name: string): Date | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = new Date(text);
    if (!Number.isNaN(value.getTime())) return value;
    return this.fault(name, `must be an instant such as 2026-03-15T08:00:00Z, not "${text}"`, undefined);
  }

  private fault<T>(name: string, message: string, fallback: T): T {
    this.faults.push({ name, message });
    return fallback;
  }
}
