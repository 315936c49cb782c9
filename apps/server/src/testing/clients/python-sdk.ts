import assert from 'node:assert/strict'
import type { Caller, CallerReply, CallerRequest } from '../caller.ts'

export interface PythonCredentials {
  readonly client_id: string
  readonly client_secret: string
}

/** What the client raises: the name of its exception, and the text that goes to a model or into a log. */
export class PythonError extends Error {
  readonly kind: string
  readonly retryAfter: number | undefined

  constructor(kind: string, text: string, retryAfter?: number) {
    super(text)
    this.kind = kind
    this.retryAfter = retryAfter
  }
}

const KINDS: Readonly<Record<number, string>> = {
  400: 'ConnectorValidationError',
  401: 'AuthenticationError',
  403: 'AuthenticationError',
  422: 'ConnectorValidationError',
  429: 'RateLimitError',
}

/** One request of it. @throws PythonError for anything but 2xx. */
export async function pythonCall(
  call: Caller['call'],
  [method, path]: readonly [method: string, path: string],
  request: CallerRequest = {},
): Promise<CallerReply> {
  const headers = { accept: '*/*', 'x-adp-agent-sdk': 'airbyte-agent-sdk', ...request.headers }
  const reply = await call(method, path, { ...request, headers })
  if (reply.status >= 200 && reply.status < 300) return reply
  const kind = KINDS[reply.status] ?? 'HTTPStatusError'
  const retryAfter = reply.headers.get('retry-after')
  if (retryAfter !== null) assert.match(retryAfter, /^\d+$/, 'read as whole seconds')
  const text = `HTTP ${reply.status} error for ${method} ${path}: ${textOf(reply)}`
  throw new PythonError(kind, text, retryAfter === null ? undefined : Number(retryAfter))
}

/** The text of an error: of its list the messages, joined, else its message, else all of it. */
function textOf({ body, text }: CallerReply): string {
  const { errors, message, error } = body ?? {}
  if (Array.isArray(errors) && errors.length > 0) {
    return errors.map((each) => each.userPresentableMessage ?? each.message ?? each.error).join('; ')
  }
  return message ?? error ?? text
}

/** What one connector of the client does: a token and a lookup for itself, and then its calls. */
export class PythonConnector {
  readonly #call: Caller['call']
  readonly #credentials: PythonCredentials
  readonly #headers: Readonly<Record<string, string>>

  constructor(call: Caller['call'], credentials: PythonCredentials, organizationId?: string) {
    this.#call = call
    this.#credentials = credentials
    this.#headers = organizationId === undefined ? {} : { 'x-organization-id': organizationId }
  }

  async token(): Promise<string> {
    const { body } = await this.#send(['POST', '/api/v1/account/applications/token'], {
      body: this.#credentials,
    })
    return text(body, 'access_token')
  }

  /** Exactly one row, or it gives up. */
  async find(definitionId: string, workspace = 'default'): Promise<string> {
    const query = new URLSearchParams({ workspace_name: workspace, definition_id: definitionId })
    const bearer = await this.token()
    const { body } = await this.#send(['GET', `/api/v1/integrations/connectors?${query}`], { bearer })
    const rows: readonly { readonly id: string }[] = body.data
    if (rows.length === 0) throw new PythonError('ConnectorNotFoundError', 'No connector found for this user')
    if (rows.length > 1) throw new PythonError('ConnectorAmbiguityError', `${rows.length} connectors`)
    return text(rows[0] ?? {}, 'id')
  }

  async execute(id: string, request: object): Promise<{ result: unknown; connector_metadata: unknown }> {
    const bearer = await this.token()
    const path = `/api/v1/integrations/connectors/${id}/execute`
    const { body } = await this.#send(['POST', path], { bearer, body: request })
    // `KeyError` where it is absent.
    assert.ok('result' in body, 'result')
    return { result: body.result, connector_metadata: body.connector_metadata }
  }

  async send(line: readonly [string, string], body?: object): Promise<CallerReply> {
    return this.#send(line, { bearer: await this.token(), ...(body && { body }) })
  }

  #send(line: readonly [string, string], request: CallerRequest): Promise<CallerReply> {
    return pythonCall(this.#call, line, { ...request, headers: this.#headers })
  }
}

function text(body: Readonly<Record<string, unknown>>, key: string): string {
  const value = body[key]
  assert.ok(typeof value === 'string', key)
  return value
}
