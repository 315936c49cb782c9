-- What third parties allow, shared by all engines in chunks. A window begins with its first lease, and a row
-- whose window is over counts as none.

CREATE TABLE sallyport.allowances (
  organization_id uuid NOT NULL REFERENCES sallyport.organizations,
  -- A hash over definition, bucket and credential.
  key text NOT NULL CHECK (length(key) BETWEEN 1 AND 100),
  remaining bigint NOT NULL CHECK (remaining >= 0),
  -- By the latest lease.
  granted bigint NOT NULL CHECK (granted >= 0),
  -- Whether the third party said when the window ends.
  told boolean NOT NULL,
  reset_at timestamptz NOT NULL,
  PRIMARY KEY (organization_id, key)
);
CREATE INDEX ON sallyport.allowances (organization_id, reset_at);

ALTER TABLE sallyport.allowances ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY one_organization ON sallyport.allowances
  USING (organization_id = (SELECT sallyport.current_organization()))
  WITH CHECK (organization_id = (SELECT sallyport.current_organization()));
GRANT SELECT, INSERT, UPDATE, DELETE ON sallyport.allowances TO :engine;

-- Of third parties that count by address: ours is one, whichever organization calls.
CREATE TABLE sallyport_deployment.allowances (
  -- A hash over definition and bucket.
  key text PRIMARY KEY CHECK (length(key) BETWEEN 1 AND 100),
  remaining bigint NOT NULL CHECK (remaining >= 0),
  granted bigint NOT NULL CHECK (granted >= 0),
  told boolean NOT NULL,
  reset_at timestamptz NOT NULL
);
CREATE INDEX ON sallyport_deployment.allowances (reset_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON sallyport_deployment.allowances TO :engine;
