/** Whose fault a failure is: the caller's, the third party's, or ours. */
export type ErrorFamily = 'caller' | 'upstream' | 'engine'

/** Who has to do something about it. `wait` means that nobody has: time mends it. */
export type Act = 'agent' | 'user' | 'developer' | 'operator' | 'wait'

/** What the failed call may have changed at the third party. */
export type SideEffect = 'none' | 'done' | 'unknown'

export interface ErrorCodeFacts {
  readonly family: ErrorFamily
  /** HTTP status of the engine's answer. */
  readonly status: number
  readonly act: Act
  /** Whether the same call, sent again unchanged, can succeed. */
  readonly retryable: boolean
  readonly sideEffect: SideEffect
  readonly about: string
}

type Row = readonly [status: number, act: Act, retry: 'retry' | 'final', about: string]

const caller = {
  malformed_request: [
    400,
    'developer',
    'final',
    'The request is not HTTP with a JSON body as the contract asks.',
  ],
  workspace_required: [
    400,
    'developer',
    'final',
    'The call names no workspace and its token is not bound to one.',
  ],
  organization_required: [
    400,
    'developer',
    'final',
    'The application reaches several organizations and the call names none; the answer lists them.',
  ],
  credential_mismatch: [
    400,
    'user',
    'final',
    'The credential fits none of the ways this connector authenticates.',
  ],
  credential_refused: [
    400,
    'user',
    'final',
    'The third party refuses the credential that was given, so nothing was stored.',
  ],
  oauth_not_configured: [
    400,
    'developer',
    'final',
    'The organization has no OAuth application for this connector type.',
  ],
  invalid_callback: [400, 'user', 'final', 'A browser came back with what nobody asked for.'],
  unauthenticated: [401, 'developer', 'final', 'No bearer token, or one that this engine did not issue.'],
  token_expired: [401, 'developer', 'final', 'The token was ours and its time is over.'],
  foreign_browser: [
    403,
    'user',
    'final',
    'Another browser than the one that is here began to connect an account.',
  ],
  forbidden: [403, 'developer', 'final', 'The token is valid, and this call is not open to it.'],
  workspace_inactive: [403, 'operator', 'final', 'The workspace is switched off. Nothing of it is lost.'],
  forbidden_operation: [403, 'agent', 'final', 'The token does not allow this operation.'],
  route_not_found: [404, 'developer', 'final', 'There is no such path and method.'],
  workspace_not_found: [
    404,
    'developer',
    'final',
    'No such workspace, or it is not yours: the answer is the same.',
  ],
  connector_type_not_found: [404, 'developer', 'final', 'No connector type of that name or id.'],
  connector_not_found: [
    404,
    'developer',
    'final',
    'No such connector, or it is not yours: the answer is the same.',
  ],
  job_not_found: [404, 'developer', 'final', 'No such job, or it is not yours: the answer is the same.'],
  webhook_not_found: [
    404,
    'developer',
    'final',
    'No such webhook, or it is not yours: the answer is the same.',
  ],
  template_not_found: [
    404,
    'developer',
    'final',
    'No such template, or it is not yours: the answer is the same.',
  ],
  tag_not_found: [404, 'developer', 'final', 'No such tag, or it is not yours: the answer is the same.'],
  file_not_found: [
    404,
    'developer',
    'final',
    'No such file handle, or it is not yours, or its time is over: the answer is the same.',
  ],
  result_not_found: [
    404,
    'agent',
    'final',
    'No such kept result, or it is not yours, or its hour is over: the answer is the same.',
  ],
  connect_session_not_found: [
    404,
    'user',
    'final',
    'No such connection is being made, or it is not yours: the answer is the same.',
  ],
  organization_not_found: [
    404,
    'developer',
    'final',
    'No such organization, or it is not yours: the answer is the same.',
  ],
  workflow_not_found: [
    404,
    'developer',
    'final',
    'No such workflow, or it is not yours: the answer is the same.',
  ],
  automation_not_found: [
    404,
    'developer',
    'final',
    'No such automation, or it is not yours: the answer is the same.',
  ],
  connect_session_over: [410, 'user', 'final', 'The connection was made already, or its time is over.'],
  connector_ambiguous: [409, 'developer', 'final', 'Several connectors fit; the answer lists them.'],
  account_mismatch: [
    409,
    'user',
    'final',
    'The new credential belongs to another account at the third party than the old one.',
  ],
  connector_changed: [
    409,
    'developer',
    'final',
    'The connector was changed meanwhile by somebody else, so it stays as they left it.',
  ],
  changed_meanwhile: [
    409,
    'developer',
    'final',
    'It was changed meanwhile by somebody else, so it stays as they left it.',
  ],
  idempotency_conflict: [409, 'developer', 'final', 'The idempotency key stands for another request.'],
  idempotency_in_progress: [409, 'wait', 'final', 'A call of the same Idempotency-Key is under way.'],
  workspace_name_taken: [409, 'developer', 'final', 'Another workspace of the organization has this name.'],
  approval_required: [
    409,
    'operator',
    'final',
    'Texts that a model reads would change; the answer lists how, and what to approve.',
  ],
  definition_in_use: [409, 'developer', 'final', 'Connectors use the definition, so it stays.'],
  payload_too_large: [413, 'developer', 'final', 'The request body is over its bound.'],
  unsupported_media_type: [415, 'developer', 'final', 'The request body is not declared as JSON.'],
  invalid_request: [
    422,
    'developer',
    'final',
    'The request does not fit its schema; all problems are listed.',
  ],
  unknown_entity: [422, 'agent', 'final', 'The connector has no such entity.'],
  unsupported_action: [422, 'agent', 'final', 'The entity has no such action.'],
  context_store_unavailable: [
    422,
    'agent',
    'final',
    'Nothing is kept ready to be searched; the answer names the calls that ask the third party.',
  ],
  invalid_params: [
    422,
    'agent',
    'final',
    'The parameters do not fit the operation; all problems are listed.',
  ],
  quota_exceeded: [
    429,
    'operator',
    'retry',
    'The workspace has made all the calls that its quota allows for now.',
  ],
  invalid_cursor: [
    422,
    'agent',
    'final',
    'The cursor was not given out for this operation and these parameters.',
  ],
  idempotency_key_reused: [
    422,
    'developer',
    'final',
    'The Idempotency-Key was used for another request; it stands for that one.',
  ],
  rate_limited: [429, 'wait', 'retry', 'This engine is asked too often. Nothing was done.'],
  not_available_yet: [
    501,
    'developer',
    'final',
    'Existing clients know this path, and a later version of the engine serves it.',
  ],
} as const satisfies Record<string, Row>

