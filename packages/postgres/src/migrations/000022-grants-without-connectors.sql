-- Tokens that no connector has: a spare goes with its connector, a grant is held until a connector takes it, and what
-- a refresh brings after its connector had gone is ended like the rest.

ALTER TABLE sallyport.revocations
  -- An answer that had come too late to be the credential.
  ADD COLUMN spare bytea,
  ADD COLUMN spare_version integer,
  -- A grant that a connector may still take: until then nobody ends it, and it belongs to no job.
  ADD COLUMN held_until timestamptz,
  -- SHA-256 of the refresh token that it was given for.
  ADD COLUMN presented_hash bytea,
  ALTER COLUMN job_id DROP NOT NULL,
  -- The workspace of a connector that is tried may be one that is not made yet.
  ALTER COLUMN workspace_id DROP NOT NULL,
  ADD CONSTRAINT revocations_held CHECK ((job_id IS NULL) = (held_until IS NOT NULL));
SELECT sallyport_deployment.follow_key('revocations', 'spare');
CREATE INDEX ON sallyport.revocations (organization_id, definition_id) WHERE finished_at IS NULL;
CREATE INDEX ON sallyport.revocations (organization_id, workspace_id) WHERE held_until IS NOT NULL;
CREATE INDEX ON sallyport.revocations (organization_id, presented_hash) WHERE held_until IS NOT NULL;
GRANT UPDATE (job_id, spare, held_until) ON sallyport.revocations TO :engine;

-- `grant`: of tokens that no connector has. Nobody asked for it.
ALTER TABLE sallyport.revocation_jobs
  DROP CONSTRAINT revocation_jobs_kind_check,
  ADD CONSTRAINT revocation_jobs_kind_check CHECK (kind IN ('connector', 'workspace', 'bulk', 'deletion', 'grant')),
  ALTER COLUMN actor DROP NOT NULL,
  ADD CONSTRAINT revocation_jobs_actor CHECK (actor IS NOT NULL OR kind = 'grant');

-- Takes grants that are held, for the connector that is stored in the same transaction, and what is held for the same
-- refresh token: it may be the same. Gives how many of them are being ended by now. Receipts the engine cannot delete.
CREATE FUNCTION sallyport.take_grants(grants uuid[]) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  organization uuid := sallyport.current_organization();
BEGIN
  DELETE FROM sallyport.revocations r
    WHERE r.organization_id = organization AND r.held_until IS NOT NULL AND (r.id = ANY (grants)
      OR r.presented_hash IN (SELECT g.presented_hash FROM sallyport.revocations g
        WHERE g.organization_id = organization AND g.id = ANY (grants)));
  RETURN (SELECT count(*) FROM sallyport.revocations r
    WHERE r.organization_id = organization AND r.id = ANY (grants));
END
$$;
REVOKE ALL ON FUNCTION sallyport.take_grants(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sallyport.take_grants(uuid[]) TO :engine;

-- Jobs of a database that was restored, until its first start puts them into the queue: that lies in a schema of its
-- own, which backups do not hold, and its jobs prove themselves by a key that every database has for itself.
CREATE TABLE sallyport_deployment.waiting_jobs (
  organization_id uuid NOT NULL,
  task text NOT NULL,
  subject text NOT NULL,
  run_at timestamptz NOT NULL,
  -- How often it may still be tried.
  attempts integer NOT NULL,
  once boolean NOT NULL,
  priority integer NOT NULL
);
