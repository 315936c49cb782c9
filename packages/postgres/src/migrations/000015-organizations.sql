-- Applications that are rotated, revoked and made by command, and those that reach several organizations.

ALTER TABLE sallyport.applications
  -- Counts the secrets it has had: a token names the one that it was made with. The one before logs in too until its
  -- time is over.
  ADD COLUMN secret_version integer NOT NULL DEFAULT 1 CHECK (secret_version > 0),
  ADD COLUMN previous_secret_hash bytea CHECK (length(previous_secret_hash) = 32),
  ADD COLUMN previous_until timestamptz,
  -- The application that asked for it, where no operator did.
  ADD COLUMN made_by uuid,
  ADD CONSTRAINT applications_previous CHECK ((previous_secret_hash IS NULL) = (previous_until IS NULL));
-- A program that logs in may need a secret of its own. It changes and revokes none: that is for the host.
GRANT INSERT (organization_id, id, name, secret_hash, created_at, made_by) ON sallyport.applications TO :engine;

-- The further organizations that an application may act in. The row is of the application's organization, and the host
-- alone writes it: the engine's role cannot let itself in anywhere.
CREATE TABLE sallyport.application_grants (
  organization_id uuid NOT NULL,
  application_id uuid NOT NULL,
  granted_organization_id uuid NOT NULL CHECK (granted_organization_id <> organization_id),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, application_id, granted_organization_id),
  FOREIGN KEY (organization_id, application_id) REFERENCES sallyport.applications ON DELETE CASCADE
);
ALTER TABLE sallyport.application_grants ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY one_organization ON sallyport.application_grants
  USING (organization_id = (SELECT sallyport.current_organization()))
  WITH CHECK (organization_id = (SELECT sallyport.current_organization()));
CREATE CONSTRAINT TRIGGER changed AFTER INSERT OR UPDATE OR DELETE ON sallyport.application_grants
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sallyport.record_change();
GRANT SELECT ON sallyport.application_grants TO :engine;
