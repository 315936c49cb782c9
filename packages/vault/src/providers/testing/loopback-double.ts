import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export interface DoubleRequest {
  readonly method: string
  /** Path and query as they came. */
  readonly target: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface DoubleAnswer {
  readonly status: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** How a service fails: with an answer of its own, by resetting the connection, or by saying nothing. */
export type Fault = DoubleAnswer | 'reset' | 'silence'

/** A service on loopback that answers by rule, counts what it is asked, and fails on demand. */
export class LoopbackDouble {
  /** Every request that arrived, those that met a fault included. */
  readonly requests: DoubleRequest[] = []
  /** What a request meets instead of an answer: asked for each. */
  fault: (request: DoubleRequest) => Fault | undefined = () => undefined
  readonly url: string
  readonly #close: () => Promise<void>

  private constructor(url: string, close: () => Promise<void>) {
    this.url = url
    this.#close = close
  }

  static async start(answer: (request: DoubleRequest) => DoubleAnswer): Promise<LoopbackDouble> {
    const server = createServer(async (incoming, response) => {
      const { method = '', url: target = '', headers } = incoming
      const request = { method, target, headers, body: await text(incoming) }
      double.requests.push(request)
      const fault = double.fault(request)
      if (fault === 'silence') return
      if (fault === 'reset') return void incoming.socket.destroy()
      const { status, body, headers: extra = {} } = fault ?? answer(request)
      response.writeHead(status, { 'content-type': 'application/json', ...extra })
      response.end(typeof body === 'string' ? body : JSON.stringify(body))
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const { port } = server.address() as AddressInfo
    const double = new LoopbackDouble(`http://127.0.0.1:${port}`, async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    })
    return double
  }

  /** The requests whose target has that word in it. */
  asked(word: string): readonly DoubleRequest[] {
    return this.requests.filter(({ target }) => target.includes(word))
  }

  close(): Promise<void> {
    return this.#close()
  }
}
