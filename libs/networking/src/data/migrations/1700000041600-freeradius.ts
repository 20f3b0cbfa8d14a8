import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * FreeRADIUS mode. Schema `radius` looks to rlm_sql as its own schema does: what it reads are views on what the product has written
 * there for it, what it writes is taken in and counted by the product as any other accounting.
 */
export class Freeradius1700000041600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(VIEWS);
    await runner.query(RECOGNITION);
    await runner.query(ACCOUNTING);
    await runner.query(RIGHTS);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const TABLES = `
  CREATE TABLE networking.freeradius_mode (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    rest_credential bytea,
    sql_enabled boolean NOT NULL DEFAULT false,
    changed_at timestamptz,
    rest_asked_at timestamptz,
    rest_asked text
  );
  COMMENT ON COLUMN networking.freeradius_mode.rest_credential IS 'SHA-256 of user:password with which FreeRADIUS asks; null while it may not';
  COMMENT ON COLUMN networking.freeradius_mode.rest_asked IS 'What FreeRADIUS last asked by HTTP: authorize, authenticate, accounting or post-auth';
  INSERT INTO networking.freeradius_mode DEFAULT VALUES;
  GRANT SELECT, UPDATE ON networking.freeradius_mode TO demarc_app;

  CREATE SCHEMA radius;
  -- Logins are found without regard to case, as the built-in server does.
  CREATE TABLE radius.login_line (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    service_id uuid NOT NULL,
    place text NOT NULL CHECK (place IN ('check', 'reply')),
    username citext NOT NULL,
    attribute text NOT NULL,
    op text NOT NULL,
    value text NOT NULL
  );
  COMMENT ON TABLE radius.login_line IS 'Passwords in the clear, for CHAP and MS-CHAP need them: written only while rlm_sql is switched on';
  CREATE INDEX login_line_username ON radius.login_line (username);
  CREATE INDEX login_line_service ON radius.login_line (service_id);
  CREATE TABLE radius.login_group (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    service_id uuid NOT NULL,
    username citext NOT NULL,
    groupname text NOT NULL,
    priority int NOT NULL
  );
  CREATE INDEX login_group_username ON radius.login_group (username);
  CREATE INDEX login_group_service ON radius.login_group (service_id);
  CREATE INDEX login_group_name ON radius.login_group (groupname);
  CREATE TABLE radius.group_line (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    groupname text NOT NULL,
    place text NOT NULL CHECK (place IN ('check', 'reply')),
    attribute text NOT NULL,
    op text NOT NULL,
    value text NOT NULL
  );
  CREATE INDEX group_line_name ON radius.group_line (groupname);
  CREATE TABLE radius.client (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    router_id uuid NOT NULL,
    nasname text NOT NULL,
    shortname text NOT NULL,
    secret text NOT NULL,
    description text NOT NULL,
    message_authenticator text NOT NULL,
    explains boolean NOT NULL,
    line_by text NOT NULL,
    circuit_from text NOT NULL
  );
  CREATE INDEX client_shortname ON radius.client (shortname);
  CREATE TABLE radius.nasreload (nasipaddress inet PRIMARY KEY, reloadtime timestamptz NOT NULL);
  CREATE TABLE radius.post_auth (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    username text NOT NULL,
    reply text,
    nas inet,
    calling_station text,
    nas_port text,
    method text,
    reason text,
    signed boolean,
    known_as text
  );
  COMMENT ON COLUMN radius.post_auth.known_as IS 'Under what it was looked up: a device, a line, staff; empty for a login';
  CREATE INDEX post_auth_at ON radius.post_auth USING brin (at);
  CREATE TABLE radius.post_auth_mark (only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), last_id bigint NOT NULL DEFAULT 0);
  INSERT INTO radius.post_auth_mark DEFAULT VALUES;`;

