import { readDescription } from '../description.ts'
import { Faults } from '../faults.ts'
import { isObject, type JsonObject } from '../json.ts'
import { credentialHash, Ledger } from '../ledger.ts'
import { createRequestCheck } from '../request-check.ts'
import { createRouter, type Router } from '../router.ts'
import { type RawRoute, serve } from '../serve.ts'
import { Aliases } from './aliases.ts'
import { Github } from './github.ts'
import { RateLimit } from './rate-limit.ts'
import { expand, Records } from './records.ts'
import { faultKinds } from './spoil.ts'

export interface GithubOptions {
  /** GitHub's own OpenAPI description, or a slice of it. */
  readonly description: object
  /** The token, or all the tokens, that are accepted. */
  readonly token: string | readonly string[]
  /** A free port by default. */
  readonly port?: number
  /** Milliseconds since 1970, for time stamps, rate limits and the ledger. */
  readonly now?: () => number
  /** Milliseconds before each answer; 0 by default. */
  readonly delay?: number
  /** Requests per hour in the rate-limit headers; 5000 by default. Nothing is refused when they are spent. */
  readonly rateLimit?: number
  /** Where links between pages lead: to api.github.com, as GitHub's do, or back here. */
  readonly linkOrigin?: 'vendor' | 'emulator'
  /** Records by the path that lists them, or by its template for any owner, organization or user. */
  readonly collections?: Readonly<Record<string, readonly object[]>>
  /** One path that is answered without any check, for benchmarks. */
  readonly raw?: RawRoute
}

export interface GithubEmulator {
  /** `http://127.0.0.1:<port>` */
  readonly url: string
  readonly ledger: Ledger
  readonly faults: Faults
  /** Stops listening and ends every connection, the silent ones too. */
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * Starts an emulated GitHub on 127.0.0.1. It answers from recorded traffic and from the examples of
 * the description, and checks each request against that description.
 * Throws a `TypeError` for options that make no sense; rejects when the port is taken.
 *
 * @example
 * ```ts
 * const github = await emulateGithub({ description, token: 'ghp_example' })
 * await fetch(`${github.url}/user`, { headers: { authorization: 'Bearer ghp_example' } })
 * console.log(github.ledger.count({ method: 'GET', path: '/user' })) // 1
 * await github.close()
 * ```
 */
export async function emulateGithub(options: GithubOptions): Promise<GithubEmulator> {
  const { now = Date.now, port = 0, delay = 0, rateLimit = 5000, raw } = options
  const description = readDescription(options.description)
  const route = createRouter(description.operations.values())
  const aliases = new Aliases()
  const records = new Records({ description, aliases, now, collections: collectionsOf(options, route) })
  const ledger = new Ledger()
  const faults = new Faults(faultKinds, description.operations.keys())
  const served = await serve({
    port,
    delay,
    raw,
    handlerAt(url) {
      const github = new Github({
        tokens: new Set([options.token].flat().map(credentialHash)),
        reader: { route, aliases, check: createRequestCheck(description) },
        responder: {
          records,
          aliases,
          linkOrigin: options.linkOrigin === 'emulator' ? url : description.origin,
        },
        rateLimit: new RateLimit({ limit: rateLimit, now }),
        ledger,
        faults,
        now,
      })
      return (request) => github.handle(request)
    },
  })
  const close = () => served.close()
  return { url: served.url, ledger, faults, close, [Symbol.asyncDispose]: close }
}

function collectionsOf(
  { collections = {} }: GithubOptions,
  route: Router,
): Map<string, readonly JsonObject[]> {
  return new Map(
    Object.entries(collections).map(([path, records]) => {
      const match = route('GET', path)
      if (!match) throw new TypeError(`The description lists nothing at "${path}".`)
      if (!records.every(isObject))
        throw new TypeError(`The collection "${path}" holds something that is no object.`)
      return [expand(match.operation.path, match.params), records.filter(isObject)]
    }),
  )
}
