import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is known about routers by asking them, and what watches the equipment: checks, tools, devices, samples, alerts, backups. */
export class Monitoring1700000041300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ABOUT_ROUTERS);
    await runner.query(DEVICES);
    await runner.query(SAMPLES);
    await runner.query(ALERTS);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const ABOUT_ROUTERS = `
  CREATE TABLE networking.router_check (
    router_id uuid NOT NULL REFERENCES networking.router,
    partner_id uuid,
    kind text NOT NULL CHECK (kind IN ('reach', 'api', 'radius', 'coa', 'clock')),
    state text NOT NULL CHECK (state IN ('unknown', 'passed', 'failed', 'not_needed')),
    code text NOT NULL,
    evidence jsonb NOT NULL DEFAULT '{}',
    took_ms int NOT NULL DEFAULT 0,
    checked_at timestamptz,
    since timestamptz NOT NULL,
    last_passed_at timestamptz,
    checked_by text NOT NULL,
    asked_at timestamptz,
    PRIMARY KEY (router_id, kind)
  );
  COMMENT ON COLUMN networking.router_check.since IS 'Since when the state is what it is';
  COMMENT ON COLUMN networking.router_check.asked_at IS 'Somebody asked for it and waits; null when it is answered';
  CALL platform.guard('networking.router_check');

  CREATE TABLE networking.router_ability (
    router_id uuid NOT NULL REFERENCES networking.router,
    partner_id uuid,
    method text NOT NULL,
    change text NOT NULL,
    acknowledged int NOT NULL DEFAULT 0,
    refused int NOT NULL DEFAULT 0,
    refused_in_row int NOT NULL DEFAULT 0,
    error_cause int,
    ineffective_in_row int NOT NULL DEFAULT 0,
    last_at timestamptz NOT NULL,
    acknowledged_at timestamptz,
    refused_at timestamptz,
    effect text CHECK (effect IN ('seen', 'not_seen')),
    effect_at timestamptz,
    effect_evidence text,
    PRIMARY KEY (router_id, method, change)
  );
  COMMENT ON TABLE networking.router_ability IS 'What a CoA or a Disconnect changes on a router, learnt from its answers';
  COMMENT ON COLUMN networking.router_ability.change IS 'What was asked together, in the order of the alphabet: address_list+rate, disconnect';
  CALL platform.guard('networking.router_ability');

  CREATE TABLE networking.tool_run (
    id uuid PRIMARY KEY,
    router_id uuid REFERENCES networking.router,
    partner_id uuid,
    tool text NOT NULL CHECK (tool IN ('ping', 'traceroute')),
    target inet NOT NULL,
    count smallint NOT NULL,
    state text NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'stopped')),
    lines text[] NOT NULL DEFAULT '{}',
    code text,
    fault text,
    asked_by text NOT NULL,
    asked_at timestamptz NOT NULL,
    started_at timestamptz,
    ended_at timestamptz
  );
  COMMENT ON COLUMN networking.tool_run.router_id IS 'From where; null: from the server';
  CREATE INDEX tool_run_asked ON networking.tool_run (asked_at DESC);
  CREATE INDEX tool_run_router ON networking.tool_run (router_id, asked_at DESC);
  CALL platform.guard('networking.tool_run');

  CREATE TABLE networking.router_backup (
    id uuid PRIMARY KEY,
    router_id uuid NOT NULL REFERENCES networking.router,
    partner_id uuid,
    taken_at timestamptz NOT NULL,
    seen_until timestamptz NOT NULL,
    taken_by text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('scheduled', 'by_hand')),
    router_version text NOT NULL DEFAULT '',
    digest text NOT NULL,
    octets int NOT NULL,
    lines int NOT NULL,
    added int NOT NULL DEFAULT 0,
    removed int NOT NULL DEFAULT 0,
    foreign_lines int NOT NULL DEFAULT 0,
    kept boolean NOT NULL DEFAULT false,
    content bytea NOT NULL
  );
  COMMENT ON TABLE networking.router_backup IS 'Configurations as they were read: one row a state, which seen_until says was still so then';
  COMMENT ON COLUMN networking.router_backup.foreign_lines IS 'Lines that changed against the one before and do not bear our mark';
  CREATE INDEX router_backup_router ON networking.router_backup (router_id, taken_at DESC);
  CALL platform.guard('networking.router_backup');

  CREATE TABLE networking.router_backup_try (
    router_id uuid PRIMARY KEY REFERENCES networking.router,
    partner_id uuid,
    asked_at timestamptz,
    tried_at timestamptz,
    code text,
    fault text
  );
  COMMENT ON TABLE networking.router_backup_try IS 'How the last attempt went; fault is null when it went well';
  CALL platform.guard('networking.router_backup_try');

  CREATE TABLE networking.backup_setting (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    nightly boolean NOT NULL DEFAULT true,
    hour smallint NOT NULL DEFAULT 3 CHECK (hour BETWEEN 0 AND 23),
    keep_days smallint NOT NULL DEFAULT 365 CHECK (keep_days BETWEEN 1 AND 3650),
    keep_at_least smallint NOT NULL DEFAULT 10 CHECK (keep_at_least BETWEEN 1 AND 1000),
    last_night date
  );
  INSERT INTO networking.backup_setting DEFAULT VALUES;
  GRANT SELECT, UPDATE ON networking.backup_setting TO demarc_app;
`;