const upstream = {
  upstream_not_found: [
    404,
    'agent',
    'final',
    'The third party has no such thing, or hides it from this credential.',
  ],
  upstream_conflict: [
    409,
    'agent',
    'final',
    'The third party says that the change collides with its present state.',
  ],
  outcome_unknown: [
    409,
    'user',
    'final',
    'A write was sent and its fate is not known. Look before repeating it.',
  ],
  upstream_invalid: [422, 'agent', 'final', 'The third party refused the values of the call.'],
  upstream_too_large: [
    422,
    'agent',
    'final',
    'The answer of the third party is over its bound. Ask for less.',
  ],
  credential_invalid: [424, 'user', 'final', 'The third party does not accept the stored credential.'],
  reauthorization_required: [
    424,
    'user',
    'final',
    'The third party ended the access; its user has to connect the account again.',
  ],
  application_refused: [
    424,
    'operator',
    'final',
    'The third party refuses the OAuth application, whoever uses it.',
  ],
  upstream_forbidden: [
    424,
    'user',
    'final',
    'The third party accepts the credential, which may not do this.',
  ],
  upstream_rate_limited: [429, 'wait', 'retry', 'The third party asks to slow down.'],
  upstream_unavailable: [502, 'wait', 'retry', 'The third party cannot be reached or failed.'],
  upstream_malformed: [
    502,
    'operator',
    'retry',
    'The third party answered with something that is not its API.',
  ],
  upstream_timeout: [504, 'wait', 'retry', 'The third party did not answer in time.'],
} as const satisfies Record<string, Row>

const engine = {
  destination_refused: [
    403,
    'operator',
    'final',
    'The call would reach an address or origin that it must not.',
  ],
  internal: [500, 'operator', 'final', 'The engine failed. The request id leads to its log.'],
  projection_failed: [
    500,
    'operator',
    'final',
    'The answer does not have the shape that the definition states.',
  ],
  configuration_invalid: [500, 'operator', 'final', 'A setting keeps the engine from starting.'],
  backup_invalid: [500, 'operator', 'final', 'The file is no whole backup that this version reads.'],
  local_mode_unavailable: [
    500,
    'developer',
    'final',
    'Local mode needs Node.js and the package of the runtime.',
  ],
  engine_unreachable: [502, 'wait', 'retry', 'The client cannot reach the engine.'],
  refresh_in_progress: [
    503,
    'wait',
    'retry',
    'The access token is being renewed, which takes longer than the call may.',
  ],
  quarantined: [
    500,
    'operator',
    'final',
    'The database is not the one that this engine knew: nothing is sent until an operator adopts it.',
  ],
  vault_unavailable: [503, 'operator', 'retry', 'A stored secret cannot be opened now.'],
  storage_unavailable: [503, 'wait', 'retry', 'The database cannot be reached.'],
  shutting_down: [503, 'wait', 'retry', 'The engine is stopping.'],
} as const satisfies Record<string, Row>

/** Every code that any interface of Sallyport can answer with. */
export type ErrorCode = keyof typeof caller | keyof typeof upstream | keyof typeof engine

/** The facts of every code, in one table: status, who acts, whether a repeat can help. */
export const errorCodes: Readonly<Record<ErrorCode, ErrorCodeFacts>> = {
  ...family('caller', caller),
  ...family('upstream', upstream),
  ...family('engine', engine),
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(errorCodes, value)
}

function family<Code extends string>(name: ErrorFamily, rows: Readonly<Record<Code, Row>>) {
  const facts = Object.entries<Row>(rows).map(([code, [status, act, retry, about]]) => [
    code,
    { family: name, status, act, retryable: retry === 'retry', sideEffect: sideEffectOf(code), about },
  ])
  return Object.fromEntries(facts) as Record<Code, ErrorCodeFacts>
}

function sideEffectOf(code: string): SideEffect {
  return code === 'outcome_unknown' ? 'unknown' : 'none'
}
