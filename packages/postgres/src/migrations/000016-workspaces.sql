-- Workspaces that are looked for, renamed, switched off and deleted.

-- Unset: as the organization has it.
ALTER TABLE sallyport.workspaces ADD COLUMN cache_enabled boolean;
GRANT UPDATE (name, cache_enabled) ON sallyport.workspaces TO :engine;

-- A workspace can go and leave its records: `deletion` ends its connectors, `workspace` also erases what was recorded.
ALTER TABLE sallyport.revocation_jobs DROP CONSTRAINT revocation_jobs_kind_check,
  ADD CONSTRAINT revocation_jobs_kind_check CHECK (kind IN ('connector', 'workspace', 'bulk', 'deletion'));
-- What ends after its workspace was offboarded is not recorded any more.
CREATE INDEX ON sallyport.revocation_jobs (organization_id, workspace_id) WHERE kind = 'workspace';
