import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who holds what, from when to when. One table for all that takes an address away from others (services, reservations,
 * devices, quarantine), so that one constraint keeps them apart; sessions are the record of what routers hand out.
 */
export class Addresses1700000041100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(HOLDINGS);
    await runner.query(KEEPING);
    await runner.query(FREE_LIST);
    await runner.query(CGNAT);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const HOLDINGS = `
  CREATE TABLE networking.address_setting (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    quarantine_days smallint NOT NULL DEFAULT 0 CHECK (quarantine_days BETWEEN 0 AND 365),
    gives_back boolean NOT NULL DEFAULT true,
    static_from_pools boolean NOT NULL DEFAULT false,
    release_after_months smallint DEFAULT 12 CHECK (release_after_months BETWEEN 1 AND 24)
  );
  COMMENT ON COLUMN networking.address_setting.gives_back IS 'A customer who comes back gets the address that they had, while it is free';
  INSERT INTO networking.address_setting DEFAULT VALUES;
  GRANT SELECT, UPDATE ON networking.address_setting TO demarc_app;

  CREATE TABLE networking.address_holding (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    held cidr NOT NULL,
    kind text NOT NULL CHECK (kind IN ('static', 'wan', 'route', 'delegated', 'reserved', 'device', 'quarantine')),
    during tstzrange NOT NULL CHECK (NOT isempty(during) AND NOT lower_inf(during)),
    service_id uuid REFERENCES networking.access,
    customer_id uuid REFERENCES crm.customer,
    partner_id uuid REFERENCES crm.partner,
    label text NOT NULL DEFAULT '',
    noted_by text NOT NULL DEFAULT '',
    CHECK ((service_id IS NOT NULL) = (kind IN ('static', 'wan', 'route', 'delegated'))),
    CONSTRAINT address_holding_apart EXCLUDE USING gist (held inet_ops WITH &&, during WITH &&)
  );
  COMMENT ON COLUMN networking.address_holding.kind IS 'static: the address of a service; wan: its IPv6 prefix; route: a further network; delegated: an IPv6 prefix for the customer''s router; reserved: kept free, for the customer where one is named; device: not a customer''s; quarantine: kept for who had it last';
  CREATE INDEX address_holding_service ON networking.address_holding (service_id) WHERE service_id IS NOT NULL;
  CREATE INDEX address_holding_customer ON networking.address_holding (customer_id) WHERE customer_id IS NOT NULL;
  CREATE INDEX address_holding_kept ON networking.address_holding (customer_id) WHERE kind IN ('reserved', 'quarantine');
  CREATE INDEX address_holding_now ON networking.address_holding (held) WHERE upper_inf(during);
  CALL platform.guard('networking.address_holding');
  CREATE INDEX session_open_ipv6 ON networking.session_open (framed_ipv6) WHERE framed_ipv6 IS NOT NULL;
  CREATE INDEX session_open_delegated ON networking.session_open (delegated_prefix) WHERE delegated_prefix IS NOT NULL;
  CREATE INDEX session_closed_ipv6 ON networking.session_closed (framed_ipv6) WHERE framed_ipv6 IS NOT NULL;
  CREATE INDEX session_closed_delegated ON networking.session_closed (delegated_prefix) WHERE delegated_prefix IS NOT NULL;`;

