import type { IncomingHttpHeaders } from 'node:http'
import { type ApiOperation, type OperationId, operations, PATH_PREFIXES } from '@sallyport/contract'
import type { Engine, KeyedRequest, Principal } from '@sallyport/engine'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readClientRequestId } from './client-request-id.ts'
import { sendTagged } from './entity-tag.ts'
import { acceptFiles, isFile, sendFile } from './file-body.ts'
import type { Handlers } from './handler.ts'
import { readIdempotencyKey } from './idempotency-key.ts'
import { networkOf } from './network-of.ts'
import { organizationNamed } from './organization-header.ts'

/** Serves every operation of the contract below every prefix, under its path and its older ones. */
export function registerRoutes(server: FastifyInstance, engine: Engine, handlers: Handlers): void {
  for (const [id, operation] of Object.entries<ApiOperation>(operations)) {
    const handler = routeHandler(engine, { id, operation, handle: handlers[id as OperationId] })
    const register = (on: FastifyInstance) => {
      for (const path of pathsOf(operation)) {
        on.route({ method: operation.method, url: path, schema: schemaOf(operation), handler })
      }
    }
    if (operation.takes === 'file') acceptFiles(server, register)
    else register(server)
  }
}

/** The types of `Handlers` hold for each id; here, over all ids at once, only their common form is left. */
type AnyHandler = (call: AnyCall) => Promise<unknown>

export interface AnyCall {
  readonly principal: unknown
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
  readonly headers: IncomingHttpHeaders
  readonly organizationId: string | undefined
  readonly requestId: string
  readonly clientRequestId: string | undefined
  readonly network: () => string
  readonly keyed: KeyedRequest | undefined
  readonly signal: AbortSignal
}

export interface Route {
  readonly id: string
  readonly operation: ApiOperation
  readonly handle: Handlers[OperationId]
}

function routeHandler(engine: Engine, route: Route) {
  const { operation } = route
  const handle = route.handle as unknown as AnyHandler
  const { access, capability, withoutOrganization = false } = operation
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const signal = signalOf(reply)
    try {
      const { authorization } = request.headers
      const organizationId = organizationNamed(request, operation)
      const principal =
        access === 'public'
          ? undefined
          : await engine.authenticate(
              { authorization, organizationId },
              { kinds: access, capability, withoutOrganization },
            )
      if (principal !== undefined) limit(engine, principal, reply)
      const { params, query, body, headers, id: requestId } = request
      const call = {
        principal,
        params,
        query,
        body,
        headers,
        organizationId,
        requestId,
        clientRequestId: readClientRequestId(headers['x-request-id']),
        network: () => networkOf(request.ip),
        keyed: keyedOf(route, request, reply),
        signal,
      }
      const result = await carryOut(engine, operation, { handle, call, principal })
      return send(operation, { request, reply, result })
    } catch (error) {
      // The client has gone, and nobody is left to be answered.
      if (signal.aborted && error === signal.reason) return reply.hijack()
      throw error
    }
  }
}

interface Sent {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly result: unknown
}

function send({ gives, answer, tagged }: ApiOperation, { request, reply, result }: Sent) {
  if (gives === 'file' && isFile(result)) return sendFile(reply, result.file)
  if (answer.status === 204) return reply.code(204).send()
  const body = JSON.stringify(result)
  if (tagged) return sendTagged(request, reply, body)
  return reply.code(statusOf(answer, result)).type('application/json').send(body)
}

/** Tells a caller of the limits it is under. @throws SallyportError `rate_limited` */
export function limit(engine: Engine, principal: Principal, reply: FastifyReply): void {
  const standing = engine.admit(principal)
  if (standing === undefined) return
  reply.header('ratelimit-policy', standing.policy).header('ratelimit', standing.left)
  if (standing.refusal !== undefined) throw standing.refusal
}

function keyedOf(
  { id, operation }: Route,
  { headers, params, query, body }: FastifyRequest,
  reply: FastifyReply,
): KeyedRequest | undefined {
  if (operation.idempotent === undefined) return undefined
  const key = readIdempotencyKey(headers['idempotency-key'])
  if (key === undefined) return undefined
  const request = { method: operation.method, operation: id, params, query, body }
  return { key, request, onReplay: () => void reply.header('idempotency-replayed', 'true') }
}

interface Work {
  readonly handle: AnyHandler
  readonly call: AnyCall
  readonly principal: Principal | undefined
}

/** What makes something here is made once under a key, also where its client has gone: it asks again with the key. */
export function carryOut(engine: Engine, { idempotent }: ApiOperation, { handle, call, principal }: Work) {
  const { keyed, body } = call
  if (idempotent !== 'key' || keyed === undefined || principal === undefined) return handle(call)
  const work = () => handle({ ...call, signal: new AbortController().signal })
  return engine.createOnce(principal, { keyed, body, work })
}

function statusOf({ status, unchanged }: ApiOperation['answer'], result: unknown): number {
  const made = typeof result !== 'object' || result === null || Reflect.get(result, 'created') !== false
  return made ? status : (unchanged ?? status)
}

/** Aborts when the client closes its connection before the answer is out. */
export function signalOf({ raw }: FastifyReply): AbortSignal {
  const controller = new AbortController()
  raw.once('close', () => {
    if (!raw.writableFinished) controller.abort()
  })
  return controller.signal
}

function pathsOf({ path, aliases, bare }: ApiOperation): string[] {
  const prefixes = bare ? ['', ...PATH_PREFIXES] : PATH_PREFIXES
  const paths = [path, ...aliases].map((each) => each.replaceAll(/\{(\w+)\}/g, ':$1'))
  return paths.flatMap((each) => prefixes.map((prefix) => prefix + each))
}

function schemaOf({ params, query, body }: ApiOperation) {
  return { ...(params && { params }), ...(query && { querystring: query }), ...(body && { body }) }
}
