-- The first tables, the isolation between organizations, and the feed of changes.
-- Runs as the owner role :owner; the engine connects as :engine and owns nothing.

CREATE SCHEMA sallyport;
GRANT USAGE ON SCHEMA sallyport TO :engine;
GRANT USAGE ON SCHEMA sallyport_deployment TO :engine;

-- ---------------------------------------------------------------------------------------------
-- What belongs to the deployment and to no organization.

-- One row. The scope key proves to the database which organization the engine speaks for.
CREATE TABLE sallyport_deployment.deployment (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  id uuid NOT NULL,
  root_key_id text NOT NULL,
  -- Sealed under the root key: opens only with the key that the row names.
  probe bytea NOT NULL,
  -- The password of the engine's role, sealed under the root key.
  engine_password bytea NOT NULL,
  scope_key bytea NOT NULL CHECK (length(scope_key) = 32),
  -- The organization that the first start made.
  organization_id uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

GRANT SELECT ON sallyport_deployment.migrations TO :engine;

-- Which organization's rows changed, in the order of the commits: `change_clock` is locked until each
-- transaction ends, so a sequence that is seen leaves none before it unseen. Every replica follows the
-- changes of all organizations, so this tells the engine's role their ids, and nothing else of them.
CREATE TABLE sallyport_deployment.change_clock (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  sequence bigint NOT NULL
);
INSERT INTO sallyport_deployment.change_clock (sequence) VALUES (0);

CREATE TABLE sallyport_deployment.changes (
  sequence bigint PRIMARY KEY,
  organization_id uuid NOT NULL
);
GRANT SELECT ON sallyport_deployment.changes, sallyport_deployment.change_clock TO :engine;

-- ---------------------------------------------------------------------------------------------
-- Isolation. Every row belongs to an organization, and a transaction sees those of one.

-- The organization of this transaction, from the setting `sallyport.scope`: "<organization> <proof>".
-- The proof is a keyed hash (NMAC over SHA-256) that only the engine's process and this function can
-- make; so not even SQL of an attacker's own, run as the engine's role, can step into another one.
CREATE FUNCTION sallyport.current_organization() RETURNS uuid
  LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  scope text := current_setting('sallyport.scope', true);
  organization uuid;
  key bytea;
BEGIN
  IF scope IS NULL OR scope !~ '^[0-9a-f-]{36} [0-9a-f]{64}$' THEN
    RETURN NULL;
  END IF;
  organization := left(scope, 36)::uuid;
  SELECT scope_key INTO key FROM sallyport_deployment.deployment;
  IF encode(sha256(key || sha256(key || uuid_send(organization))), 'hex') <> right(scope, 64) THEN
    RETURN NULL;
  END IF;
  RETURN organization;
END
$$;
REVOKE ALL ON FUNCTION sallyport.current_organization() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sallyport.current_organization() TO :engine;

CREATE FUNCTION sallyport.record_change() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  organization uuid := CASE TG_OP WHEN 'DELETE' THEN OLD.organization_id ELSE NEW.organization_id END;
  next bigint;
BEGIN
  UPDATE sallyport_deployment.change_clock SET sequence = sequence + 1 RETURNING sequence INTO next;
  INSERT INTO sallyport_deployment.changes VALUES (next, organization);
  -- A reader further behind than this starts afresh.
  DELETE FROM sallyport_deployment.changes WHERE sequence <= next - 10000;
  PERFORM pg_notify('sallyport_changes', next::text);
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION sallyport.record_change() FROM PUBLIC;

-- ---------------------------------------------------------------------------------------------

CREATE TABLE sallyport.organizations (
  organization_id uuid PRIMARY KEY,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE sallyport.organization_keys (
  organization_id uuid NOT NULL REFERENCES sallyport.organizations,
  id uuid NOT NULL,
  root_key_id text NOT NULL,
  wrapped bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  retired_at timestamptz,
  PRIMARY KEY (organization_id, id)
);
-- One key writes, many read.
CREATE UNIQUE INDEX ON sallyport.organization_keys (organization_id) WHERE retired_at IS NULL;

CREATE TABLE sallyport.signing_keys (
  organization_id uuid NOT NULL REFERENCES sallyport.organizations,
  id uuid NOT NULL,
  public_key jsonb NOT NULL,
  sealed bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  retired_at timestamptz,
  PRIMARY KEY (organization_id, id)
);

CREATE TABLE sallyport.applications (
  organization_id uuid NOT NULL REFERENCES sallyport.organizations,
  id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
  secret_hash bytea NOT NULL CHECK (length(secret_hash) = 32),
  created_at timestamptz NOT NULL,
  revoked_at timestamptz,
  PRIMARY KEY (organization_id, id)
);

CREATE TABLE sallyport.workspaces (
  organization_id uuid NOT NULL REFERENCES sallyport.organizations,
  id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
  status text NOT NULL CHECK (status IN ('active', 'inactive')),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  deleted_at timestamptz,
  PRIMARY KEY (organization_id, id)
);
CREATE UNIQUE INDEX workspaces_name ON sallyport.workspaces (organization_id, name) WHERE deleted_at IS NULL;

CREATE TABLE sallyport.connectors (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  workspace_id uuid NOT NULL,
  definition_id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
  config jsonb NOT NULL,
  entities jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, workspace_id) REFERENCES sallyport.workspaces
);
CREATE INDEX ON sallyport.connectors (organization_id, workspace_id, definition_id);

-- One row a connector: all that authenticates it, sealed together.
CREATE TABLE sallyport.credentials (
  organization_id uuid NOT NULL,
  connector_id uuid NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  sealed bytea NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, connector_id),
  FOREIGN KEY (organization_id, connector_id) REFERENCES sallyport.connectors ON DELETE CASCADE
);