const VIEWS = `
  CREATE VIEW radius.radcheck WITH (security_invoker = true) AS SELECT id, username, attribute, op, value FROM radius.login_line WHERE place = 'check';
  CREATE VIEW radius.radreply WITH (security_invoker = true) AS SELECT id, username, attribute, op, value FROM radius.login_line WHERE place = 'reply';
  CREATE VIEW radius.radusergroup WITH (security_invoker = true) AS SELECT id, username, groupname, priority FROM radius.login_group;
  CREATE VIEW radius.radgroupcheck WITH (security_invoker = true) AS SELECT id, groupname, attribute, op, value FROM radius.group_line WHERE place = 'check';
  CREATE VIEW radius.radgroupreply WITH (security_invoker = true) AS SELECT id, groupname, attribute, op, value FROM radius.group_line WHERE place = 'reply';
  -- The type is not the vendor: for some types FreeRADIUS would ask the router itself who is online.
  CREATE VIEW radius.nas WITH (security_invoker = true) AS SELECT id, nasname, shortname, 'other'::text AS type, NULL::int AS ports, secret, NULL::text AS server,
    NULL::text AS community, description FROM radius.client;
  CREATE VIEW radius.radpostauth WITH (security_invoker = true) AS SELECT id, username, NULL::text AS pass, reply, NULL::text AS calledstationid,
    calling_station AS callingstationid, at AS authdate, NULL::text AS class FROM radius.post_auth;

  CREATE FUNCTION radius.keep_post_auth() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
  BEGIN
    INSERT INTO radius.post_auth (at, username, reply) VALUES (now(), NEW.username, NEW.reply);
    RETURN NEW;
  END $$;
  COMMENT ON FUNCTION radius.keep_post_auth IS 'The stock query sends the password of each login; it ends here';
  CREATE TRIGGER keep INSTEAD OF INSERT ON radius.radpostauth FOR EACH ROW EXECUTE FUNCTION radius.keep_post_auth();

  -- What the login log needs to know beyond the stock query.
  CREATE FUNCTION radius.note_login(username text, reply text, nas text, calling text, port text, method text, reason text, signed text, known text)
    RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
  BEGIN
    INSERT INTO radius.post_auth (at, username, reply, nas, calling_station, nas_port, method, reason, signed, known_as)
    VALUES (now(), username, reply, nullif(nas, '')::inet, nullif(calling, ''), nullif(port, ''), nullif(method, ''), nullif(reason, ''), signed <> '', nullif(known, ''));
    RETURN 'noted';
  END $$;

  CREATE FUNCTION radius.normal_mac(given text) RETURNS text LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog AS $$
  DECLARE
    parts text[] := regexp_split_to_array(lower(given), CASE WHEN given LIKE '%:%' THEN ':' WHEN given LIKE '%-%' THEN '-' ELSE ' ' END);
    bare text := '';
  BEGIN
    IF length(given) NOT BETWEEN 11 AND 20 THEN RETURN ''; END IF;
    IF cardinality(parts) = 7 AND given NOT LIKE '% %' AND parts[1] IN ('1', '01') THEN parts := parts[2:]; END IF;
    IF cardinality(parts) = 6 THEN
      IF EXISTS (SELECT 1 FROM unnest(parts) part WHERE length(part) > 2) THEN RETURN ''; END IF;
      SELECT string_agg(lpad(part, 2, '0'), '' ORDER BY no) INTO bare FROM unnest(parts) WITH ORDINALITY AS one (part, no);
    ELSIF lower(given) ~ '^[0-9a-f]{4}([.:-])[0-9a-f]{4}\\1[0-9a-f]{4}$' OR lower(given) ~ '^[0-9a-f]{6}[:-][0-9a-f]{6}$' THEN
      bare := regexp_replace(lower(given), '[.:-]', '', 'g');
    ELSIF cardinality(parts) = 1 THEN bare := lower(given);
    END IF;
    IF bare !~ '^[0-9a-f]{12}$' THEN RETURN ''; END IF;
    RETURN rtrim(regexp_replace(bare, '(..)', '\\1:', 'g'), ':');
  END $$;

  -- Whether a request without Message-Authenticator from this client is to be left without an answer.
  CREATE FUNCTION radius.must_sign(asked text, has_proxy_state text) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT CASE WHEN bool_or(message_authenticator = 'require' OR (message_authenticator = 'auto' AND has_proxy_state <> '')) THEN 'yes' ELSE 'no' END
      FROM radius.client WHERE shortname = asked $$;
  CREATE FUNCTION radius.explains(asked text) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT CASE WHEN bool_and(explains) THEN 'yes' ELSE 'no' END FROM radius.client WHERE shortname = asked $$;`;

