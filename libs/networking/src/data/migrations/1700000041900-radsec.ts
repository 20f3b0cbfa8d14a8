import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Routers that speak RADIUS over TLS: how each is known, and which of them are connected now. */
export class Radsec1700000041900 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE networking.router_tls (
        router_id uuid PRIMARY KEY REFERENCES networking.router,
        partner_id uuid,
        changes text NOT NULL DEFAULT 'udp' CHECK (changes IN ('udp', 'tls')),
        is_only boolean NOT NULL DEFAULT false,
        certificate_subject text,
        certificate_fingerprint text,
        certificate_expires_at timestamptz,
        last_connected_at timestamptz,
        changed_at timestamptz NOT NULL
      );
      COMMENT ON COLUMN networking.router_tls.changes IS 'Which way CoA and Disconnect go: to its UDP port, or back on its connection (RFC 8559)';
      COMMENT ON COLUMN networking.router_tls.is_only IS 'By UDP it gets no answer';
      COMMENT ON COLUMN networking.router_tls.certificate_subject IS 'Of the certificate that it showed last, and when that ends';
      CALL platform.guard('networking.router_tls');

      CREATE TABLE networking.router_tls_mark (
        kind text NOT NULL CHECK (kind IN ('fingerprint', 'name')),
        value text NOT NULL CHECK (CASE kind WHEN 'fingerprint' THEN value ~ '^[0-9a-f]{64}$' ELSE value = lower(value) AND value <> '' END),
        router_id uuid NOT NULL REFERENCES networking.router_tls ON DELETE CASCADE,
        partner_id uuid,
        PRIMARY KEY (kind, value)
      );
      COMMENT ON TABLE networking.router_tls_mark IS 'What a router is known by: SHA-256 of its certificate, or a name in it. The key says that no two routers are known by the same';
      CREATE INDEX router_tls_mark_router ON networking.router_tls_mark (router_id);
      CALL platform.guard('networking.router_tls_mark');

      CREATE TABLE networking.radsec_connection (
        id uuid PRIMARY KEY,
        router_id uuid NOT NULL REFERENCES networking.router,
        partner_id uuid,
        process text NOT NULL,
        address inet NOT NULL,
        port int NOT NULL,
        protocol text NOT NULL,
        certificate_subject text NOT NULL,
        fingerprint text NOT NULL,
        certificate_expires_at timestamptz NOT NULL,
        connected_at timestamptz NOT NULL,
        heard_at timestamptz NOT NULL,
        seen_at timestamptz NOT NULL
      );
      COMMENT ON COLUMN networking.radsec_connection.seen_at IS 'When its process last said that it is up: what is older than two minutes is gone';
      CREATE INDEX radsec_connection_router ON networking.radsec_connection (router_id);
      CALL platform.guard('networking.radsec_connection');

      CREATE TABLE networking.revoked_certificate (
        fingerprint text PRIMARY KEY CHECK (fingerprint ~ '^[0-9a-f]{64}$'),
        router_id uuid REFERENCES networking.router,
        partner_id uuid,
        subject text NOT NULL,
        reason text NOT NULL CHECK (reason IN ('unspecified', 'key_compromise', 'superseded', 'cessation_of_operation', 'privilege_withdrawn')),
        revoked_at timestamptz NOT NULL,
        revoked_by text NOT NULL
      );
      COMMENT ON TABLE networking.revoked_certificate IS 'Certificates of routers that count no more, by their SHA-256, whoever signed them. Nothing takes one out again';
      CREATE INDEX revoked_certificate_router ON networking.revoked_certificate (router_id);
      CALL platform.guard('networking.revoked_certificate');
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