/** Whoever changes an access, its holdings follow in the same transaction: nothing in the product can forget the history. */
const KEEPING = `
  -- What an access holds. What lies in another of its own networks is held by that one.
  CREATE FUNCTION networking.held_by(access networking.access) RETURNS TABLE (held cidr, kind text) LANGUAGE sql STABLE AS $$
    WITH own AS (
      SELECT access.ipv4::cidr AS held, 'static' AS kind, 1 AS rank WHERE access.ipv4 IS NOT NULL
      UNION ALL SELECT access.ipv6_prefix, 'wan', 2 WHERE access.ipv6_prefix IS NOT NULL
      UNION ALL SELECT access.delegated_prefix, 'delegated', 3 WHERE access.delegated_prefix IS NOT NULL
      UNION ALL SELECT route, 'route', 4 FROM unnest(access.routes) route)
    SELECT DISTINCT ON (own.held) own.held, own.kind FROM own
     WHERE access.live AND NOT EXISTS (SELECT 1 FROM own AS other WHERE other.held >> own.held) ORDER BY own.held, own.rank
  $$;

  CREATE FUNCTION networking.keep_holdings() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    days int := (SELECT quarantine_days FROM networking.address_setting);
    over record;
  BEGIN
    IF TG_OP = 'UPDATE' THEN
      FOR over IN
        SELECT had.id, had.held, had.customer_id, had.partner_id, lower(had.during) AS since FROM networking.address_holding had
         WHERE had.service_id = NEW.service_id AND upper_inf(had.during)
           AND NOT (had.customer_id = NEW.customer_id AND EXISTS (SELECT 1 FROM networking.held_by(NEW) now WHERE now.held = had.held AND now.kind = had.kind))
      LOOP
        IF over.since < NEW.desired_at THEN
          UPDATE networking.address_holding SET during = tstzrange(over.since, NEW.desired_at) WHERE id = over.id;
        ELSE
          DELETE FROM networking.address_holding WHERE id = over.id;
        END IF;
        IF days > 0 THEN
          INSERT INTO networking.address_holding (held, kind, during, customer_id, partner_id) VALUES
            (over.held, 'quarantine', tstzrange(greatest(over.since, NEW.desired_at), greatest(over.since, NEW.desired_at) + make_interval(days => days)),
             over.customer_id, over.partner_id);
        END IF;
      END LOOP;
    END IF;
    -- What was kept for this customer has served its purpose.
    DELETE FROM networking.address_holding kept USING networking.held_by(NEW) now
     WHERE kept.customer_id = NEW.customer_id AND kept.kind IN ('reserved', 'quarantine') AND kept.held <<= now.held AND lower(kept.during) >= NEW.desired_at;
    -- Not "during @>": on tables that were never analysed, as in an import, that finds everything that is held now.
    UPDATE networking.address_holding kept SET during = tstzrange(lower(kept.during), NEW.desired_at) FROM networking.held_by(NEW) now
     WHERE kept.customer_id = NEW.customer_id AND kept.kind IN ('reserved', 'quarantine') AND kept.held <<= now.held
       AND lower(kept.during) <= NEW.desired_at AND (upper_inf(kept.during) OR upper(kept.during) > NEW.desired_at);
    INSERT INTO networking.address_holding (held, kind, during, service_id, customer_id, partner_id)
      SELECT now.held, now.kind, tstzrange(NEW.desired_at, NULL), NEW.service_id, NEW.customer_id, NEW.partner_id FROM networking.held_by(NEW) now
       WHERE NOT EXISTS (SELECT 1 FROM networking.address_holding had
         WHERE had.service_id = NEW.service_id AND had.held = now.held AND had.kind = now.kind AND upper_inf(had.during));
    RETURN NULL;
  END $$;
  CREATE TRIGGER access_holds AFTER INSERT ON networking.access FOR EACH ROW
    WHEN (NEW.live AND (NEW.ipv4 IS NOT NULL OR NEW.ipv6_prefix IS NOT NULL OR NEW.delegated_prefix IS NOT NULL OR NEW.routes <> '{}'))
    EXECUTE FUNCTION networking.keep_holdings();
  CREATE TRIGGER access_holds_else AFTER UPDATE OF live, customer_id, ipv4, ipv6_prefix, delegated_prefix, routes ON networking.access FOR EACH ROW
    WHEN ((OLD.live, OLD.customer_id, OLD.ipv4, OLD.ipv6_prefix, OLD.delegated_prefix, OLD.routes) IS DISTINCT FROM (NEW.live, NEW.customer_id, NEW.ipv4, NEW.ipv6_prefix, NEW.delegated_prefix, NEW.routes))
    EXECUTE FUNCTION networking.keep_holdings();`;