/** The same as line-id.ts, line-marks.ts and authenticate.ts; the table of cases holds them together. */
const RECOGNITION = `
  -- What the bytes say, without blanks around it; null where they are no text.
  CREATE FUNCTION radius.text_of(bytes bytea) RETURNS text LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog AS $$
  DECLARE
    first int := 0;
    past int := length(bytes);
  BEGIN
    WHILE first < past AND get_byte(bytes, first) IN (9, 32) LOOP first := first + 1; END LOOP;
    WHILE past > first AND get_byte(bytes, past - 1) IN (0, 9, 32) LOOP past := past - 1; END LOOP;
    FOR place IN first .. past - 1 LOOP
      IF get_byte(bytes, place) NOT BETWEEN 32 AND 126 THEN RETURN NULL; END IF;
    END LOOP;
    RETURN convert_from(substr(bytes, first + 1, past - first), 'SQL_ASCII');
  END $$;

  -- An id of a line in the one spelling that is kept; empty for none. Given as hexadecimal digits of its bytes.
  CREATE FUNCTION radius.line_id(given text) RETURNS text LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog AS $$
  DECLARE
    bytes bytea := decode(given, 'hex');
    plain text := radius.text_of(bytes);
  BEGIN
    IF plain = '' OR length(bytes) > 500 THEN RETURN ''; END IF;
    IF plain ~* '^0x([0-9a-f]{2})+$' THEN
      bytes := decode(substr(plain, 3), 'hex');
      plain := radius.text_of(bytes);
    END IF;
    IF plain = '' OR length(bytes) > 249 THEN RETURN ''; END IF;
    IF plain IS NULL OR plain ~* '^0x([0-9a-f]{2})+$' THEN RETURN '0x' || encode(bytes, 'hex'); END IF;
    RETURN plain;
  END $$;

  -- Of numbered parts (number, length, value) the one that is asked for, as hexadecimal digits; empty for none.
  CREATE FUNCTION radius.part_of(given text, wanted int) RETURNS text LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog AS $$
  DECLARE
    bytes bytea := decode(given, 'hex');
    place int := 0;
  BEGIN
    WHILE place + 2 <= length(bytes) LOOP
      IF get_byte(bytes, place) = 0 THEN place := place + 1; CONTINUE; END IF;
      EXIT WHEN place + 2 + get_byte(bytes, place + 1) > length(bytes);
      IF get_byte(bytes, place) = wanted THEN RETURN encode(substr(bytes, place + 3, get_byte(bytes, place + 1)), 'hex'); END IF;
      place := place + 2 + get_byte(bytes, place + 1);
    END LOOP;
    RETURN '';
  END $$;

  -- Under what a request is looked up: a device, a line, nobody; empty for its own name. The attributes come as hexadecimal digits.
  CREATE FUNCTION radius.recognised(asked text, name_hex text, calling text, framed text, port_hex text, circuit_hex text, remote_hex text,
    circuit_pair_hex text, remote_pair_hex text, relay_hex text, options_hex text) RETURNS text LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public AS $$
  DECLARE
    nas record;
    name text;
    device text := radius.normal_mac(calling);
    relay text := coalesce(nullif(relay_hex, ''), radius.part_of(options_hex, 82));
    circuit text;
    remote text;
    has_line boolean := false;
    found text;
  BEGIN
    SELECT router_id, line_by, circuit_from, shortname LIKE 'cisco\\_%' AS is_cisco INTO nas FROM radius.client WHERE shortname = asked LIMIT 1;
    IF nas IS NULL THEN RETURN 'nobody '; END IF;
    BEGIN
      name := convert_from(decode(name_hex, 'hex'), 'UTF8');
    EXCEPTION WHEN OTHERS THEN
      name := '';
    END;
    -- The names under which devices, lines and staff stand have a blank in them; nobody's login has.
    IF name LIKE '% %' AND radius.normal_mac(name) = '' THEN name := ''; END IF;
    IF nas.line_by IN ('', 'login') AND EXISTS (SELECT 1 FROM radius.login_line WHERE username = name::citext
        AND place = 'check' AND attribute = 'Cleartext-Password') THEN RETURN ''; END IF;
    IF nas.line_by = 'login' THEN RETURN 'nobody '; END IF;
    IF nas.line_by <> 'mac' AND framed <> 'PPP' THEN
      circuit := coalesce(nullif(CASE nas.circuit_from WHEN 'user_name' THEN name_hex WHEN 'nas_port_id' THEN port_hex ELSE '' END, ''),
        nullif(circuit_hex, ''), nullif(radius.part_of(relay, 1), ''), '');
      circuit := radius.line_id(circuit);
      remote := radius.line_id(coalesce(nullif(remote_hex, ''), nullif(radius.part_of(relay, 2), ''), ''));
      IF nas.is_cisco AND circuit = '' THEN circuit := radius.line_id(circuit_pair_hex); END IF;
      IF nas.is_cisco AND remote = '' THEN remote := radius.line_id(remote_pair_hex); END IF;
      IF nas.line_by = 'remote' THEN circuit := ''; END IF;
      IF nas.line_by = 'circuit' THEN remote := ''; END IF;
      has_line := CASE nas.line_by WHEN 'circuit_and_remote' THEN circuit <> '' AND remote <> '' ELSE circuit <> '' OR remote <> '' END;
      IF has_line THEN
        SELECT wanted.key INTO found FROM (
          SELECT row_number() OVER () AS rank, 'line ' || encode(sha256(convert_to(spot || E'\\n' || one.c || E'\\n' || one.r, 'UTF8')), 'hex') AS key
            FROM unnest(ARRAY[nas.router_id::text, '']) WITH ORDINALITY AS spots (spot, first),
              (VALUES (1, circuit, remote), (2, circuit, ''), (3, '', remote)) AS one (second, c, r)
           WHERE one.c <> '' OR one.r <> '' ORDER BY first, second) wanted
         WHERE EXISTS (SELECT 1 FROM radius.login_line line WHERE line.username = wanted.key::citext) ORDER BY wanted.rank LIMIT 1;
        IF found IS NOT NULL THEN RETURN found; END IF;
      END IF;
    END IF;
    IF nas.line_by = 'mac' AND framed = 'PPP' THEN RETURN 'nobody '; END IF;
    IF device <> '' AND (nas.line_by = 'mac' OR (nas.line_by = '' AND radius.normal_mac(name) = device)) THEN
      found := 'device ' || device;
      IF EXISTS (SELECT 1 FROM radius.login_line WHERE username = found::citext) THEN RETURN found; END IF;
    END IF;
    IF name <> '' AND nas.line_by = '' AND (NOT has_line OR EXISTS (
        SELECT 1 FROM radius.login_line WHERE username = name::citext)) THEN RETURN ''; END IF;
    RETURN CASE WHEN has_line THEN 'nobody on line' ELSE 'nobody ' END;
  END $$;`;

