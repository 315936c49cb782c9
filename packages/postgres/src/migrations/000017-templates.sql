-- What organizations offer to be connected, the tags by which offers are chosen, and templates of connections to
-- destinations, which are kept and not run.

-- A word of the organization for templates of both kinds.
CREATE TABLE sallyport.tags (
  organization_id uuid NOT NULL REFERENCES sallyport.organizations,
  id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (organization_id, id),
  UNIQUE (organization_id, name)
);

-- An offer of one connector type. What comes with the engine is offered without a row.
CREATE TABLE sallyport.source_templates (
  organization_id uuid NOT NULL REFERENCES sallyport.organizations,
  id uuid NOT NULL,
  definition_id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
  -- Settings that stand under those of whoever connects an account. None of them is secret.
  default_config jsonb NOT NULL,
  customization jsonb,
  mode text NOT NULL CHECK (mode IN ('DIRECT', 'REPLICATION', 'MULTI')),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  -- It stays, offered to nobody, as long as connectors name it.
  deleted_at timestamptz,
  PRIMARY KEY (organization_id, id)
);

CREATE TABLE sallyport.source_template_tags (
  organization_id uuid NOT NULL,
  template_id uuid NOT NULL,
  tag_id uuid NOT NULL,
  PRIMARY KEY (organization_id, template_id, tag_id),
  FOREIGN KEY (organization_id, template_id) REFERENCES sallyport.source_templates ON DELETE CASCADE,
  FOREIGN KEY (organization_id, tag_id) REFERENCES sallyport.tags ON DELETE CASCADE
);
CREATE INDEX ON sallyport.source_template_tags (organization_id, tag_id);

-- The template that a connector was made from, without a reference: its end is not the end of connectors. And the
-- settings that came from there, and not from whoever connected the account.
ALTER TABLE sallyport.connectors
  ADD COLUMN source_template_id uuid,
  ADD COLUMN defaulted text[] NOT NULL DEFAULT '{}';
CREATE INDEX ON sallyport.connectors (organization_id, source_template_id, id) WHERE source_template_id IS NOT NULL;
GRANT UPDATE (defaulted) ON sallyport.connectors TO :engine;

CREATE TABLE sallyport.connection_templates (
  organization_id uuid NOT NULL REFERENCES sallyport.organizations,
  id uuid NOT NULL,
  data_hosting_type text NOT NULL CHECK (data_hosting_type IN ('airbyte_hosted', 'user_hosted')),
  destination_name text CHECK (length(destination_name) BETWEEN 1 AND 255),
  destination_definition_id uuid,
  -- Names of the destination's settings. Their values may be secret: all of them are sealed.
  config_keys text[] NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  sealed bytea,
  cron_expression text CHECK (length(cron_expression) <= 255),
  non_breaking_changes_preference text NOT NULL
    CHECK (non_breaking_changes_preference IN ('ignore', 'disable', 'propagate_columns', 'propagate_fully')),
  sync_on_create boolean NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (organization_id, id)
);
CREATE TABLE sallyport.connection_template_tags (
  organization_id uuid NOT NULL,
  template_id uuid NOT NULL,
  tag_id uuid NOT NULL,
  PRIMARY KEY (organization_id, template_id, tag_id),
  FOREIGN KEY (organization_id, template_id) REFERENCES sallyport.connection_templates ON DELETE CASCADE,
  FOREIGN KEY (organization_id, tag_id) REFERENCES sallyport.tags ON DELETE CASCADE
);
CREATE INDEX ON sallyport.connection_template_tags (organization_id, tag_id);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['tags', 'source_templates', 'source_template_tags', 'connection_templates',
      'connection_template_tags'] LOOP
    EXECUTE format('ALTER TABLE sallyport.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY one_organization ON sallyport.%I
      USING (organization_id = (SELECT sallyport.current_organization()))
      WITH CHECK (organization_id = (SELECT sallyport.current_organization()))', name);
  END LOOP;
  -- What catalogues hold in memory. A new tag is on nothing yet.
  FOREACH name IN ARRAY ARRAY['source_templates', 'source_template_tags'] LOOP
    EXECUTE format('CREATE CONSTRAINT TRIGGER changed AFTER INSERT OR UPDATE OR DELETE ON sallyport.%I
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sallyport.record_change()', name);
  END LOOP;
END
$$;
CREATE CONSTRAINT TRIGGER changed AFTER UPDATE OR DELETE ON sallyport.tags
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sallyport.record_change();

GRANT SELECT, INSERT, DELETE, UPDATE (name, updated_at) ON sallyport.tags TO :engine;
GRANT SELECT, INSERT, DELETE, UPDATE (name, default_config, customization, mode, updated_at, deleted_at)
  ON sallyport.source_templates TO :engine;
GRANT SELECT, INSERT, DELETE ON sallyport.source_template_tags, sallyport.connection_template_tags TO :engine;
GRANT SELECT, INSERT, DELETE, UPDATE (destination_name, destination_definition_id, config_keys, version, sealed,
    cron_expression, non_breaking_changes_preference, sync_on_create, updated_at)
  ON sallyport.connection_templates TO :engine;
SELECT sallyport_deployment.follow_key('connection_templates', 'sealed');
