-- Workflows of workspaces, and what would start them. They are stored; nothing runs them yet.

CREATE TABLE sallyport.workflows (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  workspace_id uuid NOT NULL,
  name text NOT NULL,
  tasks jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, workspace_id) REFERENCES sallyport.workspaces ON DELETE CASCADE
);
CREATE INDEX ON sallyport.workflows (organization_id, workspace_id, created_at);

CREATE TABLE sallyport.automations (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  workflow_id uuid NOT NULL,
  enabled boolean NOT NULL,
  trigger_type text NOT NULL CHECK (trigger_type IN ('schedule', 'webhook', 'manual')),
  cron_expression text CHECK (length(cron_expression) <= 200),
  timezone text NOT NULL CHECK (length(timezone) <= 64),
  completion_webhook_url text CHECK (length(completion_webhook_url) <= 8192),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, workflow_id) REFERENCES sallyport.workflows ON DELETE CASCADE
);
CREATE INDEX ON sallyport.automations (organization_id, workflow_id, created_at);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['workflows', 'automations'] LOOP
    EXECUTE format('ALTER TABLE sallyport.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY one_organization ON sallyport.%I
      USING (organization_id = (SELECT sallyport.current_organization()))
      WITH CHECK (organization_id = (SELECT sallyport.current_organization()))', name);
  END LOOP;
END
$$;

GRANT SELECT, INSERT, DELETE, UPDATE (name, tasks, updated_at) ON sallyport.workflows TO :engine;
GRANT SELECT, INSERT, DELETE,
    UPDATE (enabled, trigger_type, cron_expression, timezone, completion_webhook_url, updated_at)
  ON sallyport.automations TO :engine;
