import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Act, type ErrorFamily, errorCodes, isErrorCode } from './codes.ts'

type Row = readonly [code: string, family: ErrorFamily, status: number, act: Act, retry: 'retry' | 'final']

/** What clients were promised. A row that changes here breaks somebody. */
const PROMISED: readonly Row[] = [
  ['malformed_request', 'caller', 400, 'developer', 'final'],
  ['workspace_required', 'caller', 400, 'developer', 'final'],
  ['organization_required', 'caller', 400, 'developer', 'final'],
  ['credential_mismatch', 'caller', 400, 'user', 'final'],
  ['credential_refused', 'caller', 400, 'user', 'final'],
  ['oauth_not_configured', 'caller', 400, 'developer', 'final'],
  ['invalid_callback', 'caller', 400, 'user', 'final'],
  ['unauthenticated', 'caller', 401, 'developer', 'final'],
  ['token_expired', 'caller', 401, 'developer', 'final'],
  ['foreign_browser', 'caller', 403, 'user', 'final'],
  ['forbidden', 'caller', 403, 'developer', 'final'],
  ['workspace_inactive', 'caller', 403, 'operator', 'final'],
  ['forbidden_operation', 'caller', 403, 'agent', 'final'],
  ['route_not_found', 'caller', 404, 'developer', 'final'],
  ['workspace_not_found', 'caller', 404, 'developer', 'final'],
  ['connector_type_not_found', 'caller', 404, 'developer', 'final'],
  ['connector_not_found', 'caller', 404, 'developer', 'final'],
  ['job_not_found', 'caller', 404, 'developer', 'final'],
  ['webhook_not_found', 'caller', 404, 'developer', 'final'],
  ['template_not_found', 'caller', 404, 'developer', 'final'],
  ['tag_not_found', 'caller', 404, 'developer', 'final'],
  ['file_not_found', 'caller', 404, 'developer', 'final'],
  ['result_not_found', 'caller', 404, 'agent', 'final'],
  ['connect_session_not_found', 'caller', 404, 'user', 'final'],
  ['organization_not_found', 'caller', 404, 'developer', 'final'],
  ['workflow_not_found', 'caller', 404, 'developer', 'final'],
  ['automation_not_found', 'caller', 404, 'developer', 'final'],
  ['connect_session_over', 'caller', 410, 'user', 'final'],
  ['connector_ambiguous', 'caller', 409, 'developer', 'final'],
  ['account_mismatch', 'caller', 409, 'user', 'final'],
  ['connector_changed', 'caller', 409, 'developer', 'final'],
  ['changed_meanwhile', 'caller', 409, 'developer', 'final'],
  ['idempotency_conflict', 'caller', 409, 'developer', 'final'],
  ['idempotency_in_progress', 'caller', 409, 'wait', 'final'],
  ['workspace_name_taken', 'caller', 409, 'developer', 'final'],
  ['approval_required', 'caller', 409, 'operator', 'final'],
  ['definition_in_use', 'caller', 409, 'developer', 'final'],
  ['payload_too_large', 'caller', 413, 'developer', 'final'],
  ['unsupported_media_type', 'caller', 415, 'developer', 'final'],
  ['invalid_request', 'caller', 422, 'developer', 'final'],
  ['unknown_entity', 'caller', 422, 'agent', 'final'],
  ['unsupported_action', 'caller', 422, 'agent', 'final'],
  ['context_store_unavailable', 'caller', 422, 'agent', 'final'],
  ['invalid_params', 'caller', 422, 'agent', 'final'],
  ['quota_exceeded', 'caller', 429, 'operator', 'retry'],
  ['invalid_cursor', 'caller', 422, 'agent', 'final'],
  ['idempotency_key_reused', 'caller', 422, 'developer', 'final'],
  ['rate_limited', 'caller', 429, 'wait', 'retry'],
  ['not_available_yet', 'caller', 501, 'developer', 'final'],
  ['upstream_not_found', 'upstream', 404, 'agent', 'final'],
  ['upstream_conflict', 'upstream', 409, 'agent', 'final'],
  ['outcome_unknown', 'upstream', 409, 'user', 'final'],
  ['upstream_invalid', 'upstream', 422, 'agent', 'final'],
  ['upstream_too_large', 'upstream', 422, 'agent', 'final'],
  ['credential_invalid', 'upstream', 424, 'user', 'final'],
  ['reauthorization_required', 'upstream', 424, 'user', 'final'],
  ['application_refused', 'upstream', 424, 'operator', 'final'],
  ['upstream_forbidden', 'upstream', 424, 'user', 'final'],
  ['upstream_rate_limited', 'upstream', 429, 'wait', 'retry'],
  ['upstream_unavailable', 'upstream', 502, 'wait', 'retry'],
  ['upstream_malformed', 'upstream', 502, 'operator', 'retry'],
  ['upstream_timeout', 'upstream', 504, 'wait', 'retry'],
  ['destination_refused', 'engine', 403, 'operator', 'final'],
  ['internal', 'engine', 500, 'operator', 'final'],
  ['projection_failed', 'engine', 500, 'operator', 'final'],
  ['configuration_invalid', 'engine', 500, 'operator', 'final'],
  ['backup_invalid', 'engine', 500, 'operator', 'final'],
  ['local_mode_unavailable', 'engine', 500, 'developer', 'final'],
  ['engine_unreachable', 'engine', 502, 'wait', 'retry'],
  ['refresh_in_progress', 'engine', 503, 'wait', 'retry'],
  ['quarantined', 'engine', 500, 'operator', 'final'],
  ['vault_unavailable', 'engine', 503, 'operator', 'retry'],
  ['storage_unavailable', 'engine', 503, 'wait', 'retry'],
  ['shutting_down', 'engine', 503, 'wait', 'retry'],
]

test('every code has the family, the status, the actor and the answer to a repeat that were promised', () => {
  const rows = Object.entries(errorCodes).map(([code, { family, status, act, retryable }]) => [
    code,
    family,
    status,
    act,
    retryable ? 'retry' : 'final',
  ])
  assert.deepEqual(rows, PROMISED)
})

/** Statuses that clients in use send again by themselves, without looking at the body. */
const REPEATED_BY_CLIENTS = [429, 502, 503, 504]

test('a code has a status that clients repeat exactly if a repeat can help', () => {
  for (const [code, { status, retryable }] of Object.entries(errorCodes)) {
    assert.equal(REPEATED_BY_CLIENTS.includes(status), retryable, code)
  }
})

test('every code is explained in sentences short enough for a model to read', () => {
  for (const [code, { about }] of Object.entries(errorCodes)) {
    assert.match(about, /^[A-Z].*\.$/, code)
    assert.ok(about.length <= 120, code)
  }
})

test('only a write of unknown fate may have changed something at the third party', () => {
  const codes = Object.entries(errorCodes).filter(([, { sideEffect }]) => sideEffect !== 'none')
  assert.deepEqual(
    codes.map(([code, { sideEffect }]) => [code, sideEffect]),
    [['outcome_unknown', 'unknown']],
  )
})

test('a code is told from any other value', () => {
  assert.equal(isErrorCode('internal'), true)
  for (const value of ['Internal', '', 'constructor', '__proto__', 'toString', null, undefined, 500, {}]) {
    assert.equal(isErrorCode(value), false, String(value))
  }
})