const ACCOUNTING = `
  -- A table, not a view: the stock queries say ON CONFLICT (AcctUniqueId), which PostgreSQL refuses for views with triggers.
  CREATE TABLE radius.radacct (
    radacctid bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    acctsessionid text NOT NULL,
    acctuniqueid text NOT NULL UNIQUE,
    username citext,
    realm text,
    nasipaddress inet NOT NULL,
    nasportid text,
    nasporttype text,
    acctstarttime timestamptz,
    acctupdatetime timestamptz,
    acctstoptime timestamptz,
    acctinterval bigint,
    acctsessiontime bigint,
    acctauthentic text,
    connectinfo_start text,
    connectinfo_stop text,
    acctinputoctets bigint,
    acctoutputoctets bigint,
    calledstationid text,
    callingstationid text,
    acctterminatecause text,
    servicetype text,
    framedprotocol text,
    framedipaddress inet,
    framedipv6address inet,
    framedipv6prefix inet,
    framedinterfaceid text,
    delegatedipv6prefix inet,
    class text,
    generation int NOT NULL DEFAULT 0
  ) WITH (fillfactor = 70);
  COMMENT ON COLUMN radius.radacct.generation IS 'Counts up when a router uses the id of an ended session again';
  CREATE INDEX radacct_open_user ON radius.radacct (username) WHERE acctstoptime IS NULL;
  CREATE INDEX radacct_open_nas ON radius.radacct (nasipaddress, acctstarttime) WHERE acctstoptime IS NULL;
  CREATE INDEX radacct_stopped ON radius.radacct (acctstoptime) WHERE acctstoptime IS NOT NULL;

  CREATE TABLE radius.heard (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    status text NOT NULL CHECK (status IN ('start', 'interim', 'stop', 'nas_on')),
    nas inet NOT NULL,
    at timestamptz NOT NULL,
    unique_id text NOT NULL DEFAULT '',
    session_id text NOT NULL DEFAULT '',
    username text,
    seconds bigint NOT NULL DEFAULT 0,
    download bigint NOT NULL DEFAULT 0,
    upload bigint NOT NULL DEFAULT 0,
    wide boolean NOT NULL DEFAULT true,
    ipv4 inet,
    ipv6_address inet,
    ipv6_prefix inet,
    delegated inet,
    calling_station text,
    called_station text,
    nas_port text,
    cause text
  );
  COMMENT ON TABLE radius.heard IS 'Accounting that FreeRADIUS has kept and the product has yet to count; each row goes when it is counted';
  CREATE UNIQUE INDEX heard_restart ON radius.heard (nas, at) WHERE status = 'nas_on';

  -- A Start of an ended session is late, or the router has begun to count its ids anew: then it is another session.
  CREATE FUNCTION radius.before_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
  BEGIN
    IF OLD.acctstoptime IS NULL THEN RETURN NEW; END IF;
    IF NEW.acctstoptime IS DISTINCT FROM OLD.acctstoptime OR NEW.acctstarttime <= OLD.acctstoptime THEN RETURN OLD; END IF;
    NEW.generation := OLD.generation + 1;
    NEW.acctstoptime := NULL;
    NEW.acctsessiontime := 0;
    NEW.acctinputoctets := 0;
    NEW.acctoutputoctets := 0;
    NEW.acctterminatecause := NULL;
    RETURN NEW;
  END $$;
  CREATE TRIGGER before_change BEFORE UPDATE ON radius.radacct FOR EACH ROW EXECUTE FUNCTION radius.before_change();

  CREATE FUNCTION radius.after_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
  DECLARE
    what text;
    happened timestamptz := coalesce(NEW.acctstoptime, NEW.acctupdatetime, NEW.acctstarttime, now());
  BEGIN
    IF TG_OP = 'INSERT' OR NEW.generation > OLD.generation THEN
      what := CASE WHEN NEW.acctstoptime IS NOT NULL THEN 'stop' WHEN coalesce(NEW.acctsessiontime, 0) = 0 THEN 'start' ELSE 'interim' END;
    ELSIF NEW.acctstoptime IS NOT NULL AND OLD.acctstoptime IS NULL THEN
      -- Accounting-On and -Off end every session of the router in one statement, and tell nothing of what they used.
      what := CASE WHEN NEW.acctterminatecause = 'NAS-Reboot' AND NEW.connectinfo_stop IS NOT DISTINCT FROM OLD.connectinfo_stop
        THEN 'nas_on' ELSE 'stop' END;
    ELSIF NEW.acctstoptime IS NULL AND (NEW.acctsessiontime, NEW.acctinputoctets, NEW.acctoutputoctets, NEW.framedipaddress)
        IS DISTINCT FROM (OLD.acctsessiontime, OLD.acctinputoctets, OLD.acctoutputoctets, OLD.framedipaddress) THEN
      what := 'interim';
    ELSE RETURN NULL;
    END IF;
    IF what = 'nas_on' THEN
      INSERT INTO radius.heard (status, nas, at) VALUES (what, NEW.nasipaddress, NEW.acctstoptime) ON CONFLICT DO NOTHING;
      RETURN NULL;
    END IF;
    -- The stock queries add the Gigawords up, and do not tell whether there were any: beyond 4 GiB there were.
    INSERT INTO radius.heard (status, nas, at, unique_id, session_id, username, seconds, download, upload, wide, ipv4, ipv6_address, ipv6_prefix,
      delegated, calling_station, called_station, nas_port, cause)
    VALUES (what, NEW.nasipaddress, happened, NEW.acctuniqueid || '/' || NEW.generation, NEW.acctsessionid, NEW.username,
      greatest(coalesce(NEW.acctsessiontime, 0), 0), greatest(coalesce(NEW.acctoutputoctets, 0), 0), greatest(coalesce(NEW.acctinputoctets, 0), 0),
      greatest(NEW.acctoutputoctets, NEW.acctinputoctets, OLD.acctoutputoctets, OLD.acctinputoctets) > 4294967295,
      NEW.framedipaddress, NEW.framedipv6address, NEW.framedipv6prefix, NEW.delegatedipv6prefix, nullif(NEW.callingstationid, ''),
      nullif(NEW.calledstationid, ''), nullif(NEW.nasportid, ''), nullif(NEW.acctterminatecause, ''));
    RETURN NULL;
  END $$;
  CREATE TRIGGER after_change AFTER INSERT OR UPDATE ON radius.radacct FOR EACH ROW EXECUTE FUNCTION radius.after_change();`;

