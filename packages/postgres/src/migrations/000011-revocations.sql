-- Access that is ended: what is revoked at third parties after its connector is gone, and the receipts of it.

-- One request: to end one connector, all of a workspace, or all that fit.
CREATE TABLE sallyport.revocation_jobs (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('connector', 'workspace', 'bulk')),
  workspace_id uuid,
  actor jsonb NOT NULL,
  -- Of a workspace: records that were erased, by table.
  purged jsonb,
  requested_at timestamptz NOT NULL,
  -- How many connectors it ended: known once the last of them was taken.
  total integer,
  finished_at timestamptz,
  PRIMARY KEY (organization_id, id)
);

-- One credential of it. The sealed bytes are those of the connector's row, and go once nothing is left to try.
CREATE TABLE sallyport.revocations (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  job_id uuid NOT NULL,
  connector_id uuid NOT NULL,
  workspace_id uuid NOT NULL,
  definition_id uuid NOT NULL,
  definition_version integer,
  name text NOT NULL,
  account_id text,
  version integer NOT NULL,
  sealed bytea,
  receipts jsonb NOT NULL DEFAULT '[]',
  attempts integer NOT NULL DEFAULT 0,
  finished_at timestamptz,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, job_id) REFERENCES sallyport.revocation_jobs
);
CREATE INDEX ON sallyport.revocations (organization_id, job_id);
CREATE INDEX ON sallyport.revocations (organization_id, connector_id);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['revocation_jobs', 'revocations'] LOOP
    EXECUTE format('ALTER TABLE sallyport.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY one_organization ON sallyport.%I
      USING (organization_id = (SELECT sallyport.current_organization()))
      WITH CHECK (organization_id = (SELECT sallyport.current_organization()))', name);
  END LOOP;
END
$$;

GRANT SELECT, INSERT, UPDATE (purged, total, finished_at) ON sallyport.revocation_jobs TO :engine;
GRANT SELECT, INSERT, UPDATE (version, sealed, receipts, attempts, finished_at)
  ON sallyport.revocations TO :engine;
GRANT UPDATE (status, updated_at, deleted_at) ON sallyport.workspaces TO :engine;

-- Erases what is recorded of a workspace that is gone; of one that is there, nothing. The audit of what was done to
-- the workspace itself stays. Gives how many rows of each kind there were.
CREATE FUNCTION sallyport.purge_workspace(workspace uuid) RETURNS jsonb
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  organization uuid := sallyport.current_organization();
  executions bigint;
  events bigint;
  files bigint;
BEGIN
  PERFORM FROM sallyport.workspaces w
    WHERE w.organization_id = organization AND w.id = workspace AND w.deleted_at IS NOT NULL;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  DELETE FROM sallyport.executions e WHERE e.organization_id = organization AND e.workspace_id = workspace;
  GET DIAGNOSTICS executions = ROW_COUNT;
  DELETE FROM sallyport.events e WHERE e.organization_id = organization AND e.workspace_id = workspace;
  GET DIAGNOSTICS events = ROW_COUNT;
  DELETE FROM sallyport.files f WHERE f.organization_id = organization AND f.workspace_id = workspace;
  GET DIAGNOSTICS files = ROW_COUNT;
  RETURN jsonb_build_object('executions', executions, 'events', events, 'files', files);
END
$$;
REVOKE ALL ON FUNCTION sallyport.purge_workspace(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sallyport.purge_workspace(uuid) TO :engine;