const DEVICES = `
  CREATE TABLE networking.device (
    id uuid PRIMARY KEY,
    partner_id uuid REFERENCES crm.partner,
    site_id uuid REFERENCES networking.site,
    router_id uuid REFERENCES networking.router,
    parent_id uuid REFERENCES networking.device,
    name text NOT NULL CHECK (name <> ''),
    kind text NOT NULL CHECK (kind IN ('router', 'switch', 'access_point', 'radio_link', 'olt', 'ups', 'server', 'other')),
    model text NOT NULL DEFAULT '',
    address inet NOT NULL,
    ping boolean NOT NULL DEFAULT true,
    snmp text NOT NULL CHECK (snmp IN ('none', 'v2c', 'v3')),
    snmp_port int NOT NULL DEFAULT 161 CHECK (snmp_port BETWEEN 1 AND 65535),
    snmp_user text,
    snmp_auth text CHECK (snmp_auth IN ('none', 'md5', 'sha', 'sha256', 'sha512')),
    snmp_privacy text CHECK (snmp_privacy IN ('none', 'des', 'aes')),
    snmp_secrets bytea,
    poll_seconds int NOT NULL DEFAULT 60 CHECK (poll_seconds BETWEEN 10 AND 86400),
    interfaces boolean NOT NULL DEFAULT true,
    active boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL,
    revision int NOT NULL DEFAULT 1,
    state text NOT NULL DEFAULT 'unknown' CHECK (state IN ('unknown', 'up', 'down')),
    state_since timestamptz,
    fault text,
    failures int NOT NULL DEFAULT 0,
    next_poll_at timestamptz,
    polling_until timestamptz,
    polled_at timestamptz,
    answered_at timestamptz,
    uptime_seconds bigint,
    rtt_ms double precision,
    system_name text,
    system_text text,
    CHECK ((snmp = 'none') = (snmp_secrets IS NULL)),
    CHECK (ping OR snmp <> 'none'),
    CHECK (parent_id IS DISTINCT FROM id)
  ) WITH (fillfactor = 70);
  CREATE UNIQUE INDEX device_name ON networking.device (lower(name)) WHERE active;
  CREATE UNIQUE INDEX device_of_router ON networking.device (router_id) WHERE active AND router_id IS NOT NULL;
  CREATE INDEX device_due ON networking.device (next_poll_at) WHERE active;
  CREATE INDEX device_site ON networking.device (site_id);
  CALL platform.guard('networking.device');

  CREATE TABLE networking.device_interface (
    device_id uuid NOT NULL REFERENCES networking.device,
    partner_id uuid,
    if_index int NOT NULL,
    name text NOT NULL,
    alias text NOT NULL DEFAULT '',
    speed_bps bigint,
    admin_up boolean NOT NULL,
    oper_up boolean NOT NULL,
    in_octets numeric(20),
    out_octets numeric(20),
    in_errors numeric(20),
    out_errors numeric(20),
    in_bps double precision,
    out_bps double precision,
    errors_per_second double precision,
    counted_at timestamptz NOT NULL,
    counted_uptime bigint,
    PRIMARY KEY (device_id, if_index)
  );
  CALL platform.guard('networking.device_interface');

  CREATE TABLE networking.device_metric (
    series bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id uuid NOT NULL UNIQUE,
    device_id uuid NOT NULL REFERENCES networking.device,
    partner_id uuid,
    key text NOT NULL,
    name text NOT NULL,
    unit text NOT NULL DEFAULT '',
    oid text,
    factor double precision NOT NULL DEFAULT 1,
    kind text NOT NULL CHECK (kind IN ('gauge', 'counter')),
    own boolean NOT NULL DEFAULT false,
    active boolean NOT NULL DEFAULT true,
    last_raw numeric,
    last_value double precision,
    last_at timestamptz,
    UNIQUE (device_id, key)
  );
  COMMENT ON COLUMN networking.device_metric.own IS 'Asked for by staff, by its OID; else one that every device of its kind has';
  CALL platform.guard('networking.device_metric');

  -- Customers with open services behind a router, else behind the sectors of a site. Runs with the asker's scope.
  CREATE FUNCTION networking.customers_behind(router uuid, site uuid) RETURNS int LANGUAGE sql STABLE AS $$
    SELECT count(DISTINCT access.customer_id)::int FROM networking.access access
     WHERE access.live AND access.desired = 'open' AND CASE WHEN router IS NOT NULL THEN
         access.router_id = router OR (access.router_id IS NULL AND EXISTS (SELECT 1 FROM networking.session_open open
           WHERE open.service_id = access.service_id AND open.router_id = router))
       ELSE access.sector_id IN (SELECT id FROM networking.sector sector WHERE sector.site_id = site) END
  $$;

  CREATE TABLE networking.device_event (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    device_id uuid NOT NULL REFERENCES networking.device,
    partner_id uuid,
    at timestamptz NOT NULL,
    kind text NOT NULL CHECK (kind IN ('up', 'down', 'restarted', 'interface_up', 'interface_down')),
    said text NOT NULL DEFAULT '',
    lasted_seconds bigint
  );
  CREATE INDEX device_event_device ON networking.device_event (device_id, at DESC);
  CALL platform.guard('networking.device_event');
`;

