-- Calls by their Idempotency-Key, for 24 hours, so that none is carried out twice; and what clients call their requests.

CREATE TABLE sallyport.idempotency_keys (
  organization_id uuid NOT NULL REFERENCES sallyport.organizations,
  -- Of an execute the id of its execution.
  id uuid NOT NULL,
  -- SHA-256 of the key, together with workspace, connector and caller that it is good within.
  key_hash bytea NOT NULL CHECK (octet_length(key_hash) = 32),
  -- Unset where there was no workspace yet, or is none.
  workspace_id uuid,
  -- The hash of the request, and the outcome. Unset while it is under way, and for good where its engine was killed.
  sealed bytea,
  began_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (organization_id, id),
  UNIQUE (organization_id, key_hash),
  FOREIGN KEY (organization_id, workspace_id) REFERENCES sallyport.workspaces
);
CREATE INDEX ON sallyport.idempotency_keys (organization_id, expires_at);
CREATE INDEX ON sallyport.idempotency_keys (organization_id, workspace_id);
-- Sealed bytes do not shrink: compressing them is work for nothing.
ALTER TABLE sallyport.idempotency_keys ALTER COLUMN sealed SET STORAGE EXTERNAL;

ALTER TABLE sallyport.idempotency_keys ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY one_organization ON sallyport.idempotency_keys
  USING (organization_id = (SELECT sallyport.current_organization()))
  WITH CHECK (organization_id = (SELECT sallyport.current_organization()));
GRANT SELECT, INSERT, DELETE, UPDATE (id, workspace_id, sealed, began_at, expires_at)
  ON sallyport.idempotency_keys TO :engine;
SELECT sallyport_deployment.follow_key('idempotency_keys', 'sealed');

-- What was answered in a workspace goes with it.
CREATE FUNCTION sallyport.forget_idempotency_keys() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  DELETE FROM sallyport.idempotency_keys
    WHERE organization_id = NEW.organization_id AND workspace_id = NEW.id;
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION sallyport.forget_idempotency_keys() FROM PUBLIC;
CREATE TRIGGER forget_idempotency_keys AFTER UPDATE OF deleted_at ON sallyport.workspaces
  FOR EACH ROW WHEN (OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL)
  EXECUTE FUNCTION sallyport.forget_idempotency_keys();

-- Never trusted as ours: our own stands in request_id.
ALTER TABLE sallyport.executions ADD COLUMN client_request_id text CHECK (length(client_request_id) BETWEEN 1 AND 128);
