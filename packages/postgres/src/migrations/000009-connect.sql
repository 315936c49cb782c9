-- What it takes to connect an end user: an organization's own OAuth applications, the addresses it may send users
-- back to, and connections that are being made.

-- One for each client id. The current one gets new credentials; an older one stays for those that it got.
CREATE TABLE sallyport.oauth_applications (
  organization_id uuid NOT NULL REFERENCES sallyport.organizations,
  id uuid NOT NULL,
  definition_id uuid NOT NULL,
  client_id text NOT NULL CHECK (length(client_id) BETWEEN 1 AND 500),
  -- Of what is sealed: the client secret, and the scopes to ask for.
  version integer NOT NULL CHECK (version > 0),
  sealed bytea NOT NULL,
  is_current boolean NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (organization_id, id),
  UNIQUE (organization_id, definition_id, client_id)
);
CREATE UNIQUE INDEX ON sallyport.oauth_applications (organization_id, definition_id) WHERE is_current;

-- Which of them got a credential; beside the sealed grant, so that the application stays as long as it is named.
ALTER TABLE sallyport.credentials
  ADD COLUMN application_id uuid,
  ADD CONSTRAINT credentials_application
    FOREIGN KEY (organization_id, application_id) REFERENCES sallyport.oauth_applications;
CREATE INDEX ON sallyport.credentials (organization_id, application_id) WHERE application_id IS NOT NULL;
GRANT UPDATE (application_id) ON sallyport.credentials TO :engine;

CREATE TABLE sallyport.redirect_urls (
  organization_id uuid NOT NULL REFERENCES sallyport.organizations,
  url text NOT NULL CHECK (length(url) BETWEEN 1 AND 2000),
  PRIMARY KEY (organization_id, url)
);

-- A connection that is being made. `redirect`: in a browser; `device`: by a code that is typed elsewhere; `secret`: made,
-- and kept for the program that will create the connector.
CREATE TABLE sallyport.connect_sessions (
  organization_id uuid NOT NULL,
  -- SHA-256 of what the browser or the program shows, which is nowhere else.
  id text NOT NULL CHECK (id ~ '^[0-9a-f]{64}$'),
  kind text NOT NULL CHECK (kind IN ('redirect', 'device', 'secret')),
  workspace_id uuid NOT NULL,
  definition_id uuid NOT NULL,
  application_id uuid NOT NULL,
  -- Empty when it is spent.
  sealed bytea NOT NULL,
  stage text NOT NULL CHECK (stage IN ('open', 'sent', 'spent')),
  -- SHA-256 of the cookie of the browser that went on to the third party.
  browser text,
  -- When a device may be asked after again, and how many seconds lie between.
  poll_at timestamptz,
  poll_seconds integer,
  -- What came of it.
  connector_id uuid,
  error text,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, workspace_id) REFERENCES sallyport.workspaces ON DELETE CASCADE,
  FOREIGN KEY (organization_id, application_id) REFERENCES sallyport.oauth_applications ON DELETE CASCADE
);
CREATE INDEX ON sallyport.connect_sessions (organization_id, expires_at);
CREATE INDEX ON sallyport.connect_sessions (organization_id, workspace_id);
CREATE INDEX ON sallyport.connect_sessions (organization_id, application_id);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['oauth_applications', 'redirect_urls', 'connect_sessions'] LOOP
    EXECUTE format('ALTER TABLE sallyport.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY one_organization ON sallyport.%I
      USING (organization_id = (SELECT sallyport.current_organization()))
      WITH CHECK (organization_id = (SELECT sallyport.current_organization()))', name);
  END LOOP;
END
$$;
CREATE CONSTRAINT TRIGGER changed AFTER INSERT OR UPDATE OR DELETE ON sallyport.oauth_applications
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sallyport.record_change();

GRANT SELECT, INSERT, DELETE, UPDATE (version, sealed, is_current, updated_at) ON sallyport.oauth_applications TO :engine;
GRANT SELECT, INSERT, DELETE ON sallyport.redirect_urls TO :engine;
GRANT SELECT, INSERT, DELETE, UPDATE (sealed, stage, browser, poll_at, poll_seconds, connector_id, error)
  ON sallyport.connect_sessions TO :engine;
