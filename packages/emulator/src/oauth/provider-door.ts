import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Provider } from 'oidc-provider'
import { type Injected, inject, type Response } from './inject.ts'

/** The provider, asked in memory. What fails inside it is thrown, and not hidden behind its "oops". */
export class ProviderDoor {
  readonly #handler: (request: IncomingMessage, response: ServerResponse) => void
  readonly #host: string
  #failure: Error | undefined

  constructor(provider: Provider) {
    this.#host = new URL(provider.issuer).host
    provider.on('server_error', (_ctx, error) => {
      this.#failure = error
    })
    this.#handler = provider.callback()
  }

  async ask(request: Injected): Promise<Response> {
    const response = await inject(this.#handler, {
      ...request,
      headers: { ...request.headers, host: this.#host },
    })
    const failure = this.#failure
    if (response.status < 500 || !failure) return response
    this.#failure = undefined
    throw new Error('The authorization server failed.', { cause: failure })
  }
}