/** The free list is a guess that saves work; what is held decides, and is asked again before an address is given. */
const FREE_LIST = `
  CREATE TABLE networking.free_address (
    network_id uuid NOT NULL REFERENCES networking.network ON DELETE CASCADE,
    unit cidr NOT NULL,
    free_at timestamptz NOT NULL DEFAULT '-infinity',
    PRIMARY KEY (network_id, unit)
  );
  CALL platform.guard('networking.free_address');

  -- Whether anybody, of whatever partner, has or keeps something of it from an instant on; what is kept for the customer and
  -- what the service has itself do not count. The scope is widened and narrowed by hand, for only a superuser may give it to the function as an attribute.
  CREATE FUNCTION networking.is_taken(wanted cidr, at timestamptz, for_customer uuid DEFAULT NULL, for_service uuid DEFAULT NULL) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog AS $$
  DECLARE
    asked_in text := coalesce(current_setting('demarc.scope', true), 'none');
    taken boolean;
  BEGIN
    PERFORM set_config('demarc.scope', 'all', true);
    SELECT EXISTS (SELECT 1 FROM networking.address_holding WHERE held OPERATOR(pg_catalog.&&) wanted AND during && tstzrange(at, NULL)
      AND NOT (for_customer IS NOT NULL AND customer_id IS NOT DISTINCT FROM for_customer AND kind IN ('reserved', 'quarantine') AND held <<= wanted)
      AND (for_service IS NULL OR service_id IS DISTINCT FROM for_service)) INTO taken;
    PERFORM set_config('demarc.scope', asked_in, true);
    RETURN taken;
  END $$;

  -- What is taken of a network, of whatever partner: only the addresses, and until when.
  CREATE FUNCTION networking.taken_of(network cidr, at timestamptz) RETURNS TABLE (taken text, until timestamptz) LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog AS $$
  DECLARE
    asked_in text := coalesce(current_setting('demarc.scope', true), 'none');
  BEGIN
    PERFORM set_config('demarc.scope', 'all', true);
    RETURN QUERY SELECT one.held::text, max(coalesce(upper(one.during), 'infinity')) FROM networking.address_holding one
      WHERE one.held OPERATOR(pg_catalog.&&) network AND one.during && tstzrange(at, NULL) GROUP BY one.held ORDER BY one.held;
    PERFORM set_config('demarc.scope', asked_in, true);
  END $$;

  -- The lowest listed unit that nobody has and nobody else is about to take.
  CREATE FUNCTION networking.take_free(network uuid, at timestamptz) RETURNS cidr LANGUAGE plpgsql AS $$
  DECLARE
    found_unit cidr;
  BEGIN
    LOOP
      DELETE FROM networking.free_address one WHERE one.network_id = network AND one.unit = (
        SELECT unit FROM networking.free_address WHERE network_id = network AND free_at <= at ORDER BY unit LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING one.unit INTO found_unit;
      EXIT WHEN found_unit IS NULL OR NOT networking.is_taken(found_unit, at);
    END LOOP;
    RETURN found_unit;
  END $$;

  -- What ends, or is to end, goes back into the list where the list has come past it.
  CREATE FUNCTION networking.list_what_ends() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    given record;
  BEGIN
    IF TG_OP = 'DELETE' THEN given := OLD; ELSE given := NEW; END IF;
    INSERT INTO networking.free_address (network_id, unit, free_at)
      SELECT network.id, given.held, CASE TG_OP WHEN 'DELETE' THEN '-infinity' ELSE upper(given.during) END FROM networking.network network
       WHERE network.prefix >>= given.held::inet AND network.kind IN ('static', 'delegation') AND network.unit_length = masklen(given.held)
         AND EXISTS (SELECT 1 FROM networking.free_address later WHERE later.network_id = network.id AND later.unit > given.held)
       ON CONFLICT (network_id, unit) DO UPDATE SET free_at = excluded.free_at;
    RETURN NULL;
  END $$;
  CREATE TRIGGER holding_ends AFTER INSERT OR UPDATE ON networking.address_holding FOR EACH ROW
    WHEN (NOT upper_inf(NEW.during)) EXECUTE FUNCTION networking.list_what_ends();
  CREATE TRIGGER holding_vanishes AFTER DELETE ON networking.address_holding FOR EACH ROW EXECUTE FUNCTION networking.list_what_ends();
  REVOKE ALL ON FUNCTION networking.is_taken, networking.taken_of FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION networking.is_taken, networking.taken_of TO demarc_app;`;

const CGNAT = `
  CREATE TABLE networking.cgnat_map (
    id uuid PRIMARY KEY,
    partner_id uuid REFERENCES crm.partner,
    router_id uuid REFERENCES networking.router,
    name text NOT NULL CHECK (name <> ''),
    mode text NOT NULL CHECK (mode IN ('deterministic', 'dynamic')),
    layout text NOT NULL DEFAULT 'slices' CHECK (layout IN ('slices', 'consecutive')),
    inside cidr NOT NULL CHECK (family(inside) = 4),
    outside cidr NOT NULL CHECK (family(outside) = 4),
    first_port int NOT NULL CHECK (first_port BETWEEN 1 AND 65535),
    last_port int NOT NULL CHECK (last_port BETWEEN first_port AND 65535),
    block_ports int NOT NULL CHECK (block_ports BETWEEN 1 AND 65535),
    during tstzrange NOT NULL CHECK (NOT isempty(during) AND NOT lower_inf(during)),
    at_router uuid NOT NULL GENERATED ALWAYS AS (coalesce(router_id, '00000000-0000-0000-0000-000000000000')) STORED,
    CONSTRAINT cgnat_outside_apart EXCLUDE USING gist (outside inet_ops WITH &&, during WITH &&),
    CONSTRAINT cgnat_inside_apart EXCLUDE USING gist (at_router WITH =, inside inet_ops WITH &&, during WITH &&)
  );
  COMMENT ON TABLE networking.cgnat_map IS 'How inside addresses share outside ones. A map is never changed: it ends and another begins, so that old questions are answered by what was in force';
  CALL platform.guard('networking.cgnat_map');

  CREATE TABLE networking.cgnat_block (
    map_id uuid NOT NULL REFERENCES networking.cgnat_map,
    outside inet NOT NULL,
    first_port int NOT NULL CHECK (first_port BETWEEN 0 AND 65535),
    last_port int NOT NULL CHECK (last_port BETWEEN first_port AND 65535),
    inside inet NOT NULL,
    opened_at timestamptz NOT NULL,
    closed_at timestamptz CHECK (closed_at >= opened_at),
    reported_by text NOT NULL,
    PRIMARY KEY (map_id, outside, first_port, opened_at)
  ) PARTITION BY RANGE (opened_at);
  COMMENT ON TABLE networking.cgnat_block IS 'Blocks of ports that a router gave by itself, as it reported them: evidence, so two claims to one port both stand';
  CREATE INDEX cgnat_block_inside ON networking.cgnat_block (inside, opened_at DESC);
  CALL platform.guard('networking.cgnat_block', 'SELECT, INSERT, UPDATE');`;