const RIGHTS = `
  DO $$ BEGIN
    CREATE ROLE demarc_freeradius NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
  END $$;
  GRANT USAGE ON SCHEMA radius TO demarc_app, demarc_freeradius;
  GRANT SELECT, INSERT, UPDATE, DELETE ON radius.login_line, radius.login_group, radius.group_line, radius.client, radius.post_auth, radius.radacct,
    radius.heard TO demarc_app;
  GRANT SELECT, UPDATE ON radius.post_auth_mark TO demarc_app;
  REVOKE ALL ON FUNCTION radius.note_login, radius.keep_post_auth, radius.after_change FROM PUBLIC;
  GRANT SELECT ON radius.radcheck, radius.radreply, radius.radusergroup, radius.radgroupcheck, radius.radgroupreply, radius.nas, radius.nasreload
    TO demarc_freeradius;
  -- Views are read with the rights of whoever asks, so the tables behind them are granted too; all are made for FreeRADIUS alone.
  GRANT SELECT ON radius.login_line, radius.login_group, radius.group_line, radius.client, radius.post_auth TO demarc_freeradius;
  GRANT SELECT, INSERT ON radius.radpostauth TO demarc_freeradius;
  GRANT SELECT, INSERT, UPDATE ON radius.radacct, radius.nasreload TO demarc_freeradius;
  GRANT EXECUTE ON FUNCTION radius.note_login, radius.normal_mac, radius.must_sign, radius.explains, radius.recognised, radius.line_id,
    radius.text_of, radius.part_of TO demarc_freeradius;
  REVOKE ALL ON FUNCTION radius.must_sign, radius.explains FROM PUBLIC;
  ALTER FUNCTION radius.must_sign SECURITY DEFINER;
  ALTER FUNCTION radius.explains SECURITY DEFINER;`;
