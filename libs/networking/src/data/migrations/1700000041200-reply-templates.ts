import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What operators answer routers in place of the usual answers. */
export class ReplyTemplates1700000041200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE networking.reply_template (
        id uuid PRIMARY KEY,
        partner_id uuid REFERENCES crm.partner,
        nas_type text NOT NULL CHECK (nas_type IN ('mikrotik', 'cisco_ios', 'cisco_iosxe', 'juniper', 'huawei', 'ubiquiti', 'cambium', 'accel_ppp',
          'wispr', 'standard')),
        event text NOT NULL CHECK (event IN ('accept', 'block', 'restore', 'fair_use', 'fair_use_restore', 'reject_0', 'reject_1', 'reject_2',
          'reject_3', 'reject_4', 'staff_read', 'staff_write', 'staff_full')),
        source text NOT NULL CHECK (length(source) <= 20000),
        changed_at timestamptz NOT NULL,
        changed_by text NOT NULL,
        fault text,
        fault_line int,
        fault_at timestamptz,
        revision int NOT NULL DEFAULT 1,
        CONSTRAINT one_template_an_event UNIQUE NULLS NOT DISTINCT (partner_id, nas_type, event)
      );
      COMMENT ON COLUMN networking.reply_template.fault IS 'Why the usual answer was given instead when it was last used';
      CALL platform.guard('networking.reply_template');
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
