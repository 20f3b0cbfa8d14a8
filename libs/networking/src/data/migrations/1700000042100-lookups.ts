import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accesses found by a pool and by their devices, without reading all of them. Neither column changes when something is heard of a session. */
export class Lookups1700000042100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX access_pool ON networking.access (pool_id) WHERE pool_id IS NOT NULL;
      CREATE INDEX IF NOT EXISTS access_macs ON networking.access USING gin (macs);

      -- Row-level security keeps a question about arrays from their index; whose rows these are is asked here.
      CREATE FUNCTION networking.services_with_devices(wanted macaddr[]) RETURNS SETOF uuid
        LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      BEGIN
        IF platform.scope_kind() NOT IN ('all', 'partners') THEN RETURN; END IF;
        -- Planned anew each time: a plan for any devices would rather read the whole table.
        RETURN QUERY EXECUTE 'SELECT access.service_id FROM networking.access access
          WHERE access.macs && $1 AND (platform.scope_kind() = ''all'' OR access.partner_id = ANY (platform.scope_partners()))' USING wanted;
      END $$;
      REVOKE ALL ON FUNCTION networking.services_with_devices(macaddr[]) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION networking.services_with_devices(macaddr[]) TO demarc_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
