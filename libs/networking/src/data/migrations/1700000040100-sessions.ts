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
        upload_base bigint NOT NULL DEFAULT 0,
        download_bps bigint,
        upload_bps bigint
      ) WITH (fillfactor = 60);
      COMMENT ON TABLE networking.session_open IS 'Each index is paid at every start: the sessions of a customer are found by the services in networking.access';
      COMMENT ON COLUMN networking.session_open.download_base IS 'What wrapped or restarted counters counted before: totals are base + counter';
      COMMENT ON COLUMN networking.session_open.download_bps IS 'Between the last two reports, in bit/s; null until there are two';
      CREATE INDEX session_open_started ON networking.session_open (started_at);
      CREATE INDEX session_open_service ON networking.session_open (service_id);
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
      CREATE INDEX session_closed_router ON networking.session_closed (router_id, started_at DESC);
      CREATE INDEX session_closed_ipv4 ON networking.session_closed (framed_ipv4, started_at DESC);
      CALL platform.guard('networking.session_closed');

      CREATE TABLE networking.usage_raw (
        at timestamptz NOT NULL,
        download_octets bigint NOT NULL CHECK (download_octets >= 0),
        upload_octets bigint NOT NULL CHECK (upload_octets >= 0),
        seconds int NOT NULL CHECK (seconds >= 0),
        late_seconds int NOT NULL DEFAULT 0 CHECK (late_seconds >= 0),
        customer_id uuid NOT NULL,
        service_id uuid NOT NULL,
        router_id uuid NOT NULL
      ) PARTITION BY RANGE (at);
      COMMENT ON COLUMN networking.usage_raw.at IS 'When it was written: nothing is ever written with a time that was rolled up already';
      COMMENT ON COLUMN networking.usage_raw.late_seconds IS 'How long before that it was used; the seconds of use lie before that moment';
      CREATE INDEX usage_raw_at ON networking.usage_raw USING brin (at);
      CALL platform.guard('networking.usage_raw');

      -- A row a service and day, with a value for each hour: a fifth of the space of a row an hour, and a day's graph is one row.
      CREATE TABLE networking.usage_hours (
        day_start timestamptz NOT NULL,
        customer_id uuid NOT NULL,
        service_id uuid NOT NULL,
        partner_id uuid NOT NULL,
        download_octets bigint[] NOT NULL,
        upload_octets bigint[] NOT NULL,
        seconds int[] NOT NULL,
        PRIMARY KEY (customer_id, service_id, day_start)
      ) PARTITION BY RANGE (day_start);
      COMMENT ON COLUMN networking.usage_hours.day_start IS 'The instant at which the day began in the zone of the provider; the hours follow it, 23 to 25 of them';
      CALL platform.guard('networking.usage_hours');

      CREATE TABLE networking.usage_days (
        month date NOT NULL CHECK (extract(day FROM month) = 1),
        customer_id uuid NOT NULL,
        service_id uuid NOT NULL,
        partner_id uuid NOT NULL,
        download_octets bigint[] NOT NULL,
        upload_octets bigint[] NOT NULL,
        seconds int[] NOT NULL,
        PRIMARY KEY (customer_id, service_id, month)
      ) PARTITION BY RANGE (month);
      CALL platform.guard('networking.usage_days');

      CREATE TABLE networking.usage_groups (
        day_start timestamptz NOT NULL,
        partner_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('plan', 'router')),
        group_id uuid NOT NULL,
        download_octets bigint[] NOT NULL,
        upload_octets bigint[] NOT NULL,
        seconds bigint[] NOT NULL,
        PRIMARY KEY (partner_id, kind, group_id, day_start)
      ) PARTITION BY RANGE (day_start);
      COMMENT ON TABLE networking.usage_groups IS 'What the customers of a partner used with a plan and on a router, as it was when it was used';
      CALL platform.guard('networking.usage_groups');

      CREATE TABLE networking.usage_watermark (
        name text PRIMARY KEY CHECK (name IN ('hours', 'days')),
        rolled_to timestamptz NOT NULL
      );
      COMMENT ON TABLE networking.usage_watermark IS 'hours: raw usage written before is in the hours. days: days that began before are in the days, and final';
      GRANT SELECT, INSERT, UPDATE ON networking.usage_watermark TO demarc_app;

      CREATE TABLE networking.retention (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        raw_days smallint NOT NULL DEFAULT 14 CHECK (raw_days BETWEEN 2 AND 400),
        hour_days smallint NOT NULL DEFAULT 90 CHECK (hour_days BETWEEN 14 AND 1100),
        day_months smallint NOT NULL DEFAULT 60 CHECK (day_months BETWEEN 13 AND 240),
        session_days smallint NOT NULL DEFAULT 396 CHECK (session_days BETWEEN 30 AND 3700),
        login_days smallint NOT NULL DEFAULT 7 CHECK (login_days BETWEEN 1 AND 400)
      );
      COMMENT ON TABLE networking.retention IS 'How long each kind of record is kept; sessions answer who had an address when';
      INSERT INTO networking.retention DEFAULT VALUES;
      GRANT SELECT, UPDATE ON networking.retention TO demarc_app;

      -- Adds up position by position; what one of them does not have counts as nothing.
      CREATE FUNCTION networking.add_arrays(kept bigint[], more bigint[]) RETURNS bigint[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
      BEGIN
        FOR at IN 1 .. cardinality(more) LOOP
          IF more[at] <> 0 THEN kept[at] := coalesce(kept[at], 0) + more[at]; END IF;
        END LOOP;
        RETURN kept;
      END $$;
      -- As many zeros as the length says, and each value at its place.
      CREATE FUNCTION networking.array_of(length int, places int[], amounts bigint[]) RETURNS bigint[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
      DECLARE
        made bigint[] := array_fill(0::bigint, ARRAY[greatest(length, (SELECT max(place) FROM unnest(places) place))]);
      BEGIN
        FOR at IN 1 .. cardinality(places) LOOP
          made[places[at]] := made[places[at]] + amounts[at];
        END LOOP;
        RETURN made;
      END $$;

      CREATE TABLE networking.radius_log (
        id bigint GENERATED ALWAYS AS IDENTITY,
        at timestamptz NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('accept', 'garden', 'reject', 'drop')),
        code text,
        reject_list smallint,
        method text NOT NULL,
        router_id uuid CHECK (router_id IS NOT NULL OR outcome = 'drop'),
        source_address inet NOT NULL,
        login text NOT NULL,
        login_key text GENERATED ALWAYS AS (lower(login)) STORED,
        service_id uuid,
        customer_id uuid,
        partner_id uuid,
        calling_station text,
        nas_port text,
        line text,
        staff_id uuid,
        signed boolean NOT NULL,
        secret_suspected boolean NOT NULL DEFAULT false,
        over_tls boolean NOT NULL DEFAULT false,
        detail text
      ) PARTITION BY RANGE (at);
      -- Rows come in the order of time, so an ascending index grows at its end; one column alone is kept once a value.
      CREATE INDEX radius_log_at ON networking.radius_log (at, id);
      -- An accepted login of a customer is found by the customer: the index by login would cost half of what keeping the line costs.
      CREATE INDEX radius_log_login ON networking.radius_log (login_key) WHERE customer_id IS NULL OR outcome <> 'accept';
      CREATE INDEX radius_log_customer ON networking.radius_log (customer_id);
      CREATE INDEX radius_log_staff ON networking.radius_log (staff_id, at) WHERE staff_id IS NOT NULL;
      COMMENT ON COLUMN networking.radius_log.staff_id IS 'Who of the staff logged in to the device itself';
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

      -- How long one partition of a table is; null for what has none.
      CREATE FUNCTION networking.partition_length(target text) RETURNS interval LANGUAGE sql IMMUTABLE AS $$
        SELECT CASE WHEN target IN ('usage_raw', 'usage_hours', 'radius_log', 'metric_sample') THEN interval '1 day'
          WHEN target IN ('session_closed', 'cgnat_block', 'metric_hour') THEN interval '1 month' WHEN target IN ('usage_days', 'usage_groups') THEN interval '1 year' END $$;

      -- Makes the partition that holds a day, as its owner, so that the service role needs no rights to make tables. It is made
      -- beside the table and attached then: that waits for nobody who reads or writes.
      CREATE FUNCTION networking.open_partition(target text, day date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = pg_catalog AS $$
      DECLARE
        length interval := networking.partition_length(target);
        first_day date := date_trunc(CASE length WHEN interval '1 day' THEN 'day' WHEN interval '1 month' THEN 'month' ELSE 'year' END, day)::date;
        part text := format('%s_%s', target, to_char(first_day, 'YYYYMMDD'));
      BEGIN
        IF length IS NULL THEN RAISE EXCEPTION 'no partitions of %', target; END IF;
        IF to_regclass(format('networking.%I', part)) IS NOT NULL THEN RETURN; END IF;
        PERFORM pg_advisory_xact_lock(hashtext('networking.' || part));
        -- Asked of the table itself: to_regclass remembers that there was none, and waiting for this lock does not make it look again.
        IF EXISTS (SELECT FROM pg_class WHERE relname = part AND relnamespace = 'networking'::regnamespace) THEN RETURN; END IF;
        EXECUTE format('CREATE TABLE networking.%I (LIKE networking.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED INCLUDING INDEXES) %s',
          part, target, CASE WHEN target IN ('usage_hours', 'usage_groups') THEN 'WITH (fillfactor = 50)' WHEN target = 'usage_days' THEN 'WITH (fillfactor = 75)' ELSE '' END);
        EXECUTE format('ALTER TABLE networking.%I ATTACH PARTITION networking.%I FOR VALUES FROM (%L) TO (%L)',
          target, part, first_day, (first_day + length)::date);
      END $$;

      -- The partitions of a table, with the day after their last and the space that they take.
      CREATE FUNCTION networking.partitions_of(target text) RETURNS TABLE (name text, first_day date, next_day date, bytes bigint)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT child.relname, to_date(right(child.relname, 8), 'YYYYMMDD'),
          (to_date(right(child.relname, 8), 'YYYYMMDD') + networking.partition_length(target))::date, pg_total_relation_size(child.oid)
        FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid WHERE inhparent = format('networking.%I', target)::regclass $$;

      -- Drops the partitions that lie wholly before a day; answers how many. Who reads for long makes it wait for the next night.
      CREATE FUNCTION networking.drop_partitions(target text, before date) RETURNS int LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = pg_catalog SET lock_timeout = '3s' AS $$
      DECLARE
        part record;
        dropped int := 0;
      BEGIN
        IF networking.partition_length(target) IS NULL THEN RAISE EXCEPTION 'no partitions of %', target; END IF;
        FOR part IN SELECT name FROM networking.partitions_of(target) WHERE next_day <= before LOOP
          EXECUTE format('DROP TABLE networking.%I', part.name);
          dropped := dropped + 1;
        END LOOP;
        RETURN dropped;
      END $$;

      -- Hours that nothing is added to any more are written close together: the room for changes is given back.
      CREATE FUNCTION networking.close_ranks(before date) RETURNS int LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = pg_catalog SET lock_timeout = '3s' AS $$
      DECLARE
        part record;
        closed int := 0;
      BEGIN
        FOR part IN SELECT one.name FROM networking.partitions_of('usage_hours') one JOIN pg_class class ON class.oid = format('networking.%I', one.name)::regclass
          WHERE one.next_day <= before AND 'fillfactor=50' = ANY (class.reloptions)
        LOOP
          EXECUTE format('ALTER TABLE networking.%I SET (fillfactor = 100)', part.name);
          EXECUTE format('CLUSTER networking.%I USING %I', part.name,
            (SELECT relname FROM pg_index JOIN pg_class ON oid = indexrelid WHERE indrelid = format('networking.%I', part.name)::regclass AND indisprimary));
          closed := closed + 1;
        END LOOP;
        RETURN closed;
      END $$;
      REVOKE ALL ON FUNCTION networking.open_partition, networking.drop_partitions, networking.partitions_of, networking.close_ranks FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION networking.open_partition, networking.drop_partitions, networking.partitions_of, networking.close_ranks TO demarc_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
