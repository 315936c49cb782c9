-- What tells this database from a copy of it: how often it was started on, and the server it was last adopted on.
-- Engines look at it all the time, so it lies apart from the deployment's keys.

CREATE TABLE sallyport_deployment.recognition (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  deployment_id uuid NOT NULL,
  -- Raised by every start, and by whoever adopts the database.
  epoch bigint NOT NULL DEFAULT 0,
  -- Of pg_control_system(). Like the next two unset until the first start has looked.
  system_identifier text,
  timeline bigint,
  -- Oid of the database: one that was made anew from a dump has another.
  database_oid text,
  -- Set by whoever puts a backup back, until somebody adopts it.
  restored_at timestamptz,
  adopted_at timestamptz
);
INSERT INTO sallyport_deployment.recognition (deployment_id) SELECT id FROM sallyport_deployment.deployment;
GRANT SELECT ON sallyport_deployment.recognition TO :engine;