const SAMPLES = `
  CREATE TABLE networking.metric_sample (
    series bigint NOT NULL,
    at timestamptz NOT NULL,
    value double precision NOT NULL,
    PRIMARY KEY (series, at)
  ) PARTITION BY RANGE (at);
  GRANT SELECT, INSERT ON networking.metric_sample TO demarc_app;

  CREATE TABLE networking.metric_hour (
    series bigint NOT NULL,
    hour timestamptz NOT NULL,
    lowest double precision NOT NULL,
    highest double precision NOT NULL,
    total double precision NOT NULL,
    samples int NOT NULL,
    PRIMARY KEY (series, hour)
  ) PARTITION BY RANGE (hour);
  GRANT SELECT, INSERT, UPDATE ON networking.metric_hour TO demarc_app;

  CREATE TABLE networking.metric_day (
    series bigint NOT NULL,
    day date NOT NULL,
    lowest double precision NOT NULL,
    highest double precision NOT NULL,
    total double precision NOT NULL,
    samples int NOT NULL,
    PRIMARY KEY (series, day)
  );
  GRANT SELECT, INSERT, UPDATE ON networking.metric_day TO demarc_app;

  CREATE TABLE networking.metric_watermark (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    rolled_to timestamptz NOT NULL
  );
  GRANT SELECT, INSERT, UPDATE ON networking.metric_watermark TO demarc_app;
`;

