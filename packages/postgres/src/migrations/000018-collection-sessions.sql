-- Pages on which end users connect accounts for whoever began them. No secret lies here: what is entered goes into the
-- connector that comes of it, or nowhere.

CREATE TABLE sallyport.collection_sessions (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  workspace_id uuid NOT NULL,
  definition_id uuid NOT NULL,
  template_id uuid NOT NULL,
  -- SHA-256 of what opens the page, which is nowhere else.
  ticket text NOT NULL CHECK (ticket ~ '^[0-9a-f]{64}$'),
  actor jsonb NOT NULL,
  status text NOT NULL CHECK (status IN ('pending', 'completed', 'failed', 'error')),
  error text CHECK (length(error) <= 100),
  connector_id uuid,
  -- How often something was entered, and until when nobody else may enter anything.
  tries integer NOT NULL DEFAULT 0,
  claimed_until timestamptz,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (organization_id, id),
  UNIQUE (organization_id, ticket),
  FOREIGN KEY (organization_id, workspace_id) REFERENCES sallyport.workspaces ON DELETE CASCADE
);
CREATE INDEX ON sallyport.collection_sessions (organization_id, workspace_id, expires_at);
CREATE INDEX ON sallyport.collection_sessions (organization_id, expires_at);

ALTER TABLE sallyport.collection_sessions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY one_organization ON sallyport.collection_sessions
  USING (organization_id = (SELECT sallyport.current_organization()))
  WITH CHECK (organization_id = (SELECT sallyport.current_organization()));

GRANT SELECT, INSERT, DELETE, UPDATE (status, error, connector_id, tries, claimed_until)
  ON sallyport.collection_sessions TO :engine;
