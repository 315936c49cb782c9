-- Files that wait to be sent to third parties. Each belongs to one workspace and goes away by itself.

CREATE TABLE sallyport.files (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  workspace_id uuid NOT NULL,
  type text NOT NULL,
  name text,
  size bigint NOT NULL CHECK (size >= 0),
  -- Unset until the last piece has arrived.
  completed_at timestamptz,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, workspace_id) REFERENCES sallyport.workspaces
);
CREATE INDEX ON sallyport.files (organization_id, workspace_id);
CREATE INDEX ON sallyport.files (organization_id, expires_at);

-- Sealed one by one, each under its number.
CREATE TABLE sallyport.file_pieces (
  organization_id uuid NOT NULL,
  file_id uuid NOT NULL,
  number integer NOT NULL CHECK (number >= 0),
  sealed bytea NOT NULL,
  PRIMARY KEY (organization_id, file_id, number),
  FOREIGN KEY (organization_id, file_id) REFERENCES sallyport.files ON DELETE CASCADE
);
-- Sealed bytes do not shrink: compressing them is work for nothing.
ALTER TABLE sallyport.file_pieces ALTER COLUMN sealed SET STORAGE EXTERNAL;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['files', 'file_pieces'] LOOP
    EXECUTE format('ALTER TABLE sallyport.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY one_organization ON sallyport.%I
      USING (organization_id = (SELECT sallyport.current_organization()))
      WITH CHECK (organization_id = (SELECT sallyport.current_organization()))', name);
  END LOOP;
END
$$;

GRANT SELECT, INSERT, DELETE, UPDATE (size, completed_at) ON sallyport.files TO :engine;
GRANT SELECT, INSERT ON sallyport.file_pieces TO :engine;
