import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Staff, roles, sessions, API keys and what keeps guessers out. None of it belongs to a partner's customers, so the walls
 * here are the permissions of `identity` and the reach checks of its commands. Tokens and secrets are stored as hashes.
 */
export class Identity1700000003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(staffTables);
    await runner.query(accessTables);
    await runner.query(guessingTables);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const staffTables = `
  CREATE TABLE platform.staff (
    id uuid PRIMARY KEY,
    email citext NOT NULL UNIQUE,
    name text NOT NULL,
    state text NOT NULL CHECK (state IN ('invited', 'active', 'disabled')),
    every_partner boolean NOT NULL DEFAULT false,
    partner_ids uuid[] NOT NULL DEFAULT '{}',
    password_hash text,
    password_needs_totp boolean NOT NULL DEFAULT false,
    totp_seed bytea,
    totp_pending_seed bytea,
    totp_last_step bigint,
    created_at timestamptz NOT NULL,
    last_signed_in_at timestamptz,
    CHECK (NOT (every_partner AND cardinality(partner_ids) > 0)),
    CHECK (state <> 'active' OR password_hash IS NOT NULL)
  );
  CREATE TABLE platform.role (
    id uuid PRIMARY KEY,
    key text UNIQUE,
    name citext NOT NULL UNIQUE,
    description text NOT NULL DEFAULT '',
    shipped boolean NOT NULL DEFAULT false,
    holds_all boolean NOT NULL DEFAULT false,
    totp_required boolean NOT NULL DEFAULT false,
    edited_at timestamptz,
    created_at timestamptz NOT NULL
  );
  CREATE TABLE platform.role_permission (
    role_id uuid NOT NULL REFERENCES platform.role ON DELETE CASCADE,
    permission text NOT NULL,
    PRIMARY KEY (role_id, permission)
  );
  CREATE TABLE platform.staff_role (
    staff_id uuid NOT NULL REFERENCES platform.staff,
    role_id uuid NOT NULL REFERENCES platform.role,
    PRIMARY KEY (staff_id, role_id)
  );
  CREATE INDEX staff_role_role ON platform.staff_role (role_id);
  CREATE TABLE platform.recovery_code (
    staff_id uuid NOT NULL REFERENCES platform.staff,
    code_hash bytea NOT NULL,
    created_at timestamptz NOT NULL,
    used_at timestamptz,
    PRIMARY KEY (staff_id, code_hash)
  );
  GRANT SELECT, INSERT, UPDATE ON platform.staff TO demarc_app;
  GRANT SELECT, INSERT, UPDATE, DELETE ON platform.role, platform.role_permission, platform.staff_role,
    platform.recovery_code TO demarc_app;
`;

const accessTables = `
  CREATE TABLE platform.session (
    id uuid PRIMARY KEY,
    token_hash bytea NOT NULL UNIQUE,
    subject_kind text NOT NULL CHECK (subject_kind IN ('staff', 'customer')),
    subject_id uuid NOT NULL,
    state text NOT NULL CHECK (state IN ('signed_in', 'totp_needed', 'totp_enrolment_needed')),
    created_at timestamptz NOT NULL,
    authenticated_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    address text,
    user_agent text,
    ended_at timestamptz,
    ended_because text,
    CHECK ((ended_at IS NULL) = (ended_because IS NULL))
  );
  CREATE INDEX session_subject ON platform.session (subject_kind, subject_id, created_at DESC) WHERE ended_at IS NULL;
  CREATE TABLE platform.api_key (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    prefix text NOT NULL UNIQUE,
    secret_hash bytea NOT NULL,
    permissions text[] NOT NULL,
    every_partner boolean NOT NULL DEFAULT false,
    partner_ids uuid[] NOT NULL DEFAULT '{}',
    networks cidr[] NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL,
    created_by text NOT NULL,
    expires_at timestamptz,
    last_used_at timestamptz,
    revoked_at timestamptz,
    CHECK (NOT (every_partner AND cardinality(partner_ids) > 0))
  );
  CREATE TABLE platform.one_time_token (
    token_hash bytea PRIMARY KEY,
    purpose text NOT NULL CHECK (purpose IN ('first_staff', 'invitation', 'staff_reset', 'customer_reset')),
    subject_id uuid,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
  );
  CREATE INDEX one_time_token_subject ON platform.one_time_token (purpose, subject_id) WHERE used_at IS NULL;
  GRANT SELECT, INSERT, UPDATE ON platform.session, platform.api_key, platform.one_time_token TO demarc_app;
`;

const guessingTables = `
  CREATE TABLE platform.attempt (
    kind text NOT NULL,
    key text NOT NULL,
    started_at timestamptz NOT NULL,
    count integer NOT NULL,
    PRIMARY KEY (kind, key)
  );
  CREATE INDEX attempt_age ON platform.attempt (started_at);
  CREATE TABLE platform.known_device (
    device_hash bytea NOT NULL,
    subject_kind text NOT NULL CHECK (subject_kind IN ('staff', 'customer')),
    subject_id uuid NOT NULL,
    last_used_at timestamptz NOT NULL,
    PRIMARY KEY (device_hash, subject_kind, subject_id)
  );
  CREATE INDEX known_device_subject ON platform.known_device (subject_kind, subject_id);
  GRANT SELECT, INSERT, UPDATE, DELETE ON platform.attempt, platform.known_device TO demarc_app;
`;
