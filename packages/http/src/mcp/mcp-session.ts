import { hash } from 'node:crypto'
import { ACTING_TOKEN, type Access } from '@sallyport/contract'
import type { Engine, Principal } from '@sallyport/engine'
import { SallyportError } from '@sallyport/errors'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { readClientRequestId } from '../client-request-id.ts'
import type { Handlers } from '../handler.ts'
import { networkOf } from '../network-of.ts'
import { operationCalls } from '../operation-calls.ts'
import { organizationNamed } from '../organization-header.ts'
import { limit } from '../routes.ts'
import type { McpSession } from './mcp-port.ts'
import { atMost, type McpQuery, settingsOf } from './mcp-query.ts'

/** Who may come in: whoever acts through connectors. */
const ACCESS = ACTING_TOKEN satisfies Access

export interface SessionOptions {
  readonly engine: Engine
  readonly handlers: Handlers
  readonly now: () => number
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
  { engine, handlers, now }: SessionOptions,
  { request, reply }: Door,
): Promise<McpSession> {
  const { headers, id: requestId } = request
  const query = request.query as McpQuery
  const organizationId = organizationNamed(request, {})
  const shown = { authorization: headers.authorization, organizationId }
  const principal = await engine.authenticate(shown, { kinds: ACCESS, capability: 'none' })
  limit(engine, principal, reply)
  const allowed = atMost(principal, query)
  const bearer = await bearerOf(engine, { principal, query, requestId })
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
    call: calls,
    ofWorkspace: bearer !== undefined || principal.workspaceId !== undefined,
    capabilities: allowed,
    settings: settingsOf(query),
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
  readonly requestId: string
}

/**
 * For an organization's token and one workspace: a token of that workspace, which never leaves the engine. Whatever the
 * model names, it stays in there.
 */
async function bearerOf(engine: Engine, { principal, query, requestId }: Named): Promise<string | undefined> {
  const { workspace: workspace_name, workspace_id } = query
  if (workspace_name === undefined && workspace_id === undefined) return undefined
  if (principal.workspaceId !== undefined) {
    await requireOwn(engine, principal as Principal<'scoped'>, query)
    return undefined
  }
  const reference = { ...(workspace_id && { workspace_id }), ...(workspace_name && { workspace_name }) }
  const { capabilities } = principal
  return `Bearer ${await engine.createScopedToken(principal, { reference, capabilities, requestId })}`
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
