-- The life of a credential: its state, the attempt to refresh it, and what happened to it.

ALTER TABLE sallyport.credentials
  ADD COLUMN state text NOT NULL DEFAULT 'active'
    CHECK (state IN ('pending', 'active', 'degraded', 'needs_reauth', 'revoked')),
  ADD COLUMN state_cause text,
  ADD COLUMN state_at timestamptz NOT NULL DEFAULT now(),
  -- Of the access token, as the third party told it; sealed beside the tokens, and here so that a job can find it.
  ADD COLUMN expires_at timestamptz,
  -- When the third party last accepted it, to the minute.
  ADD COLUMN last_success_at timestamptz,
  ADD COLUMN phase text NOT NULL DEFAULT 'settled' CHECK (phase IN ('settled', 'leased', 'sent')),
  ADD COLUMN owner text,
  ADD COLUMN fence bigint NOT NULL DEFAULT 0,
  ADD COLUMN lease_until timestamptz NOT NULL DEFAULT 'epoch',
  ADD COLUMN presentations integer NOT NULL DEFAULT 0,
  ADD COLUMN presented_at timestamptz,
  ADD COLUMN settlement bigint NOT NULL DEFAULT 0,
  ADD COLUMN failures integer NOT NULL DEFAULT 0,
  ADD COLUMN retry_at timestamptz,
  ADD COLUMN refused_at timestamptz,
  -- Sealed like the credential, for the version that follows the one it was asked for.
  ADD COLUMN spare bytea,
  ADD COLUMN spare_version integer;

-- A lease, and a value that was only sealed anew, is nothing that caches or waiters have to hear of.
DROP TRIGGER changed ON sallyport.credentials;
CREATE CONSTRAINT TRIGGER changed AFTER INSERT OR DELETE ON sallyport.credentials
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sallyport.record_change();
CREATE CONSTRAINT TRIGGER settled AFTER UPDATE ON sallyport.credentials
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (OLD.version <> NEW.version OR OLD.state <> NEW.state OR OLD.settlement <> NEW.settlement)
  EXECUTE FUNCTION sallyport.record_change();

GRANT UPDATE (version, sealed, updated_at, state, state_cause, state_at, expires_at, last_success_at, phase, owner,
    fence, lease_until, presentations, presented_at, settlement, failures, retry_at, refused_at, spare, spare_version)
  ON sallyport.credentials TO :engine;

-- Who the account belongs to at the third party, as that tells it.
ALTER TABLE sallyport.connectors
  ADD COLUMN account_id text CHECK (length(account_id) BETWEEN 1 AND 255),
  ADD COLUMN account_name text CHECK (length(account_name) BETWEEN 1 AND 255);
GRANT UPDATE (name, config, entities, definition_version, account_id, account_name, updated_at)
  ON sallyport.connectors TO :engine;

-- What happened, for those who want to hear of it. Append only, and no secrets.
CREATE TABLE sallyport.events (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  workspace_id uuid,
  -- A connector, where it is about one: it may be gone by now.
  connector_id uuid,
  type text NOT NULL CHECK (length(type) BETWEEN 1 AND 100),
  data jsonb NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (organization_id, id)
);
CREATE INDEX ON sallyport.events (organization_id, at, id);
CREATE INDEX ON sallyport.events (organization_id, connector_id, at);
GRANT SELECT, INSERT ON sallyport.events TO :engine;

-- Until when an OAuth application is not to be tried.
CREATE TABLE sallyport.application_breakers (
  organization_id uuid NOT NULL,
  application text NOT NULL CHECK (length(application) BETWEEN 1 AND 255),
  until timestamptz NOT NULL,
  cause text NOT NULL,
  PRIMARY KEY (organization_id, application)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON sallyport.application_breakers TO :engine;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['events', 'application_breakers'] LOOP
    EXECUTE format('ALTER TABLE sallyport.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY one_organization ON sallyport.%I
      USING (organization_id = (SELECT sallyport.current_organization()))
      WITH CHECK (organization_id = (SELECT sallyport.current_organization()))', name);
  END LOOP;
END
$$;

-- Which organizations there are: what goes through all of them enters each by its own scope. Their ids were told by
-- the changes before; nothing else of them is here.
CREATE TABLE sallyport_deployment.organization_ids (
  organization_id uuid PRIMARY KEY
);
ALTER TABLE sallyport.organizations NO FORCE ROW LEVEL SECURITY;
INSERT INTO sallyport_deployment.organization_ids SELECT organization_id FROM sallyport.organizations;
ALTER TABLE sallyport.organizations FORCE ROW LEVEL SECURITY;
CREATE FUNCTION sallyport.list_organization() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  INSERT INTO sallyport_deployment.organization_ids VALUES (NEW.organization_id);
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION sallyport.list_organization() FROM PUBLIC;
CREATE TRIGGER listed AFTER INSERT ON sallyport.organizations
  FOR EACH ROW EXECUTE FUNCTION sallyport.list_organization();
GRANT SELECT ON sallyport_deployment.organization_ids TO :engine;
