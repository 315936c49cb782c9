import type { Outcome } from '@sallyport/engine'
import type { Statement } from '../organization-transactions.ts'

// clock_timestamp() and not now(): a step that waited for the row is to go by the time at which it got it
// (functions-datetime.html#FUNCTIONS-DATETIME-CURRENT).
const NOW = 'clock_timestamp()'
const ms = (value: string) => `${value}::float8 * interval '1 millisecond'`
const epoch = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`

/** `sent` and still within it, or `leased`, and the row is this attempt's. */
const HELD = `c.connector_id = $1 AND c.version = $2 AND c.fence = $3 AND c.phase <> 'settled'`

/** A credential's row as the engine has it. */
const ROW = `c.version, c.lineage, c.sealed, c.state, c.phase, c.fence::float8 AS fence,
  ${epoch('c.lease_until')} AS until, c.presentations, ${epoch('c.presented_at')} AS "presentedAt",
  c.settlement::float8 AS settlement, c.failures, ${epoch('c.retry_at')} AS "retryAt",
  ${epoch('c.refused_at')} AS "refusedAt", c.spare, c.spare_version AS "spareVersion", ${epoch(NOW)} AS now`

/** Locks the row and tells what it was: a move between states is an event, and needs both. */
const BEFORE = `(SELECT k.organization_id, k.connector_id, k.state, n.workspace_id
    FROM sallyport.credentials k
    JOIN sallyport.connectors n ON n.organization_id = k.organization_id AND n.id = k.connector_id
    WHERE k.connector_id = $1 FOR UPDATE OF k) AS b`
const MOVE = `b.connector_id AS "connectorId", b.workspace_id AS "workspaceId", b.state AS "from", c.state AS "to",
  c.state_cause AS cause`

/** A state with its cause and its time, where it is another than before. */
const stateIs = (state: string, cause: string) => `state = ${state},
      state_cause = CASE WHEN ${state} = c.state THEN c.state_cause ELSE ${cause} END,
      state_at = CASE WHEN ${state} = c.state THEN c.state_at ELSE ${NOW} END`

/** The standby of a primary answers reads as well: what it says may be a rotation behind. */
export const READ: Statement = {
  name: 'read credential',
  text: `SELECT ${ROW}, pg_catalog.pg_is_in_recovery() AS standby FROM sallyport.credentials c WHERE c.connector_id = $1`,
}

export const STANDING: Statement = {
  name: 'read standing of credentials',
  text: `SELECT connector_id AS "connectorId", state, state_cause AS cause, last_success_at AS "lastSuccessAt",
      expires_at AS "expiresAt"
    FROM sallyport.credentials WHERE connector_id = ANY ($1::uuid[])`,
}

/** Connector, version, owner, milliseconds of the lease and of the quarantine, whether a refusal is the cause. */
export const LEASE: Statement = {
  name: 'lease credential',
  text: `UPDATE sallyport.credentials c SET phase = 'leased', owner = $3, fence = c.fence + 1,
      lease_until = ${NOW} + ${ms('$4')},
      refused_at = CASE WHEN $6::boolean THEN ${NOW} ELSE c.refused_at END
    WHERE c.connector_id = $1 AND c.version = $2 AND c.state NOT IN ('needs_reauth', 'revoked')
      AND (c.retry_at IS NULL OR c.retry_at <= ${NOW}) AND (
      c.phase = 'settled'
      OR (c.phase = 'leased' AND c.lease_until <= ${NOW})
      OR (c.phase = 'sent' AND c.lease_until + ${ms('$5')} <= ${NOW}))
    RETURNING ${ROW}`,
}

/** Connector, version, fence, milliseconds of the lease. */
export const MARK_SENT: Statement = {
  name: 'mark credential sent',
  text: `UPDATE sallyport.credentials c SET phase = 'sent', lease_until = ${NOW} + ${ms('$4')},
      presentations = c.presentations + 1, presented_at = coalesce(c.presented_at, ${NOW})
    WHERE ${HELD} AND c.phase = 'leased' AND c.lease_until > ${NOW}
    RETURNING c.version`,
}

/** Connector, version, fence, milliseconds of the lease. */
export const RENEW: Statement = {
  name: 'renew lease of credential',
  text: `UPDATE sallyport.credentials c SET lease_until = ${NOW} + ${ms('$4')} 
    WHERE ${HELD} AND c.lease_until > ${NOW} RETURNING c.version`,
}

/**
 * Connector, version, sealed, expiry in milliseconds, lineage. On the condition of the version alone, of the credential
 * that was asked for: the fence guards sending. (A database that went back in time may count the same versions again
 * for another credential.)
 */
export const SAVE: Statement = {
  name: 'save credential',
  text: `UPDATE sallyport.credentials c SET version = c.version + 1, sealed = $3, updated_at = ${NOW},
      expires_at = 'epoch'::timestamptz + ${ms('$4')},
      ${stateIs("(CASE c.state WHEN 'revoked' THEN c.state ELSE 'active' END)", 'NULL')},
      phase = 'settled', presentations = 0, presented_at = NULL, settlement = c.settlement + 1,
      failures = 0, retry_at = NULL, spare = NULL, spare_version = NULL
    FROM ${BEFORE}
    WHERE c.organization_id = b.organization_id AND c.connector_id = b.connector_id AND c.version = $2
      AND c.lineage = $5
    RETURNING ${MOVE}`,
}

/** Connector, sealed. After a save that did not find its version: whether it was there first, its confirmation lost. */
export const SAVED: Statement = {
  name: 'find saved credential',
  text: 'SELECT c.sealed = $2 AS saved FROM sallyport.credentials c WHERE c.connector_id = $1',
}

/**
 * Connector, lineage, sealed, version of the spare. Beside the answer to the same presentation, or to one
 * before it where the database went back in time: one that was refreshed since has proved itself. A credential that was given up is worth another look with it.
 */
export const SPARE: Statement = {
  name: 'keep spare credential',
  text: `UPDATE sallyport.credentials c SET spare = $3, spare_version = $4::integer, updated_at = ${NOW},
      settlement = c.settlement + 1,
      ${stateIs("(CASE c.state WHEN 'needs_reauth' THEN 'degraded' ELSE c.state END)", "'spare'")}
    FROM ${BEFORE}
    WHERE c.organization_id = b.organization_id AND c.connector_id = b.connector_id
      AND c.lineage = $2 AND c.version <= $4::integer
    RETURNING ${MOVE}`,
}

const SETTLED = `phase = 'settled', lease_until = ${NOW}, settlement = c.settlement + 1`
const FAILED = `failures = c.failures + 1, retry_at = ${NOW} + ${ms('$5')}`
/** What was not sent, or was answered with a refusal of something else, used nothing up. Earlier presentations stay counted. */
const LEFT = "(c.presentations - CASE c.phase WHEN 'sent' THEN 1 ELSE 0 END)"
const HARMLESS = `${SETTLED}, presentations = ${LEFT},
      presented_at = CASE ${LEFT} WHEN 0 THEN NULL ELSE c.presented_at END`
/** With a spare that nobody has tried the credential is not given up. */
const UNTRIED = '(c.spare IS NOT NULL AND NOT $6::boolean)'
const REFUSED = `CASE WHEN c.state = 'revoked' THEN c.state WHEN ${UNTRIED} THEN 'degraded' ELSE 'needs_reauth' END`

/** What each outcome writes. Parameters: connector, version, fence, cause, milliseconds until another try, whether a spare was tried. */
const OUTCOMES: Readonly<Record<Outcome['kind'], string>> = {
  not_sent: `${HARMLESS}, ${FAILED}`,
  // Still `sent`, and over: whoever comes next waits for its quarantine.
  unknown: `lease_until = ${NOW}, settlement = c.settlement + 1, failures = c.failures + 1`,
  refused: `${SETTLED}, ${stateIs(`(${REFUSED})`, '$4')},
      spare = CASE WHEN ${UNTRIED} THEN c.spare END,
      spare_version = CASE WHEN ${UNTRIED} THEN c.spare_version END`,
  failed: `${HARMLESS}, ${FAILED}, ${stateIs("(CASE c.state WHEN 'active' THEN 'degraded' ELSE c.state END)", '$4')}`,
  application: `${HARMLESS}, retry_at = ${NOW} + ${ms('$5')}`,
}

/** Every statement takes all six parameters, so that the caller need not know which it reads. */
export function settle(kind: Outcome['kind']): Statement {
  return {
    name: `settle credential: ${kind}`,
    text: `UPDATE sallyport.credentials c SET ${OUTCOMES[kind]}
    FROM ${BEFORE}, (SELECT $4::text, $5::float8, $6::boolean) AS given
    WHERE c.organization_id = b.organization_id AND c.connector_id = b.connector_id AND ${HELD}
    RETURNING ${MOVE}`,
  }
}

/** What was accepted, as one JSON parameter. In the order of the ids: two engines that save at once do not wait in a circle. */
export const ACCEPTED: Statement = {
  name: 'note accepted credentials',
  text: `UPDATE sallyport.credentials c SET last_success_at = ${NOW},
      ${stateIs("(CASE WHEN b.proved THEN 'active' ELSE c.state END)", 'NULL')}
    FROM (
      SELECT k.organization_id, k.connector_id, k.state, n.workspace_id, k.version = a.version
        AND (k.state = 'pending' OR (k.state = 'degraded' AND k.failures = 0)
          OR (k.state = 'needs_reauth' AND a.checked)) AS proved
      FROM jsonb_to_recordset($1::jsonb) AS a("connectorId" uuid, "version" integer, "checked" boolean)
      JOIN sallyport.credentials k ON k.connector_id = a."connectorId"
      JOIN sallyport.connectors n ON n.organization_id = k.organization_id AND n.id = k.connector_id
      ORDER BY k.connector_id FOR UPDATE OF k) AS b
    WHERE c.organization_id = b.organization_id AND c.connector_id = b.connector_id
    RETURNING ${MOVE}`,
}

/** Connector, version, cause. */
export const REJECTED: Statement = {
  name: 'reject credential',
  text: `UPDATE sallyport.credentials c SET ${stateIs("'needs_reauth'", '$3')}
    FROM ${BEFORE}
    WHERE c.organization_id = b.organization_id AND c.connector_id = b.connector_id AND c.version = $2
      AND c.state IN ('pending', 'active', 'degraded')
    RETURNING ${MOVE}`,
}
