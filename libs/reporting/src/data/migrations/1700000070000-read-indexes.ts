import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What reading across contexts needs beside their own indexes: exact look-ups of the search box, and the lists over all
 * customers. `^@` (starts with) is leakproof, so these serve under row-level security; looking inside an array is not, so
 * that one goes through a function that applies the scope itself.
 */
export class ReadIndexes1700000070000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA reporting;
      GRANT USAGE ON SCHEMA reporting TO demarc_app;

      CREATE INDEX invoice_number_prefix ON billing.invoice (number text_pattern_ops);
      CREATE INDEX payment_receipt_prefix ON billing.payment (receipt_number text_pattern_ops);
      CREATE INDEX access_login_prefix ON networking.access (login_key text_pattern_ops) WHERE login_key IS NOT NULL;
      CREATE INDEX session_open_mac ON networking.session_open (mac);
      CREATE INDEX account_partner_balance ON billing.account (partner_id, balance_minor, customer_id);
      CREATE INDEX invoice_partner_issued ON billing.invoice (partner_id, issued_on DESC, id DESC);
      CREATE INDEX payment_partner_received ON billing.payment (partner_id, received_on DESC, id DESC);
      CREATE INDEX service_partner_number ON billing.service (partner_id, number);

      CREATE FUNCTION reporting.find_mac(wanted macaddr, most integer) RETURNS TABLE (service_id uuid, customer_id uuid)
        LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      BEGIN
        IF platform.scope_kind() NOT IN ('all', 'partners') THEN RETURN; END IF;
        -- Planned anew each time: a plan for any address would rather read the whole table.
        RETURN QUERY EXECUTE 'SELECT access.service_id, access.customer_id FROM networking.access access
          WHERE access.macs @> ARRAY[$1] AND (platform.scope_kind() = ''all'' OR access.partner_id = ANY (platform.scope_partners())) LIMIT $2' USING wanted, most;
      END $$;
      REVOKE ALL ON FUNCTION reporting.find_mac(macaddr, integer) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION reporting.find_mac(macaddr, integer) TO demarc_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
