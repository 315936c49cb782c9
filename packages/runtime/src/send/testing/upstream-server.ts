import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type RequestListener, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { certificate, privateKey } from './certificate.ts'

export interface SeenRequest {
  readonly method: string
  /** Path and query as they came. */
  readonly target: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
  /** Calls over one connection have the same. */
  readonly clientPort: number
}

/** A third party on loopback, torn down at the end of the block that it is used in. */
export interface LoopbackServer extends AsyncDisposable {
  /** `http://127.0.0.1:port`, whatever is spoken there. */
  readonly origin: string
  readonly port: number
  /** Connections that were ever made. */
  readonly connections: readonly Socket[]
  /** Resolves when all of them are closed. */
  idle(): Promise<void>
}

export interface UpstreamServer extends LoopbackServer {
  readonly seen: readonly SeenRequest[]
}

export interface ServeOptions {
  readonly host?: string
  readonly port?: number
  /** TLS with the certificate of `certificate.ts`. */
  readonly secure?: boolean
}

/** Speaks HTTP, and remembers what it was asked. */
export async function serve(
  respond: (response: ServerResponse, request: SeenRequest) => void,
  options: ServeOptions = {},
): Promise<UpstreamServer> {
  const seen: SeenRequest[] = []
  const listener: RequestListener = async (request, response) => {
    const { method = '', url: target = '', headers, socket } = request
    const clientPort = socket.remotePort ?? 0
    const body = await text(request).catch(() => '')
    const entry = { method, target, headers, body, clientPort }
    seen.push(entry)
    respond(response, entry)
  }
  const server = options.secure
    ? createSecureServer({ cert: certificate, key: privateKey }, listener)
    : createServer(listener)
  return Object.assign(await start(server, options), { seen })
}

/** Speaks whatever `converse` says. */
export function serveTcp(
  converse: (socket: Socket) => void,
  options: ServeOptions = {},
): Promise<LoopbackServer> {
  return start(createTcpServer(converse), options)
}

async function start(
  server: Server,
  { host = '127.0.0.1', port = 0 }: ServeOptions,
): Promise<LoopbackServer> {
  const connections: Socket[] = []
  server.on('connection', (socket: Socket) => {
    connections.push(socket)
    socket.on('error', () => {})
  })
  server.on('tlsClientError', () => {})
  server.listen(port, host)
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('not a TCP server')
  return {
    origin: `http://${host}:${address.port}`,
    port: address.port,
    connections,
    async idle() {
      for (const socket of connections) await closed(socket.resume())
    },
    async [Symbol.asyncDispose]() {
      for (const socket of connections) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.destroyed) resolve()
    else socket.once('close', () => resolve())
  })
}
