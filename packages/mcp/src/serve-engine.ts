import { DirectTools } from './direct-tools.ts'
import { createEngineHost } from './engine-host.ts'
import { createServeMcp, type McpAnswer, type McpRequest } from './http/serve-mcp.ts'
import type { Session } from './session.ts'

export interface ServeEngineOptions {
  readonly version: string
  /** Told of what a client did wrong in the protocol, and of what went wrong here. */
  readonly onFailure: (error: Error) => void
}

/** The tools of an engine over Streamable HTTP: what stands behind `/mcp`. */
export function serveEngine({ version, onFailure }: ServeEngineOptions) {
  const serve = createServeMcp(onFailure)
  const options = { version, direct: new DirectTools() }
  return (session: Session, request: McpRequest): Promise<McpAnswer> =>
    serve(createEngineHost(session, options), request)
}
