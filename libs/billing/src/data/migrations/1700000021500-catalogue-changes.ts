import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Prices and plans that change for many customers at once: what was decided, for whom, and what came of it. */
export class CatalogueChanges1700000021500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE billing.price_change (
        id uuid PRIMARY KEY,
        plan_id uuid NOT NULL REFERENCES billing.plan,
        reach text NOT NULL CHECK (reach IN ('plan_only', 'still_equal', 'all')),
        valid_from date NOT NULL,
        price_before numeric(18,4) NOT NULL,
        unit_price numeric(18,4) CHECK (unit_price >= 0),
        description text CHECK (description <> ''),
        status text NOT NULL CHECK (status IN ('applying', 'applied')),
        touched int NOT NULL,
        monthly_minor bigint NOT NULL,
        created_by text NOT NULL,
        created_at timestamptz NOT NULL,
        finished_at timestamptz,
        CHECK (num_nonnulls(unit_price, description) > 0)
      );
      CREATE INDEX price_change_plan ON billing.price_change (plan_id, created_at);
      CALL platform.guard('billing.price_change');

      CREATE TABLE billing.price_change_item (
        change_id uuid NOT NULL REFERENCES billing.price_change,
        service_id uuid NOT NULL REFERENCES billing.service,
        customer_id uuid NOT NULL REFERENCES billing.account,
        partner_id uuid NOT NULL REFERENCES crm.partner,
        old_price numeric(18,4),
        new_price numeric(18,4),
        old_description text NOT NULL,
        new_description text NOT NULL,
        valid_from date NOT NULL,
        monthly_minor bigint NOT NULL,
        state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'skipped')),
        result_code text,
        PRIMARY KEY (change_id, service_id)
      );
      CREATE INDEX price_change_item_waiting ON billing.price_change_item (change_id, customer_id) WHERE state = 'waiting';
      COMMENT ON COLUMN billing.price_change_item.valid_from IS 'The first day at the new price: days that were charged by then keep theirs';
      CALL platform.guard('billing.price_change_item');

      CREATE TABLE billing.plan_move (
        id uuid PRIMARY KEY,
        rows jsonb NOT NULL,
        reason text NOT NULL DEFAULT '',
        status text NOT NULL CHECK (status IN ('preparing', 'ready', 'applying', 'applied')),
        created_by text NOT NULL,
        created_at timestamptz NOT NULL,
        finished_at timestamptz
      );
      COMMENT ON COLUMN billing.plan_move.rows IS 'For each plan: the first day of the new one, which, and its price when that is not the list price';
      CALL platform.guard('billing.plan_move');

      CREATE TABLE billing.plan_move_item (
        move_id uuid NOT NULL REFERENCES billing.plan_move,
        service_id uuid NOT NULL REFERENCES billing.service,
        customer_id uuid NOT NULL REFERENCES billing.account,
        partner_id uuid NOT NULL REFERENCES crm.partner,
        plan_id uuid NOT NULL REFERENCES billing.plan,
        new_plan_id uuid NOT NULL REFERENCES billing.plan,
        change_on date NOT NULL,
        unit_price numeric(18,4),
        state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'ready', 'refused', 'changed', 'failed')),
        old_price numeric(18,4),
        new_price numeric(18,4),
        lines jsonb NOT NULL DEFAULT '[]',
        net_minor bigint,
        hash text,
        result_code text,
        result_text text,
        plan_change_id uuid REFERENCES billing.plan_change,
        PRIMARY KEY (move_id, service_id)
      );
      CREATE INDEX plan_move_item_state ON billing.plan_move_item (move_id, state, service_id);
      CALL platform.guard('billing.plan_move_item');
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
