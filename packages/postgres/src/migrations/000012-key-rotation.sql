-- Rotation of keys: what is sealed names its organization key, and none is dropped while something names it.

ALTER TABLE sallyport.organization_keys
  -- When nothing named it any more. It is dropped some time later, when no cache holds what it sealed.
  ADD COLUMN emptied_at timestamptz,
  -- When it was destroyed on purpose: what it sealed stays, and stays closed.
  ADD COLUMN shredded_at timestamptz,
  ADD CONSTRAINT organization_keys_shredded CHECK ((shredded_at IS NOT NULL) = (length(wrapped) = 0)),
  ADD CONSTRAINT organization_keys_retired CHECK (retired_at IS NOT NULL OR (emptied_at IS NULL AND shredded_at IS NULL));

-- A key that another root key wraps is the same key, and a value under another key the same value: no cache has to
-- hear of it. That a key is empty is told, so that nobody holds what it sealed when it goes.
DROP TRIGGER changed ON sallyport.organization_keys;
CREATE CONSTRAINT TRIGGER changed AFTER INSERT OR DELETE ON sallyport.organization_keys
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sallyport.record_change();
CREATE CONSTRAINT TRIGGER moved AFTER UPDATE ON sallyport.organization_keys
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (OLD.retired_at IS DISTINCT FROM NEW.retired_at OR OLD.emptied_at IS DISTINCT FROM NEW.emptied_at
    OR OLD.shredded_at IS DISTINCT FROM NEW.shredded_at)
  EXECUTE FUNCTION sallyport.record_change();
DROP TRIGGER changed ON sallyport.signing_keys;
CREATE CONSTRAINT TRIGGER changed AFTER INSERT OR DELETE ON sallyport.signing_keys
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sallyport.record_change();
CREATE CONSTRAINT TRIGGER moved AFTER UPDATE ON sallyport.signing_keys
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (OLD.retired_at IS DISTINCT FROM NEW.retired_at) EXECUTE FUNCTION sallyport.record_change();

-- Every column of sealed values has beside it the key that its bytes name (their layout stands in the vault,
-- sealed-value.ts), as a reference to that key and with an index to find what is under it. A migration that adds such
-- a column calls this for it. Bytes that are no sealed value name none. Rows from before are not looked at: one that
-- lost its key keeps nobody from upgrading.
CREATE FUNCTION sallyport_deployment.follow_key(name_of_table text, name_of_column text) RETURNS void
  LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  key_column text := name_of_column || '_key_id';
  rest text;
BEGIN
  SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY k.position) INTO rest
    FROM pg_index i
    CROSS JOIN LATERAL unnest(i.indkey::smallint[]) WITH ORDINALITY AS k (attnum, position)
    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
    WHERE i.indrelid = format('sallyport.%I', name_of_table)::regclass AND i.indisprimary AND k.position > 1;
  EXECUTE format('ALTER TABLE sallyport.%I ADD COLUMN %I uuid GENERATED ALWAYS AS (
    CASE WHEN length(%3$I) >= 105 AND get_byte(%3$I, 0) = 1
      THEN encode(substring(%3$I FROM 2 FOR 16), ''hex'')::uuid END) STORED', name_of_table, key_column, name_of_column);
  EXECUTE format('ALTER TABLE sallyport.%I ADD CONSTRAINT %I FOREIGN KEY (organization_id, %I)
    REFERENCES sallyport.organization_keys NOT VALID', name_of_table, name_of_table || '_' || key_column, key_column);
  EXECUTE format('CREATE INDEX %I ON sallyport.%I (organization_id, %I, %s)',
    name_of_table || '_by_' || key_column, name_of_table, key_column, rest);
END
$$;
REVOKE ALL ON FUNCTION sallyport_deployment.follow_key(text, text) FROM PUBLIC;

DO $$
DECLARE
  found record;
BEGIN
  FOR found IN SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'sallyport'::regnamespace AND c.relkind = 'r' AND NOT a.attisdropped
      AND a.atttypid = 'bytea'::regtype AND a.attname IN ('sealed', 'spare')
  LOOP
    PERFORM sallyport_deployment.follow_key(found.relname, found.attname);
  END LOOP;
END
$$;
