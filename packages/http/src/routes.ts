import type { IncomingHttpHeaders } from 'node:http'
import { type ApiOperation, type OperationId, operations, PATH_PREFIXES } from '@sallyport/contract'
import type { Engine } from '@sallyport/engine'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sendTagged } from './entity-tag.ts'
import { acceptFiles, isFile, sendFile } from './file-body.ts'
import type { Handlers } from './handler.ts'
import { organizationNamed } from './organization-header.ts'

/** Serves every operation of the contract below every prefix, under its path and its older ones. */
export function registerRoutes(server: FastifyInstance, engine: Engine, handlers: Handlers): void {
  for (const [id, operation] of Object.entries<ApiOperation>(operations)) {
    const handler = routeHandler(engine, operation, handlers[id as OperationId])
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
type AnyHandler = (call: {
  principal: unknown
  params: unknown
  query: unknown
  body: unknown
  organizationId: string | undefined
  headers: IncomingHttpHeaders
  requestId: string
  signal: AbortSignal
}) => Promise<unknown>

function routeHandler(engine: Engine, operation: ApiOperation, handle: Handlers[OperationId]) {
  const call = handle as unknown as AnyHandler
  const { access, capability, withoutOrganization = false, answer } = operation
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
      const { params, query, body, headers, id: requestId } = request
      const result = await call({
        principal,
        params,
        query,
        body,
        headers,
        organizationId,
        requestId,
        signal,
      })
      if (operation.gives === 'file' && isFile(result)) return sendFile(reply, result.file)
      if (answer.status === 204) return reply.code(204).send()
      if (operation.tagged) return sendTagged(request, reply, JSON.stringify(result))
      return reply.code(statusOf(answer, result)).type('application/json').send(JSON.stringify(result))
    } catch (error) {
      // The client has gone, and nobody is left to be answered.
      if (signal.aborted && error === signal.reason) return reply.hijack()
      throw error
    }
  }
}

function statusOf({ status, unchanged }: ApiOperation['answer'], result: unknown): number {
  const made = typeof result !== 'object' || result === null || Reflect.get(result, 'created') !== false
  return made ? status : (unchanged ?? status)
}

/** Aborts when the client closes its connection before the answer is out. */
function signalOf({ raw }: FastifyReply): AbortSignal {
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
