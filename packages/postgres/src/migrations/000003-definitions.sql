-- Definitions that organizations upload: every version that a connector may still need.

CREATE TABLE sallyport.definitions (
  organization_id uuid NOT NULL REFERENCES sallyport.organizations,
  id uuid NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  slug text NOT NULL CHECK (length(slug) BETWEEN 1 AND 63),
  -- As text keeps it: the order of names has a meaning.
  definition json NOT NULL,
  content_hash text NOT NULL,
  -- Of what a model reads.
  texts_hash text NOT NULL,
  -- Of ways to authenticate, addresses and settings: versions that share it can take over each other's connectors.
  access_hash text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (organization_id, id, version)
);

ALTER TABLE sallyport.definitions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY one_organization ON sallyport.definitions
  USING (organization_id = (SELECT sallyport.current_organization()))
  WITH CHECK (organization_id = (SELECT sallyport.current_organization()));
CREATE CONSTRAINT TRIGGER changed AFTER INSERT OR UPDATE OR DELETE ON sallyport.definitions
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sallyport.record_change();

-- The version that a connector was made with; none where the definition came with the engine.
ALTER TABLE sallyport.connectors ADD COLUMN definition_version integer;
ALTER TABLE sallyport.connectors ADD CONSTRAINT connectors_definition
  FOREIGN KEY (organization_id, definition_id, definition_version) REFERENCES sallyport.definitions;
CREATE INDEX ON sallyport.connectors (organization_id, definition_id, definition_version)
  WHERE definition_version IS NOT NULL;

GRANT SELECT, INSERT, DELETE ON sallyport.definitions TO :engine;
