import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Log-ins of staff to network devices themselves, over RADIUS. */
export class DeviceLogins1700000042000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE networking.device_login (
        staff_id uuid PRIMARY KEY REFERENCES platform.staff,
        login text NOT NULL CHECK (login <> ''),
        login_key text NOT NULL GENERATED ALWAYS AS (lower(login)) STORED,
        password bytea NOT NULL,
        password_at timestamptz NOT NULL,
        level text CHECK (level IN ('read', 'write', 'full')),
        given_at timestamptz NOT NULL,
        used_at timestamptz,
        used_router_id uuid,
        revision int NOT NULL DEFAULT 1,
        CONSTRAINT device_login_name UNIQUE (login_key)
      ) WITH (fillfactor = 80);
      COMMENT ON COLUMN networking.device_login.level IS 'On every device that nothing else is said of; null: on none of these';
      CALL platform.guard('networking.device_login');

      CREATE TABLE networking.device_login_place (
        staff_id uuid NOT NULL REFERENCES networking.device_login ON DELETE CASCADE,
        router_id uuid REFERENCES networking.router,
        site_id uuid REFERENCES networking.site,
        level text NOT NULL CHECK (level IN ('read', 'write', 'full')),
        CHECK (num_nonnulls(router_id, site_id) = 1),
        CONSTRAINT device_login_place_once UNIQUE NULLS NOT DISTINCT (staff_id, router_id, site_id)
      );
      COMMENT ON TABLE networking.device_login_place IS 'What is said of a router goes before what is said of its site, and that before the level of the log-in';
      CREATE INDEX device_login_place_router ON networking.device_login_place (router_id);
      CREATE INDEX device_login_place_site ON networking.device_login_place (site_id);
      CALL platform.guard('networking.device_login_place');

      -- Whoever may not work here any more gets in nowhere from the same moment on, whatever part of the product says so.
      CREATE FUNCTION networking.tell_staff_changed() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT 1 FROM networking.device_login WHERE staff_id = NEW.id) THEN
          PERFORM pg_notify('demarc_access', 'staff');
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER tell_devices AFTER UPDATE ON platform.staff FOR EACH ROW
        WHEN ((OLD.state, OLD.name, OLD.every_partner, OLD.partner_ids) IS DISTINCT FROM (NEW.state, NEW.name, NEW.every_partner, NEW.partner_ids))
        EXECUTE FUNCTION networking.tell_staff_changed();
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
