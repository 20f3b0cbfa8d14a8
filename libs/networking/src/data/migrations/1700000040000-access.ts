import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Routers, networks of addresses, what a plan means on the wire, and the network side of each internet service. */
export class Access1700000040000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA networking;
      GRANT USAGE ON SCHEMA networking TO demarc_app;

      CREATE TABLE networking.router (
        id uuid PRIMARY KEY,
        partner_id uuid REFERENCES crm.partner,
        location_id uuid REFERENCES crm.location,
        name text NOT NULL CHECK (name <> ''),
        vendor text NOT NULL CHECK (vendor IN ('mikrotik', 'cisco_ios', 'cisco_iosxe', 'juniper', 'huawei', 'ubiquiti', 'cambium', 'accel_ppp', 'wispr', 'standard')),
        model text,
        download_kbps int CHECK (download_kbps > 0),
        upload_kbps int CHECK (upload_kbps > 0),
        address inet,
        sources cidr[] NOT NULL DEFAULT '{}',
        access_method text NOT NULL CHECK (access_method IN ('radius', 'ppp_secrets', 'dhcp_leases', 'hotspot_users', 'ip_mac_filter', 'none')),
        radius_secret bytea,
        message_authenticator text NOT NULL DEFAULT 'require' CHECK (message_authenticator IN ('require', 'auto', 'off')),
        coa_port int NOT NULL DEFAULT 3799 CHECK (coa_port BETWEEN 1 AND 65535),
        api_username text,
        api_password bytea,
        api_port int CHECK (api_port BETWEEN 1 AND 65535),
        interim_seconds int NOT NULL DEFAULT 300 CHECK (interim_seconds BETWEEN 60 AND 86400),
        options jsonb NOT NULL DEFAULT '{}',
        active boolean NOT NULL DEFAULT true,
        last_seen_at timestamptz,
        unsigned_seen_at timestamptz,
        unsigned_refused_at timestamptz,
        signed_seen_at timestamptz,
        signed_since timestamptz,
        created_at timestamptz NOT NULL,
        revision int NOT NULL DEFAULT 1
      );
      COMMENT ON COLUMN networking.router.sources IS 'Addresses and networks that its RADIUS packets come from';
      COMMENT ON COLUMN networking.router.unsigned_seen_at IS 'When it last sent an Access-Request without Message-Authenticator (CVE-2024-3596)';
      COMMENT ON COLUMN networking.router.unsigned_refused_at IS 'When such a request last got no answer';
      COMMENT ON COLUMN networking.router.signed_since IS 'Since when all requests of it that came by UDP were signed; null: the last one was not, or none came';
      CREATE UNIQUE INDEX router_name ON networking.router (lower(name)) WHERE active;
      CALL platform.guard('networking.router');

      CREATE TABLE networking.network (
        id uuid PRIMARY KEY,
        parent_id uuid,
        parent_prefix cidr,
        parent_kind text GENERATED ALWAYS AS (CASE WHEN parent_id IS NOT NULL THEN 'root' END) STORED,
        level uuid NOT NULL GENERATED ALWAYS AS (coalesce(parent_id, '00000000-0000-0000-0000-000000000000')) STORED,
        partner_id uuid REFERENCES crm.partner,
        location_id uuid REFERENCES crm.location,
        router_id uuid REFERENCES networking.router,
        name text NOT NULL CHECK (name <> ''),
        prefix cidr NOT NULL,
        kind text NOT NULL CHECK (kind IN ('root', 'static', 'pool', 'management', 'delegation', 'cgnat')),
        unit_length smallint NOT NULL CHECK (unit_length BETWEEN masklen(prefix) AND CASE family(prefix) WHEN 4 THEN 32 ELSE 128 END),
        router_pool_name text,
        vlan smallint CHECK (vlan BETWEEN 1 AND 4094),
        comment text NOT NULL DEFAULT '',
        created_at timestamptz NOT NULL,
        revision int NOT NULL DEFAULT 1,
        UNIQUE (id, prefix, kind),
        CHECK ((parent_id IS NULL) = (parent_prefix IS NULL)),
        CONSTRAINT network_within_parent CHECK (prefix << parent_prefix OR (prefix = parent_prefix AND kind <> 'root')),
        CONSTRAINT network_parent FOREIGN KEY (parent_id, parent_prefix, parent_kind) REFERENCES networking.network (id, prefix, kind)
          DEFERRABLE INITIALLY IMMEDIATE,
        CONSTRAINT network_apart EXCLUDE USING gist (level WITH =, prefix inet_ops WITH &&) DEFERRABLE INITIALLY IMMEDIATE
      );
      COMMENT ON TABLE networking.network IS 'A tree: each network lies in its parent, parents are roots, and those of one level lie apart. So any two overlap only where one is above the other';
      COMMENT ON COLUMN networking.network.parent_prefix IS 'Of the parent, held equal by the foreign key, so that a row can be checked against it';
      COMMENT ON COLUMN networking.network.unit_length IS 'What one service gets of it: 32 a single IPv4 address, 56 a /56';
      CREATE INDEX network_prefix ON networking.network USING gist (prefix inet_ops);
      CALL platform.guard('networking.network');

      CREATE TABLE networking.access_policy (
        plan_id uuid PRIMARY KEY REFERENCES billing.plan,
        partner_id uuid REFERENCES crm.partner,
        download_kbps int NOT NULL CHECK (download_kbps > 0),
        upload_kbps int NOT NULL CHECK (upload_kbps > 0),
        guaranteed_percent smallint CHECK (guaranteed_percent BETWEEN 0 AND 100),
        contention smallint NOT NULL DEFAULT 1 CHECK (contention BETWEEN 1 AND 1000),
        priority smallint NOT NULL DEFAULT 5 CHECK (priority BETWEEN 1 AND 8),
        burst_download_kbps int CHECK (burst_download_kbps > 0),
        burst_upload_kbps int CHECK (burst_upload_kbps > 0),
        burst_threshold_download_kbps int CHECK (burst_threshold_download_kbps > 0),
        burst_threshold_upload_kbps int CHECK (burst_threshold_upload_kbps > 0),
        burst_seconds smallint CHECK (burst_seconds BETWEEN 1 AND 600),
        download_profile text,
        upload_profile text,
        version int NOT NULL DEFAULT 1,
        changed_at timestamptz NOT NULL,
        CHECK (num_nulls(burst_download_kbps, burst_upload_kbps, burst_threshold_download_kbps, burst_threshold_upload_kbps, burst_seconds) IN (0, 5))
      );
      CALL platform.guard('networking.access_policy');

      CREATE SEQUENCE networking.login_number START 100001;
      GRANT USAGE ON SEQUENCE networking.login_number TO demarc_app;
      CREATE TABLE networking.access (
        service_id uuid PRIMARY KEY REFERENCES billing.service,
        customer_id uuid NOT NULL REFERENCES billing.account,
        partner_id uuid NOT NULL REFERENCES crm.partner,
        plan_id uuid NOT NULL REFERENCES billing.plan,
        method text NOT NULL CHECK (method IN ('pppoe', 'ipoe', 'hotspot', 'static', 'mac')),
        login text,
        login_key text GENERATED ALWAYS AS (lower(login)) STORED,
        password bytea,
        router_id uuid REFERENCES networking.router,
        ipv4_assignment text NOT NULL DEFAULT 'none' CHECK (ipv4_assignment IN ('none', 'permanent', 'pool')),
        ipv4 inet CHECK (family(ipv4) = 4 AND masklen(ipv4) = 32),
        pool_id uuid REFERENCES networking.network,
        routes cidr[] NOT NULL DEFAULT '{}',
        ipv6_prefix cidr CHECK (family(ipv6_prefix) = 6),
        delegated_prefix cidr CHECK (family(delegated_prefix) = 6),
        macs macaddr[] NOT NULL DEFAULT '{}',
        circuit_id text CHECK (circuit_id <> ''),
        remote_id text CHECK (remote_id <> ''),
        device_rule text NOT NULL DEFAULT 'learn' CHECK (device_rule IN ('learn', 'alert', 'pin')),
        line_mac macaddr,
        line_mac_at timestamptz,
        line_mac_before macaddr,
        refused_mac macaddr,
        refused_mac_at timestamptz,
        mac_login boolean NOT NULL DEFAULT false,
        simultaneous_use smallint CHECK (simultaneous_use BETWEEN 1 AND 100),
        desired text NOT NULL CHECK (desired IN ('open', 'blocked', 'closed')),
        desired_reason text,
        desired_version int NOT NULL DEFAULT 1,
        desired_at timestamptz NOT NULL,
        desired_because uuid,
        cause text,
        caused_at timestamptz,
        cause_payment_id uuid,
        purpose text CHECK (purpose IN ('block', 'restore', 'change', 'close')),
        converged_version int NOT NULL DEFAULT 0,
        converged_at timestamptz,
        converge_attempts smallint NOT NULL DEFAULT 0,
        converging_until timestamptz,
        next_attempt_at timestamptz,
        live boolean NOT NULL DEFAULT true,
        imported jsonb,
        revision int NOT NULL DEFAULT 1
      ) WITH (fillfactor = 80);
      COMMENT ON COLUMN networking.access.live IS 'False when the service is archived or replaced: its login and addresses are free again';
      COMMENT ON COLUMN networking.access.desired_because IS 'The event that asked for the desired state; cause is its name, caused_at its time: the way from cause to effect is measured from there';
      COMMENT ON COLUMN networking.access.circuit_id IS 'With remote_id what the access node says of the line (DHCP option 82): text, or 0x and hexadecimal digits';
      COMMENT ON COLUMN networking.access.device_rule IS 'When another device comes up on the line: it is kept (learn), kept and shown to staff (alert), or refused (pin)';
      COMMENT ON COLUMN networking.access.line_mac_before IS 'The device before it; null when nobody has to look at the change any more';
      COMMENT ON COLUMN networking.access.converging_until IS 'Until then one worker has the routers of this access to itself';
      CREATE UNIQUE INDEX access_login ON networking.access (login_key) WHERE live AND desired <> 'closed';
      CREATE UNIQUE INDEX access_ipv4 ON networking.access (ipv4) WHERE live AND ipv4 IS NOT NULL AND imported IS NULL;
      CREATE UNIQUE INDEX access_line ON networking.access (router_id, circuit_id, remote_id) NULLS NOT DISTINCT
        WHERE live AND desired <> 'closed' AND num_nonnulls(circuit_id, remote_id) > 0;
      CREATE INDEX access_circuit ON networking.access (circuit_id) WHERE circuit_id IS NOT NULL;
      CREATE INDEX access_remote ON networking.access (remote_id) WHERE remote_id IS NOT NULL;
      COMMENT ON COLUMN networking.access.refused_mac IS 'Of a bound line: the other device that was last refused there; null when staff have allowed another one since';
      CREATE INDEX access_device_changed ON networking.access (line_mac_at) WHERE line_mac_before IS NOT NULL;
      CREATE INDEX access_device_refused ON networking.access (refused_mac_at) WHERE refused_mac_at IS NOT NULL;
      CREATE INDEX access_login_any ON networking.access (login_key);
      CREATE INDEX access_ipv4_any ON networking.access (ipv4) WHERE ipv4 IS NOT NULL;
      CREATE INDEX access_customer ON networking.access (customer_id);
      CREATE INDEX access_plan ON networking.access (plan_id);
      CREATE INDEX access_router ON networking.access (router_id);
      CREATE INDEX access_unconverged ON networking.access (next_attempt_at) WHERE converged_version < desired_version;
      CREATE INDEX access_shut_lately ON networking.access (desired_at) WHERE desired <> 'open';
      CALL platform.guard('networking.access');

      CREATE TABLE networking.held_closing (
        service_id uuid PRIMARY KEY REFERENCES networking.access,
        customer_id uuid NOT NULL,
        partner_id uuid NOT NULL,
        desired text NOT NULL CHECK (desired IN ('blocked', 'closed')),
        desired_reason text,
        because uuid,
        cause text,
        held_at timestamptz NOT NULL
      );
      COMMENT ON TABLE networking.held_closing IS 'Accesses that would be shut, but too many were at once: a person has to say that it is meant';
      CALL platform.guard('networking.held_closing');

      CREATE TABLE networking.brake_setting (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        percent smallint NOT NULL DEFAULT 5 CHECK (percent BETWEEN 1 AND 100),
        window_minutes smallint NOT NULL DEFAULT 10 CHECK (window_minutes BETWEEN 1 AND 1440),
        at_least int NOT NULL DEFAULT 20 CHECK (at_least >= 1)
      );
      COMMENT ON COLUMN networking.brake_setting.at_least IS 'Fewer than this many are never too many, however small the provider';
      INSERT INTO networking.brake_setting DEFAULT VALUES;
      GRANT SELECT, UPDATE ON networking.brake_setting TO demarc_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
