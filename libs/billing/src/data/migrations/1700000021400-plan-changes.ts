import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Changes of plan as records that can be undone, and days that are charged again after they were given back. */
export class PlanChanges1700000021400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE billing.plan_change (
        id uuid PRIMARY KEY,
        customer_id uuid NOT NULL REFERENCES billing.account,
        partner_id uuid NOT NULL REFERENCES crm.partner,
        old_service_id uuid NOT NULL REFERENCES billing.service,
        new_service_id uuid NOT NULL UNIQUE REFERENCES billing.service,
        change_on date NOT NULL,
        state text NOT NULL CHECK (state IN ('scheduled', 'applied', 'undone')),
        direction text NOT NULL CHECK (direction IN ('dearer', 'cheaper', 'same')),
        reason text NOT NULL DEFAULT '',
        services_before jsonb NOT NULL,
        currency char(3) NOT NULL,
        net_minor bigint NOT NULL,
        credit_note_id uuid REFERENCES billing.credit_note,
        invoice_id uuid REFERENCES billing.invoice,
        future_item_id uuid REFERENCES billing.future_item,
        made_by text NOT NULL,
        made_at timestamptz NOT NULL,
        undone_by text,
        undone_at timestamptz,
        undo_reason text,
        undo_credit_note_id uuid REFERENCES billing.credit_note,
        undo_invoice_id uuid REFERENCES billing.invoice,
        CHECK ((state = 'undone') = (undone_at IS NOT NULL)),
        CHECK ((undone_at IS NULL) = (undone_by IS NULL))
      );
      COMMENT ON COLUMN billing.plan_change.services_before IS 'Status and end of each service that the change ended, as they were';
      CREATE UNIQUE INDEX uq_plan_change_old ON billing.plan_change (old_service_id) WHERE state <> 'undone';
      CREATE INDEX plan_change_customer ON billing.plan_change (customer_id, made_at DESC);
      CREATE INDEX plan_change_scheduled ON billing.plan_change (change_on, id) WHERE state = 'scheduled';
      CALL platform.guard('billing.plan_change', 'SELECT, INSERT, UPDATE');

      CREATE TABLE billing.recharged_line (
        invoice_line_id uuid PRIMARY KEY REFERENCES billing.invoice_line,
        credit_note_line_id uuid NOT NULL REFERENCES billing.credit_note_line,
        service_id uuid NOT NULL REFERENCES billing.service,
        customer_id uuid NOT NULL,
        partner_id uuid NOT NULL,
        days daterange NOT NULL CHECK (NOT isempty(days)),
        CONSTRAINT one_recharge_a_credited_day EXCLUDE USING gist (credit_note_line_id WITH =, days WITH &&)
      );
      COMMENT ON TABLE billing.recharged_line IS 'Days that a credit note gave back and a later invoice charges again: each given back day at most once';
      CREATE TRIGGER recharged_line_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON billing.recharged_line
        EXECUTE FUNCTION platform.refuse_change();
      CALL platform.guard('billing.recharged_line', 'SELECT, INSERT');
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
