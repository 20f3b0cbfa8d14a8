import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where equipment stands, and the parts of a site that customers hang on. */
export class Sites1700000040200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE networking.site (
        id uuid PRIMARY KEY,
        partner_id uuid REFERENCES crm.partner,
        location_id uuid REFERENCES crm.location,
        name text NOT NULL CHECK (name <> ''),
        address text NOT NULL DEFAULT '',
        latitude double precision CHECK (latitude BETWEEN -90 AND 90),
        longitude double precision CHECK (longitude BETWEEN -180 AND 180),
        notes text NOT NULL DEFAULT '',
        download_kbps int CHECK (download_kbps > 0),
        upload_kbps int CHECK (upload_kbps > 0),
        active boolean NOT NULL DEFAULT true,
        created_at timestamptz NOT NULL,
        revision int NOT NULL DEFAULT 1,
        CHECK (num_nulls(latitude, longitude) IN (0, 2))
      );
      CREATE UNIQUE INDEX site_name ON networking.site (lower(name)) WHERE active;
      CALL platform.guard('networking.site');

      CREATE TABLE networking.sector (
        id uuid PRIMARY KEY,
        site_id uuid NOT NULL REFERENCES networking.site,
        partner_id uuid REFERENCES crm.partner,
        router_id uuid REFERENCES networking.router,
        interface_name text,
        name text NOT NULL CHECK (name <> ''),
        download_kbps int CHECK (download_kbps > 0),
        upload_kbps int CHECK (upload_kbps > 0),
        active boolean NOT NULL DEFAULT true,
        created_at timestamptz NOT NULL,
        revision int NOT NULL DEFAULT 1
      );
      COMMENT ON COLUMN networking.sector.download_kbps IS 'What all its customers can have together, from their side; null: not known';
      CREATE UNIQUE INDEX sector_name ON networking.sector (site_id, lower(name)) WHERE active;
      CREATE INDEX sector_router ON networking.sector (router_id);
      CALL platform.guard('networking.sector');

      ALTER TABLE networking.router ADD COLUMN site_id uuid REFERENCES networking.site;
      ALTER TABLE networking.access ADD COLUMN sector_id uuid REFERENCES networking.sector;
      CREATE INDEX access_sector ON networking.access (sector_id) WHERE sector_id IS NOT NULL;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
