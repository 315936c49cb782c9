import { hash } from 'node:crypto'
import { ACTING_TOKEN, type Access } from '@sallyport/contract'
import type { Engine, Principal } from '@sallyport/engine'
import { SallyportError } from '@sallyport/errors'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FailureOptions } from '../answer-error.ts'
import { readClientRequestId } from '../client-request-id.ts'
import type { Handlers } from '../handler.ts'
import { networkOf } from '../network-of.ts'
import { operationCalls } from '../operation-calls.ts'
import { organizationNamed } from '../organization-header.ts'
import { limit } from '../routes.ts'
import type { McpSession } from './mcp-port.ts'
import { atMost, type McpQuery, settingsOf } from './mcp-query.ts'
import { tellingCalls } from './telling-calls.ts'

/** Who may come in: whoever acts through connectors. */
const ACCESS = ACTING_TOKEN satisfies Access

export interface SessionOptions extends Pick<FailureOptions, 'now' | 'onFailure'> {
  readonly engine: Engine
  readonly handlers: Handlers
}

export interface Door {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/**
 * Who asks, and what they may do. Every request is looked at anew: there is nothing that a replica could know of it and
 * another one not.
 *
 * @throws SallyportError as a request of the contract does
 */
export async function openSession(
  { engine, handlers, now, onFailure }: SessionOptions,
  { request, reply }: Door,
): Promise<McpSession> {
  const { headers, id: requestId } = request
  const settings = settingsOf(request.query as McpQuery)
  const query = request.query as McpQuery
  const organizationId = organizationNamed(request, {})
  const shown = { authorization: headers.authorization, organizationId }
  const principal = await engine.authenticate(shown, { kinds: ACCESS, capability: 'none' })
  limit(engine, principal, reply)
  const allowed = atMost(principal, query)
  const bearer = await bearerOf(engine, { principal, query })
  const calls = operationCalls(engine, handlers, {
    authorization: bearer ?? headers.authorization,
    organizationId,
    requestId,
    clientRequestId: readClientRequestId(headers['x-request-id']),
    network: () => networkOf(request.ip),
    atMost: allowed,
    count: countedBy(engine),
  })
  return {
    key: keyOf([headers.authorization, organizationId, request.url]),
    call: tellingCalls(calls, (failure) => onFailure(failure, requestId)),
    ofWorkspace: bearer !== undefined || principal.workspaceId !== undefined,
    capabilities: allowed,
    settings,
    now,
  }
}

/** A token is not kept to be compared with. */
function keyOf(parts: readonly (string | undefined)[]): string {
  return hash('sha256', JSON.stringify(parts), 'base64')
}

/** The request itself is a call already: only what it does beyond one operation is counted again. */
function countedBy(engine: Engine): (principal: Principal) => void {
  let first = true
  return (principal) => {
    if (first) {
      first = false
      return
    }
    const refusal = engine.admit(principal)?.refusal
    if (refusal !== undefined) throw refusal
  }
}

interface Named {
  readonly principal: Principal<'application' | 'scoped'>
  readonly query: McpQuery
}

/**
 * For an organization's token and one workspace: a token of that workspace, which never leaves the engine. Whatever the
 * model names, it stays in there. An address makes no workspace: one that is misspelled would be a new customer.
 */
async function bearerOf(engine: Engine, { principal, query }: Named): Promise<string | undefined> {
  const { workspace: workspace_name, workspace_id } = query
  if (workspace_name === undefined && workspace_id === undefined) return undefined
  if (principal.workspaceId !== undefined) {
    await requireOwn(engine, principal as Principal<'scoped'>, query)
    return undefined
  }
  const reference = { ...(workspace_id && { workspace_id }), ...(workspace_name && { workspace_name }) }
  const { capabilities } = principal
  return `Bearer ${await engine.createTokenOfExisting(principal, { reference, capabilities })}`
}

async function requireOwn(
  engine: Engine,
  principal: Principal<'scoped'>,
  { workspace, workspace_id }: McpQuery,
): Promise<void> {
  const own = await engine.describeScopedToken(principal)
  if ((workspace_id ?? own.id).toLowerCase() === own.id && (workspace ?? own.name) === own.name) return
  throw new SallyportError(
    'workspace_not_found',
    'The token is bound to another workspace than the address names.',
    {
      fix: 'Leave the workspace out of the address: the token has one.',
    },
  )
}