const ALERTS = `
  CREATE TABLE networking.alert_rule (
    id uuid PRIMARY KEY,
    partner_id uuid REFERENCES crm.partner,
    name text NOT NULL CHECK (name <> ''),
    device_id uuid REFERENCES networking.device,
    condition text NOT NULL CHECK (condition IN ('down', 'above', 'below', 'check_failed', 'config_changed')),
    metric_key text,
    threshold double precision,
    clear_at double precision,
    polls smallint NOT NULL DEFAULT 3 CHECK (polls BETWEEN 1 AND 1000),
    severity text NOT NULL DEFAULT 'warning' CHECK (severity IN ('critical', 'warning', 'info')),
    mail_to text NOT NULL DEFAULT '',
    active boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL,
    revision int NOT NULL DEFAULT 1,
    CHECK ((condition IN ('above', 'below')) = (metric_key IS NOT NULL AND threshold IS NOT NULL AND clear_at IS NOT NULL))
  );
  COMMENT ON COLUMN networking.alert_rule.clear_at IS 'The alert ends only when the value is back here: at or below it for above, at or above it for below';
  CREATE UNIQUE INDEX alert_rule_name ON networking.alert_rule (lower(name)) WHERE active;
  CALL platform.guard('networking.alert_rule');
  INSERT INTO networking.alert_rule (id, name, condition, polls, severity, created_at) VALUES
    ('01900000-0000-7000-8000-000000000001', 'Device down', 'down', 3, 'critical', now()),
    ('01900000-0000-7000-8000-000000000002', 'Router check failed', 'check_failed', 1, 'warning', now()),
    ('01900000-0000-7000-8000-000000000003', 'Configuration changed by somebody else', 'config_changed', 1, 'warning', now());

  CREATE TABLE networking.alert_watch (
    rule_id uuid NOT NULL REFERENCES networking.alert_rule,
    subject text NOT NULL,
    streak int NOT NULL,
    PRIMARY KEY (rule_id, subject)
  );
  COMMENT ON TABLE networking.alert_watch IS 'How many polls in a row a condition holds (positive), or is over while its alert goes on (negative)';
  GRANT SELECT, INSERT, UPDATE, DELETE ON networking.alert_watch TO demarc_app;

  CREATE TABLE networking.alert (
    id uuid PRIMARY KEY,
    rule_id uuid NOT NULL REFERENCES networking.alert_rule,
    partner_id uuid,
    device_id uuid REFERENCES networking.device,
    router_id uuid REFERENCES networking.router,
    subject text NOT NULL,
    said text NOT NULL,
    severity text NOT NULL,
    value double precision,
    raised_at timestamptz NOT NULL,
    cleared_at timestamptz,
    acknowledged_at timestamptz,
    acknowledged_by text,
    note text NOT NULL DEFAULT '',
    silenced_until timestamptz,
    hidden_by uuid REFERENCES networking.device,
    mailed_at timestamptz
  );
  COMMENT ON COLUMN networking.alert.hidden_by IS 'The device on the way to it that is down itself: nobody is told about what follows from that';
  CREATE UNIQUE INDEX one_alert_a_subject ON networking.alert (rule_id, subject) WHERE cleared_at IS NULL;
  CREATE INDEX alert_open ON networking.alert (raised_at DESC) WHERE cleared_at IS NULL;
  CREATE INDEX alert_raised ON networking.alert (raised_at DESC);
  CALL platform.guard('networking.alert');
`;
