import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '@demarc/config';
import type { Sql } from '@demarc/persistence';

export interface GardenSettings {
  /** Null: nobody has said yet where customers reach the notices. */
  readonly noticeAddress: string | null;
  /** Port of the notice of list 0; null: the process that serves pages was started without NOTICE_PORT. */
  readonly noticePort: number | null;
  /** Hosts that the operator lets people in a garden reach. */
  readonly allowedHosts: readonly string[];
  /** Those that always are: the portal's. */
  readonly ownHosts: readonly string[];
  readonly revision: number;
}

/** The settings that all gardens share: half of them from the database, half from how the process was started. */
@Injectable()
export class GardenBook {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  get publicUrl(): string {
    const { publicUrl, host, port } = this.settings;
    return (publicUrl ?? `http://${host}:${port}`).replace(/\/+$/, '');
  }

  async read(sql: Sql): Promise<GardenSettings> {
    const row = await sql.first<{ noticeAddress: string | null; allowedHosts: string[]; revision: number }>(
      'SELECT host(notice_address) AS "noticeAddress", allowed_hosts AS "allowedHosts", revision FROM networking.garden',
    );
    return {
      noticeAddress: row?.noticeAddress ?? null,
      noticePort: this.settings.noticePort ?? null,
      allowedHosts: row?.allowedHosts ?? [],
      ownHosts: this.settings.publicUrl === undefined ? [] : [new URL(this.settings.publicUrl).hostname],
      revision: row?.revision ?? 1,
    };
  }
}
