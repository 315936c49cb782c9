-- What workspaces use, and how much they may.

-- Of bodies, to and from the third party. Unset while it is not known: a file is still on its way.
ALTER TABLE sallyport.executions ADD COLUMN bytes_sent bigint, ADD COLUMN bytes_received bigint;
GRANT UPDATE (bytes_sent, bytes_received) ON sallyport.executions TO :engine;

-- Calls by day, connector and outcome: added to in the statement that records them, which counts each call once.
CREATE TABLE sallyport.usage_days (
  organization_id uuid NOT NULL REFERENCES sallyport.organizations,
  -- Of UTC, in which the call began.
  day date NOT NULL,
  workspace_id uuid NOT NULL,
  connector_id uuid NOT NULL,
  outcome text NOT NULL,
  calls bigint NOT NULL CHECK (calls >= 0),
  bytes_sent bigint NOT NULL CHECK (bytes_sent >= 0),
  bytes_received bigint NOT NULL CHECK (bytes_received >= 0),
  PRIMARY KEY (organization_id, day, workspace_id, connector_id, outcome)
);
CREATE INDEX ON sallyport.usage_days (organization_id, workspace_id, day);

-- How many calls a workspace may make. Unset: as the organization has it. 0: as many as it likes.
ALTER TABLE sallyport.workspaces
  ADD COLUMN calls_per_minute integer CHECK (calls_per_minute >= 0),
  ADD COLUMN calls_per_day integer CHECK (calls_per_day >= 0);
GRANT UPDATE (calls_per_minute, calls_per_day) ON sallyport.workspaces TO :engine;

-- The same for workspaces that have none of their own. Unset: as many as they like.
CREATE TABLE sallyport.organization_quotas (
  organization_id uuid PRIMARY KEY REFERENCES sallyport.organizations,
  calls_per_minute integer CHECK (calls_per_minute > 0),
  calls_per_day integer CHECK (calls_per_day > 0)
);
-- Workspaces are kept in memory with what they may.
CREATE CONSTRAINT TRIGGER changed AFTER INSERT OR UPDATE OR DELETE ON sallyport.organization_quotas
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sallyport.record_change();

-- What engines have taken of the minute and the day at hand, in UTC and by the clock of the database.
CREATE TABLE sallyport.quota_windows (
  organization_id uuid NOT NULL,
  workspace_id uuid NOT NULL,
  period text NOT NULL CHECK (period IN ('minute', 'day')),
  begins_at timestamptz NOT NULL,
  taken bigint NOT NULL CHECK (taken >= 0),
  -- By the latest of them.
  granted bigint NOT NULL CHECK (granted >= 0),
  PRIMARY KEY (organization_id, workspace_id, period),
  FOREIGN KEY (organization_id, workspace_id) REFERENCES sallyport.workspaces
);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['usage_days', 'organization_quotas', 'quota_windows'] LOOP
    EXECUTE format('ALTER TABLE sallyport.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY one_organization ON sallyport.%I
      USING (organization_id = (SELECT sallyport.current_organization()))
      WITH CHECK (organization_id = (SELECT sallyport.current_organization()))', name);
  END LOOP;
END
$$;

GRANT SELECT, INSERT, UPDATE (calls, bytes_sent, bytes_received) ON sallyport.usage_days TO :engine;
GRANT SELECT, INSERT, UPDATE (calls_per_minute, calls_per_day) ON sallyport.organization_quotas TO :engine;
GRANT SELECT, INSERT, UPDATE (begins_at, taken, granted) ON sallyport.quota_windows TO :engine;
