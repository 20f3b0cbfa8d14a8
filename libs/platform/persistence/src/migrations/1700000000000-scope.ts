import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The second wall: roles, the scope of a transaction, and one procedure that puts a table behind it.
 *
 * `platform.guard(table)` enables and forces row-level security by the columns that the table has: `partner_id` (rows of
 * the partners in scope), `customer_id` (a customer sees their own rows), and gives the service role its rights. A row
 * without a partner is everybody's to read where the table has no customers, and only an unscoped actor's to write.
 */
export class Scope1700000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA IF NOT EXISTS platform;
      CREATE EXTENSION IF NOT EXISTS btree_gist;
      CREATE EXTENSION IF NOT EXISTS pg_trgm;
      CREATE EXTENSION IF NOT EXISTS citext;
      CREATE EXTENSION IF NOT EXISTS pgcrypto;
      DO $$ BEGIN
        IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'demarc_app') THEN
          CREATE ROLE demarc_app NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
        END IF;
      END $$;
      GRANT USAGE ON SCHEMA platform TO demarc_app;

      CREATE FUNCTION platform.scope_kind() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
        AS $$ SELECT coalesce(current_setting('demarc.scope', true), 'none') $$;
      CREATE FUNCTION platform.scope_partners() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE
        AS $$ SELECT string_to_array(nullif(current_setting('demarc.partner_ids', true), ''), ',')::uuid[] $$;
      CREATE FUNCTION platform.scope_customer() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
        AS $$ SELECT nullif(current_setting('demarc.customer_id', true), '')::uuid $$;

      CREATE PROCEDURE platform.guard(target regclass, rights text DEFAULT 'SELECT, INSERT, UPDATE, DELETE') LANGUAGE plpgsql AS $$
      DECLARE
        has_partner boolean := EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = target AND attname = 'partner_id' AND NOT attisdropped);
        has_customer boolean := EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = target AND attname = 'customer_id' AND NOT attisdropped);
        seen text := '(SELECT platform.scope_kind()) = ''all''';
        written text := seen;
      BEGIN
        EXECUTE format('GRANT %s ON %s TO demarc_app', rights, target);
        IF NOT has_partner AND NOT has_customer THEN RETURN; END IF;
        IF has_partner AND has_customer THEN
          seen := seen || ' OR ((SELECT platform.scope_kind()) = ''partners'' AND partner_id = ANY ((SELECT platform.scope_partners())::uuid[]))';
        ELSIF has_partner THEN
          seen := seen || ' OR ((SELECT platform.scope_kind()) IN (''partners'', ''customer'') AND (partner_id IS NULL OR partner_id = ANY ((SELECT platform.scope_partners())::uuid[])))';
        END IF;
        IF has_customer THEN
          seen := seen || ' OR ((SELECT platform.scope_kind()) = ''customer'' AND customer_id = (SELECT platform.scope_customer()))';
        END IF;
        written := replace(replace(seen, 'partner_id IS NULL OR ', ''), 'IN (''partners'', ''customer'')', '= ''partners''');
        EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
        EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
        EXECUTE format('CREATE POLICY in_scope ON %s USING (%s) WITH CHECK (%s)', target, seen, written);
      END $$;

      CREATE FUNCTION platform.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'rows of %.% are never changed; write the reversal', TG_TABLE_SCHEMA, TG_TABLE_NAME USING ERRCODE = 'DM001';
      END $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
