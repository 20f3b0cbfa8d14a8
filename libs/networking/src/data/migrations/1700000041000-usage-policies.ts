import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Hours, fair use and quotas of plans; what each access has used of them, and what holds for it now. */
export class UsagePolicies1700000041000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE networking.access_policy
        ADD burst_limit_percent smallint CHECK (burst_limit_percent BETWEEN 0 AND 900),
        ADD burst_threshold_percent smallint CHECK (burst_threshold_percent BETWEEN 1 AND 100),
        ADD guaranteed_download_kbps int CHECK (guaranteed_download_kbps >= 0),
        ADD guaranteed_upload_kbps int CHECK (guaranteed_upload_kbps >= 0),
        ADD hours jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(hours) = 'array'),
        ADD fair_use jsonb CHECK (jsonb_typeof(fair_use) = 'object'),
        ADD quota jsonb CHECK (jsonb_typeof(quota) = 'object'),
        DROP CONSTRAINT access_policy_check,
        ADD CONSTRAINT access_policy_burst_whole CHECK (
          CASE WHEN burst_seconds IS NULL
            THEN num_nonnulls(burst_download_kbps, burst_upload_kbps, burst_threshold_download_kbps, burst_threshold_upload_kbps, burst_limit_percent, burst_threshold_percent) = 0
            ELSE (num_nulls(burst_download_kbps, burst_upload_kbps, burst_threshold_download_kbps, burst_threshold_upload_kbps),
                  num_nulls(burst_limit_percent, burst_threshold_percent)) IN ((0, 2), (4, 0)) END),
        ADD CONSTRAINT access_policy_guarantee_whole CHECK (
          num_nulls(guaranteed_download_kbps, guaranteed_upload_kbps) IN (0, 2)
          AND (guaranteed_percent IS NULL OR guaranteed_download_kbps IS NULL));
      COMMENT ON COLUMN networking.access_policy.burst_limit_percent IS 'Relative burst: so much above the speed that holds; fixed burst has rates of its own';

      CREATE TABLE networking.usage_counter (
        service_id uuid NOT NULL,
        counter text NOT NULL,
        starts_on date NOT NULL,
        customer_id uuid NOT NULL,
        partner_id uuid NOT NULL,
        download_octets bigint NOT NULL,
        upload_octets bigint NOT NULL,
        seconds bigint NOT NULL,
        PRIMARY KEY (service_id, counter, starts_on)
      ) WITH (fillfactor = 80);
      COMMENT ON TABLE networking.usage_counter IS 'Usage per access and period as its plan counts it, up to usage_counted; the rest is read from usage_raw';
      CALL platform.guard('networking.usage_counter');

      CREATE TABLE networking.usage_counted (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        counted_to timestamptz NOT NULL
      );
      COMMENT ON TABLE networking.usage_counted IS 'Raw usage written before is in the counters';
      GRANT SELECT, INSERT, UPDATE ON networking.usage_counted TO demarc_app;

      CREATE TABLE networking.effective_policy (
        service_id uuid PRIMARY KEY REFERENCES networking.access,
        customer_id uuid NOT NULL,
        partner_id uuid NOT NULL,
        plan_id uuid NOT NULL,
        policy_version int NOT NULL,
        billing_day smallint NOT NULL CHECK (billing_day BETWEEN 1 AND 31),
        time_zone text NOT NULL DEFAULT '',
        counted text NOT NULL DEFAULT '',
        download_bps bigint NOT NULL,
        upload_bps bigint NOT NULL,
        adjusted jsonb,
        blocked_by jsonb,
        since timestamptz NOT NULL,
        next_at timestamptz,
        period_starts_on date,
        period_ends_on date,
        notices_sent int[] NOT NULL DEFAULT '{}',
        automatic_top_ups int NOT NULL DEFAULT 0,
        revision int NOT NULL DEFAULT 1
      ) WITH (fillfactor = 80);
      COMMENT ON COLUMN networking.effective_policy.time_zone IS 'In which its hours and periods were worked out; with another one of the operator it is looked at anew';
      COMMENT ON COLUMN networking.effective_policy.counted IS 'The counters that have been filled for this access: a new one begins with what was used before';
      COMMENT ON COLUMN networking.effective_policy.next_at IS 'When it has to be looked at though nothing was used: an hour or a period begins or ends';
      CREATE INDEX effective_policy_next ON networking.effective_policy (next_at);
      CREATE INDEX effective_policy_plan ON networking.effective_policy (plan_id);
      CALL platform.guard('networking.effective_policy');

      CREATE TABLE networking.quota_grant (
        id uuid PRIMARY KEY,
        service_id uuid NOT NULL REFERENCES networking.access,
        customer_id uuid NOT NULL,
        partner_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('top_up', 'bonus', 'rollover', 'correction')),
        octets bigint NOT NULL CHECK (octets > 0 OR kind = 'correction'),
        used_before bigint NOT NULL DEFAULT 0 CHECK (used_before >= 0),
        begins_on date NOT NULL,
        ends_on date CHECK (ends_on > begins_on),
        reason text NOT NULL DEFAULT '',
        given_by text NOT NULL CHECK (given_by IN ('staff', 'customer', 'automatic', 'period')),
        given_at timestamptz NOT NULL,
        plan_id uuid REFERENCES billing.plan,
        future_item_id uuid,
        invoice_id uuid,
        taken_back_at timestamptz,
        taken_back_reason text,
        returned_minor bigint CHECK (returned_minor >= 0),
        credit_note_id uuid
      );
      COMMENT ON COLUMN networking.quota_grant.returned_minor IS 'With tax: what of its price went back when it was taken back';
      CREATE INDEX quota_grant_service ON networking.quota_grant (service_id, begins_on);
      CREATE INDEX quota_grant_customer ON networking.quota_grant (customer_id, given_at DESC);
      -- The end of a period leaves one remainder, however often it is looked at.
      CREATE UNIQUE INDEX quota_grant_rollover ON networking.quota_grant (service_id, begins_on) WHERE kind = 'rollover';
      CALL platform.guard('networking.quota_grant');
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
