import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Services that another system charged before. */
export class ChargedFrom1700000021200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE billing.service ADD COLUMN charged_from date;
      COMMENT ON COLUMN billing.service.charged_from IS 'Taken over: the first day that is charged here, whatever was or was not charged before';
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