-- The fact of each execute: names and times, no parameters and no records.
CREATE TABLE sallyport.executions (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  workspace_id uuid NOT NULL,
  connector_id uuid NOT NULL,
  entity text NOT NULL,
  action text NOT NULL,
  effect text NOT NULL,
  actor jsonb NOT NULL,
  request_id text NOT NULL,
  intent text,
  started_at timestamptz NOT NULL,
  duration_ms integer,
  outcome text NOT NULL,
  PRIMARY KEY (organization_id, id)
);
CREATE INDEX ON sallyport.executions (organization_id, workspace_id, started_at);

CREATE TABLE sallyport.audit_events (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  workspace_id uuid,
  type text NOT NULL,
  actor jsonb NOT NULL,
  subject_id uuid NOT NULL,
  request_id text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (organization_id, id)
);

-- ---------------------------------------------------------------------------------------------

DO $$
DECLARE
  name text;
BEGIN
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'sallyport' LOOP
    EXECUTE format('ALTER TABLE sallyport.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
    -- The sub-select makes the planner ask once a statement rather than once a row.
    EXECUTE format('CREATE POLICY one_organization ON sallyport.%I
      USING (organization_id = (SELECT sallyport.current_organization()))
      WITH CHECK (organization_id = (SELECT sallyport.current_organization()))', name);
  END LOOP;
  -- Deferred to the commit: the clock is held as short as can be.
  FOREACH name IN ARRAY ARRAY['organization_keys', 'signing_keys', 'applications', 'workspaces', 'connectors', 'credentials'] LOOP
    EXECUTE format('CREATE CONSTRAINT TRIGGER changed AFTER INSERT OR UPDATE OR DELETE ON sallyport.%I
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sallyport.record_change()', name);
  END LOOP;
END
$$;

-- What the engine does today, and no more; a migration that adds a use adds its right.
GRANT SELECT ON sallyport.organizations, sallyport.organization_keys, sallyport.signing_keys, sallyport.applications TO :engine;
GRANT SELECT, INSERT ON sallyport.workspaces, sallyport.credentials TO :engine;
GRANT SELECT, INSERT, DELETE ON sallyport.connectors TO :engine;
-- A record is completed once and otherwise stays as it was written.
GRANT SELECT, INSERT, UPDATE (duration_ms, outcome) ON sallyport.executions TO :engine;
-- Append only.
GRANT SELECT, INSERT ON sallyport.audit_events TO :engine;
