import type { Statement } from '../organization-transactions.ts'

const WORKFLOW = `id, organization_id AS "organizationId", workspace_id AS "workspaceId", name, tasks,
  created_at AS "createdAt", updated_at AS "updatedAt"`
const AUTOMATION = `a.id, a.organization_id AS "organizationId", f.workspace_id AS "workspaceId",
  a.workflow_id AS "workflowId", a.enabled, a.trigger_type AS "triggerType",
  a.cron_expression AS "cronExpression", a.timezone, a.completion_webhook_url AS "completionWebhookUrl",
  a.created_at AS "createdAt", a.updated_at AS "updatedAt"`
/** Automations of workflows of `$1`, a workspace: what is of another one is not there. */
const OF_WORKSPACE = `FROM sallyport.automations a
  JOIN sallyport.workflows f ON f.organization_id = a.organization_id AND f.id = a.workflow_id
  WHERE f.workspace_id = $1 AND a.workflow_id = $2`

/** Whoever writes below a workspace waits for those who write there, and for its end: how many there are is counted. */
export const LOCK_WORKSPACE: Statement = {
  name: 'lock workflows of workspace',
  text: `SELECT pg_advisory_xact_lock(hashtextextended('sallyport workflows ' || $1::uuid, 0))
    FROM sallyport.workspaces WHERE id = $1 AND deleted_at IS NULL FOR SHARE`,
}
export const COUNT: Statement = {
  name: 'count workflows',
  text: 'SELECT count(*)::integer AS count FROM sallyport.workflows WHERE workspace_id = $1',
}
export const INSERT: Statement = {
  name: 'insert workflow',
  text: `INSERT INTO sallyport.workflows (organization_id, id, workspace_id, name, tasks, created_at, updated_at)
    VALUES (sallyport.current_organization(), $1, $2, $3, $4, $5, $6)`,
}
export const LIST: Statement = {
  name: 'list workflows',
  text: `SELECT ${WORKFLOW} FROM sallyport.workflows WHERE workspace_id = $1 ORDER BY created_at, id`,
}
export const FIND: Statement = {
  name: 'find workflow',
  text: `SELECT ${WORKFLOW} FROM sallyport.workflows WHERE workspace_id = $1 AND id = $2`,
}
export const FIND_TO_CHANGE: Statement = { name: 'hold workflow', text: `${FIND.text} FOR UPDATE` }
export const UPDATE: Statement = {
  name: 'update workflow',
  text: 'UPDATE sallyport.workflows SET name = $2, tasks = $3, updated_at = $4 WHERE id = $1',
}
export const DELETE: Statement = {
  name: 'delete workflow',
  text: 'DELETE FROM sallyport.workflows WHERE workspace_id = $1 AND id = $2 RETURNING id',
}

export const COUNT_AUTOMATIONS: Statement = {
  name: 'count automations',
  text: `SELECT count(*)::integer AS count ${OF_WORKSPACE}`,
}
export const INSERT_AUTOMATION: Statement = {
  name: 'insert automation',
  text: `INSERT INTO sallyport.automations (organization_id, id, workflow_id, enabled, trigger_type,
      cron_expression, timezone, completion_webhook_url, created_at, updated_at)
    VALUES (sallyport.current_organization(), $1, $2, $3, $4, $5, $6, $7, $8, $9)`,
}
export const LIST_AUTOMATIONS: Statement = {
  name: 'list automations',
  text: `SELECT ${AUTOMATION} ${OF_WORKSPACE} ORDER BY a.created_at, a.id`,
}
export const FIND_AUTOMATION: Statement = {
  name: 'find automation',
  text: `SELECT ${AUTOMATION} ${OF_WORKSPACE} AND a.id = $3`,
}
export const FIND_AUTOMATION_TO_CHANGE: Statement = {
  name: 'hold automation',
  text: `${FIND_AUTOMATION.text} FOR UPDATE OF a`,
}
export const UPDATE_AUTOMATION: Statement = {
  name: 'update automation',
  text: `UPDATE sallyport.automations SET enabled = $2, trigger_type = $3, cron_expression = $4, timezone = $5,
      completion_webhook_url = $6, updated_at = $7 WHERE id = $1`,
}
export const DELETE_AUTOMATION: Statement = {
  name: 'delete automation',
  text: `DELETE FROM sallyport.automations WHERE id IN (SELECT a.id ${OF_WORKSPACE} AND a.id = $3) RETURNING id`,
}
