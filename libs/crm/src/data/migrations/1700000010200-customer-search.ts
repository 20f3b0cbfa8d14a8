import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Search by any fragment. LIKE is not leakproof, so under row-level security it can use no index: the folded text of each
 * customer stands in a side table that the service role cannot read. Its only door is `crm.search_customers`, which
 * applies the transaction's scope itself; callers join its ids to `crm.customer`, where the policy holds once more.
 */
export class CustomerSearch1700000010200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION crm.fold(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN regexp_replace(normalize(lower(value), NFD), U&'[\\0300-\\036F]', '', 'g');

      CREATE TABLE crm.customer_search (
        id uuid PRIMARY KEY REFERENCES crm.customer ON DELETE CASCADE,
        text text NOT NULL
      );
      -- A short pending list: imports write seven times as fast as without one, and searches read at most half a megabyte of it.
      CREATE INDEX customer_search_text ON crm.customer_search USING gin (text gin_trgm_ops) WITH (gin_pending_list_limit = 512);

      CREATE FUNCTION crm.search_text(customer crm.customer) RETURNS text LANGUAGE sql STABLE AS $$
        SELECT crm.fold(concat_ws(' ', customer.number, customer.login, customer.name, customer.email, customer.billing_email,
          customer.phones, regexp_replace(customer.phones, '[^0-9,]', '', 'g'), customer.street, customer.city,
          customer.contact_person, customer.company_number, customer.vat_id))
      $$;

      CREATE FUNCTION crm.index_new_customers() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = pg_catalog, crm, pg_temp AS $$
      BEGIN
        INSERT INTO crm.customer_search (id, text) SELECT added.id, crm.search_text(added.*::crm.customer) FROM added;
        RETURN NULL;
      END $$;
      CREATE FUNCTION crm.index_changed_customer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = pg_catalog, crm, pg_temp AS $$
      BEGIN
        UPDATE crm.customer_search SET text = crm.search_text(NEW) WHERE id = NEW.id;
        RETURN NULL;
      END $$;
      CREATE TRIGGER customer_search_added AFTER INSERT ON crm.customer REFERENCING NEW TABLE AS added
        FOR EACH STATEMENT EXECUTE FUNCTION crm.index_new_customers();
      CREATE TRIGGER customer_search_changed AFTER UPDATE ON crm.customer FOR EACH ROW
        WHEN ((OLD.number, OLD.login::text, OLD.name, OLD.email, OLD.billing_email, OLD.phones, OLD.street, OLD.city, OLD.contact_person, OLD.company_number, OLD.vat_id)
          IS DISTINCT FROM (NEW.number, NEW.login::text, NEW.name, NEW.email, NEW.billing_email, NEW.phones, NEW.street, NEW.city, NEW.contact_person, NEW.company_number, NEW.vat_id))
        EXECUTE FUNCTION crm.index_changed_customer();

      -- One word of a search, folded. What a search costs is reading the lists of its trigrams: of a word of more letters than
      -- "whole", the index is asked for pieces of four, which have half of them and rule out nearly as much.
      CREATE FUNCTION crm.search_condition(word text, whole integer) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT CASE WHEN length(word) > whole AND word ~ '[[:alnum:]]{4}'
          THEN format('entry.text LIKE %L AND strpos(entry.text, %L) > 0',
            '%' || regexp_replace(regexp_replace(word, '[^[:alnum:]]+', '%', 'g'), '([[:alnum:]]{4})', '\\1%', 'g') || '%', word)
          ELSE format('entry.text LIKE %L', '%' || replace(replace(replace(word, '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%')
        END
      $$;

      CREATE FUNCTION crm.search_customers(words text[], most integer) RETURNS SETOF uuid
        LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, crm, pg_temp AS $$
      DECLARE
        condition text;
        reach text;
      BEGIN
        SELECT string_agg(crm.search_condition(crm.fold(word), CASE WHEN cardinality(words) > 1 THEN 5 ELSE 8 END), ' AND ')
          INTO condition FROM unnest(words[1:6]) AS word WHERE word <> '';
        -- Shorter words have no trigram: without a longer one beside them they would read the whole index.
        IF condition IS NULL OR NOT EXISTS (SELECT 1 FROM unnest(words[1:6]) AS word WHERE length(crm.fold(word)) >= 3) THEN RETURN; END IF;
        CASE platform.scope_kind()
          WHEN 'all' THEN reach := '';
          WHEN 'partners' THEN
            reach := format(' JOIN crm.customer customer ON customer.id = entry.id AND customer.partner_id = ANY (%L::uuid[])', coalesce(platform.scope_partners(), '{}'));
          ELSE RETURN;
        END CASE;
        RETURN QUERY EXECUTE 'SELECT entry.id FROM crm.customer_search entry' || reach || ' WHERE ' || condition || format(' LIMIT %s', most);
      END $$;
      REVOKE ALL ON FUNCTION crm.search_customers(text[], integer) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION crm.search_customers(text[], integer) TO demarc_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
