-- Jobs: who may add one, and how it is proved that it was added so. The queue itself lies in the schema
-- sallyport_jobs, whose migrations are graphile-worker's own and run after these.

-- Engines that work at jobs, and when each was last there: what one had begun that is gone is begun anew.
CREATE TABLE sallyport_deployment.job_workers (
  id text PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 100),
  seen_at timestamptz NOT NULL DEFAULT now()
);
GRANT SELECT, INSERT, DELETE, UPDATE (seen_at) ON sallyport_deployment.job_workers TO :engine;

-- What proves that a job was added within the organization that it names: a keyed hash (NMAC over SHA-256) under a
-- key of its own. The label has not the length of a UUID, so the key is the proof of no organization.
CREATE FUNCTION sallyport.job_mac(task text, organization uuid, subject text) RETURNS text
  LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  key bytea;
  -- Of fixed length but for the last: no two jobs have the same.
  message bytea := uuid_send(organization) || sha256(convert_to(task, 'UTF8')) || convert_to(subject, 'UTF8');
BEGIN
  SELECT sha256(scope_key || sha256(scope_key || convert_to('sallyport jobs', 'UTF8'))) INTO key
    FROM sallyport_deployment.deployment;
  RETURN encode(sha256(key || sha256(key || message)), 'hex');
END
$$;
REVOKE ALL ON FUNCTION sallyport.job_mac(text, uuid, text) FROM PUBLIC;

-- Adds a job for the organization of this transaction. The engine's role has no other way to add one.
CREATE FUNCTION sallyport.add_job(
  task text, subject text, run_at timestamptz, max_attempts integer, once boolean, priority integer
) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  organization uuid := sallyport.current_organization();
BEGIN
  IF organization IS NULL THEN
    RAISE insufficient_privilege USING MESSAGE = 'a job is added within an organization';
  END IF;
  IF (task ~ '^[a-z_]{1,64}$' AND length(subject) BETWEEN 1 AND 255 AND max_attempts BETWEEN 1 AND 100)
    IS NOT TRUE THEN
    RAISE check_violation USING MESSAGE = 'this is no job';
  END IF;
  PERFORM sallyport_jobs.add_job(
    identifier => task,
    payload => json_build_object(
      'organization', organization, 'subject', subject, 'mac', sallyport.job_mac(task, organization, subject)),
    run_at => add_job.run_at,
    max_attempts => add_job.max_attempts,
    job_key => CASE WHEN once THEN task || ':' || organization || ':' || subject END,
    priority => add_job.priority,
    job_key_mode => 'replace');
END
$$;
REVOKE ALL ON FUNCTION sallyport.add_job(text, text, timestamptz, integer, boolean, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sallyport.add_job(text, text, timestamptz, integer, boolean, integer) TO :engine;
