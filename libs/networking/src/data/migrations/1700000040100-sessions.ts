import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Sessions and usage. Open sessions are few and written often; closed ones and raw usage are many, written once, and
 * partitioned by time, so that old ones are dropped as a partition and never deleted row by row.
 */
export class Sessions1700000040100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE networking.session_open (
        key text PRIMARY KEY,
        service_id uuid,
        customer_id uuid,
        partner_id uuid,
        router_id uuid NOT NULL,
        session_id text NOT NULL,
        login text,
        policy_version int,
        source_address inet NOT NULL,
        framed_ipv4 inet,
        framed_ipv6 cidr,
        delegated_prefix cidr,
        mac macaddr,
        nas_port text,
        started_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        session_seconds bigint NOT NULL DEFAULT 0,
        download_octets bigint NOT NULL DEFAULT 0,
        upload_octets bigint NOT NULL DEFAULT 0,
        download_base bigint NOT NULL DEFAULT 0,
        upload_base bigint NOT NULL DEFAULT 0
      ) WITH (fillfactor = 60);
      COMMENT ON COLUMN networking.session_open.download_base IS 'What wrapped or restarted counters counted before: totals are base + counter';
      CREATE INDEX session_open_service ON networking.session_open (service_id);
      CREATE INDEX session_open_customer ON networking.session_open (customer_id);
      CREATE INDEX session_open_router ON networking.session_open (router_id);
      CREATE INDEX session_open_ipv4 ON networking.session_open (framed_ipv4);
      CALL platform.guard('networking.session_open');

      CREATE TABLE networking.session_closed (
        key text NOT NULL,
        service_id uuid,
        customer_id uuid,
        partner_id uuid,
        router_id uuid NOT NULL,
        session_id text NOT NULL,
        login text,
        policy_version int,
        framed_ipv4 inet,
        framed_ipv6 cidr,
        delegated_prefix cidr,
        mac macaddr,
        nas_port text,
        started_at timestamptz NOT NULL,
        ended_at timestamptz NOT NULL,
        session_seconds bigint NOT NULL,
        download_octets bigint NOT NULL,
        upload_octets bigint NOT NULL,
        download_base bigint NOT NULL DEFAULT 0,
        upload_base bigint NOT NULL DEFAULT 0,
        ended_as text NOT NULL CHECK (ended_as IN ('stop', 'lost', 'nas_restart', 'replaced')),
        terminate_cause int,
        PRIMARY KEY (key, ended_at)
      ) PARTITION BY RANGE (ended_at);
      CREATE INDEX session_closed_customer ON networking.session_closed (customer_id, started_at DESC);
      CREATE INDEX session_closed_service ON networking.session_closed (service_id, started_at DESC);
      CREATE INDEX session_closed_ipv4 ON networking.session_closed (framed_ipv4, started_at DESC);
      CALL platform.guard('networking.session_closed');

      CREATE TABLE networking.usage_raw (
        at timestamptz NOT NULL,
        service_id uuid NOT NULL,
        customer_id uuid NOT NULL,
        partner_id uuid NOT NULL,
        download_octets bigint NOT NULL CHECK (download_octets >= 0),
        upload_octets bigint NOT NULL CHECK (upload_octets >= 0),
        seconds int NOT NULL CHECK (seconds >= 0)
      ) PARTITION BY RANGE (at);
      CREATE INDEX usage_raw_at ON networking.usage_raw USING brin (at);
      CALL platform.guard('networking.usage_raw');

      CREATE TABLE networking.usage_hour (
        service_id uuid NOT NULL,
        hour timestamptz NOT NULL,
        customer_id uuid NOT NULL,
        partner_id uuid NOT NULL,
        download_octets bigint NOT NULL,
        upload_octets bigint NOT NULL,
        seconds int NOT NULL,
        PRIMARY KEY (service_id, hour)
      ) PARTITION BY RANGE (hour);
      CALL platform.guard('networking.usage_hour');

      CREATE TABLE networking.usage_day (
        service_id uuid NOT NULL,
        day date NOT NULL,
        customer_id uuid NOT NULL,
        partner_id uuid NOT NULL,
        download_octets bigint NOT NULL,
        upload_octets bigint NOT NULL,
        seconds int NOT NULL,
        PRIMARY KEY (service_id, day)
      );
      CREATE INDEX usage_day_customer ON networking.usage_day (customer_id, day);
      CALL platform.guard('networking.usage_day');

      CREATE TABLE networking.usage_watermark (
        name text PRIMARY KEY,
        rolled_to timestamptz NOT NULL
      );
      GRANT SELECT, INSERT, UPDATE ON networking.usage_watermark TO demarc_app;

      CREATE TABLE networking.radius_log (
        id bigint GENERATED ALWAYS AS IDENTITY,
        at timestamptz NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('accept', 'garden', 'reject')),
        code text,
        reject_list smallint,
        method text NOT NULL,
        router_id uuid NOT NULL,
        source_address inet NOT NULL,
        login text NOT NULL,
        login_key text GENERATED ALWAYS AS (lower(login)) STORED,
        service_id uuid,
        customer_id uuid,
        partner_id uuid,
        calling_station text,
        nas_port text,
        signed boolean NOT NULL,
        secret_suspected boolean NOT NULL DEFAULT false
      ) PARTITION BY RANGE (at);
      -- Rows come in the order of time, so an ascending index grows at its end; one column alone is kept once a value.
      CREATE INDEX radius_log_at ON networking.radius_log (at, id);
      CREATE INDEX radius_log_login ON networking.radius_log (login_key);
      CREATE INDEX radius_log_customer ON networking.radius_log (customer_id);
      CALL platform.guard('networking.radius_log');

      CREATE TABLE networking.access_action (
        id uuid PRIMARY KEY,
        service_id uuid REFERENCES networking.access,
        customer_id uuid,
        partner_id uuid,
        router_id uuid NOT NULL,
        session_key text,
        kind text NOT NULL CHECK (kind IN ('coa', 'disconnect')),
        purpose text NOT NULL CHECK (purpose IN ('block', 'restore', 'change', 'close', 'by_hand')),
        desired_version int NOT NULL,
        because uuid,
        state text NOT NULL CHECK (state IN ('waiting', 'acknowledged', 'gone', 'refused', 'unanswered', 'superseded')),
        attempts smallint NOT NULL DEFAULT 0,
        error_cause int,
        elapsed_ms int,
        requested_at timestamptz NOT NULL,
        answered_at timestamptz,
        request text NOT NULL DEFAULT '',
        requested_by text NOT NULL
      );
      CREATE INDEX access_action_service ON networking.access_action (service_id, requested_at DESC);
      CREATE INDEX access_action_customer ON networking.access_action (customer_id, requested_at DESC);
      CREATE INDEX access_action_router ON networking.access_action (router_id, requested_at DESC);
      CREATE INDEX access_action_waiting ON networking.access_action (requested_at) WHERE state IN ('waiting', 'unanswered');
      CALL platform.guard('networking.access_action');

      -- Makes the partition that holds an instant, as its owner, so that the service role needs no rights to make tables.
      CREATE FUNCTION networking.open_partition(target text, day date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = pg_catalog AS $$
      DECLARE
        first_day date := CASE target WHEN 'usage_raw' THEN day WHEN 'radius_log' THEN day ELSE date_trunc('month', day)::date END;
        next_day date := CASE target WHEN 'usage_raw' THEN day + 1 WHEN 'radius_log' THEN day + 1 ELSE (date_trunc('month', day) + interval '1 month')::date END;
        part text := format('%s_%s', target, to_char(first_day, 'YYYYMMDD'));
      BEGIN
        IF target NOT IN ('session_closed', 'usage_raw', 'usage_hour', 'radius_log') THEN RAISE EXCEPTION 'no partitions of %', target; END IF;
        EXECUTE format('CREATE TABLE IF NOT EXISTS networking.%I PARTITION OF networking.%I FOR VALUES FROM (%L) TO (%L)', part, target, first_day, next_day);
      END $$;

      -- Drops the partitions that lie wholly before a day; answers how many.
      CREATE FUNCTION networking.drop_partitions(target text, before date) RETURNS int LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = pg_catalog AS $$
      DECLARE
        part record;
        dropped int := 0;
      BEGIN
        IF target NOT IN ('session_closed', 'usage_raw', 'usage_hour', 'radius_log') THEN RAISE EXCEPTION 'no partitions of %', target; END IF;
        FOR part IN SELECT child.relname FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid
          WHERE inhparent = format('networking.%I', target)::regclass
            AND to_date(right(child.relname, 8), 'YYYYMMDD') + CASE WHEN target IN ('usage_raw', 'radius_log') THEN 1 ELSE 31 END <= before
        LOOP
          EXECUTE format('DROP TABLE networking.%I', part.relname);
          dropped := dropped + 1;
        END LOOP;
        RETURN dropped;
      END $$;
      REVOKE ALL ON FUNCTION networking.open_partition, networking.drop_partitions FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION networking.open_partition, networking.drop_partitions TO demarc_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
