-- Results that were over the budget of their caller, for an hour, so that they can be read on with a query.

CREATE TABLE sallyport.results (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  workspace_id uuid NOT NULL,
  connector_id uuid NOT NULL,
  -- The operation that gave it: whoever may not run that may not read it.
  entity text NOT NULL,
  action text NOT NULL,
  -- Of its JSON, before it was sealed.
  bytes bigint NOT NULL CHECK (bytes >= 0),
  pieces integer NOT NULL CHECK (pieces >= 0),
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, workspace_id) REFERENCES sallyport.workspaces,
  -- What came through a connector goes with it.
  FOREIGN KEY (organization_id, connector_id) REFERENCES sallyport.connectors ON DELETE CASCADE
);
CREATE INDEX ON sallyport.results (organization_id, workspace_id, expires_at);
CREATE INDEX ON sallyport.results (organization_id, connector_id);
CREATE INDEX ON sallyport.results (organization_id, expires_at);

-- Sealed one by one, each under its number.
CREATE TABLE sallyport.result_pieces (
  organization_id uuid NOT NULL,
  result_id uuid NOT NULL,
  number integer NOT NULL CHECK (number >= 0),
  sealed bytea NOT NULL,
  PRIMARY KEY (organization_id, result_id, number),
  FOREIGN KEY (organization_id, result_id) REFERENCES sallyport.results ON DELETE CASCADE
);
-- Sealed bytes do not shrink: compressing them is work for nothing.
ALTER TABLE sallyport.result_pieces ALTER COLUMN sealed SET STORAGE EXTERNAL;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['results', 'result_pieces'] LOOP
    EXECUTE format('ALTER TABLE sallyport.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY one_organization ON sallyport.%I
      USING (organization_id = (SELECT sallyport.current_organization()))
      WITH CHECK (organization_id = (SELECT sallyport.current_organization()))', name);
  END LOOP;
END
$$;

GRANT SELECT, INSERT, DELETE ON sallyport.results TO :engine;
-- PostgreSQL asks for a right to change where rows are locked (sql-select.html#SQL-FOR-UPDATE-SHARE).
GRANT UPDATE (expires_at) ON sallyport.results TO :engine;
GRANT SELECT, INSERT ON sallyport.result_pieces TO :engine;
SELECT sallyport_deployment.follow_key('result_pieces', 'sealed');
