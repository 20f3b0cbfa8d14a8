import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '@demarc/config';
import { type FreeradiusSettings, settingsFile } from '../../freeradius/index.js';
import type { NasEntry } from '../../radius/index.js';
import { AccessReader } from '../aaa/access-reader.js';

const REST_PORT = 1816;
/** A second pair of ports, so that both ways can stand beside each other. */
const SQL_PORTS = { authPort: 1822, acctPort: 1823 };

export interface FreeradiusWish {
  readonly restPassword: string | undefined;
  readonly restUser: string;
  /** The address of the database as FreeRADIUS is to use it; undefined where it does not. */
  readonly database: string | undefined;
  readonly folder: string;
  readonly listen: string;
  /** Without them the routers are left out of the file, for whoever may not read their secrets. */
  readonly withRouters?: boolean;
}

/** The settings of a FreeRADIUS for this installation. */
@Injectable()
export class FreeradiusSetup {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly reader: AccessReader,
  ) {}

  async print({
    restPassword,
    restUser,
    database,
    folder,
    listen,
    withRouters = true,
  }: FreeradiusWish): Promise<string> {
    const wanted: FreeradiusSettings = {
      listen,
      folder,
      state: folder,
      stock: '/etc/freeradius/3.0',
      certificate: { key: `${folder}/key.pem`, file: `${folder}/certificate.pem` },
      // Where there are no tables to read, the routers stand in the file.
      routers: database === undefined && withRouters ? await this.routers() : [],
      ...(restPassword === undefined
        ? {}
        : {
            rest: {
              uri: this.restUri,
              user: restUser,
              password: restPassword,
              authPort: 1812,
              acctPort: 1813,
            },
          }),
      ...(database === undefined
        ? {}
        : { sql: { database, ...(restPassword === undefined ? { authPort: 1812, acctPort: 1813 } : SQL_PORTS) } }),
    };
    return settingsFile(wanted);
  }

  /** Where FreeRADIUS asks. */
  get restUri(): string {
    const { radiusRestPort, radiusHost } = this.settings;
    const host = radiusHost === '0.0.0.0' || radiusHost === '::' ? '127.0.0.1' : radiusHost;
    return `http://${host}:${radiusRestPort ?? REST_PORT}`;
  }

  /** Whether the radius role has a port for it. */
  get restListens(): boolean {
    return this.settings.radiusRestPort !== undefined;
  }

  private async routers(): Promise<readonly NasEntry[]> {
    let found: readonly NasEntry[] = [];
    await this.reader.readAll(({ routers }) => {
      found = routers ?? found;
    });
    return found;
  }
}
