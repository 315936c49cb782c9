import type { Definition } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import { type Client, createClient } from './client.ts'
import { createHostedTransport } from './hosted/hosted-transport.ts'
import type { ExecuteRequest, Result, Transport } from './transport.ts'

/** Settings of a definition, by name. */
export type ConfigOf<D extends Definition> = {
  readonly [K in keyof D['config']]?: string | readonly string[]
}

/** Through an engine, which holds the credential of each workspace. */
export interface HostedOptions<D extends Definition> {
  /** Origin of the engine, such as `https://sallyport.example.com`. */
  readonly url: string
  readonly clientId: string
  readonly clientSecret: string
  /** Name of the end customer's workspace. */
  readonly workspace: string
  /** Id or name of one connector, for workspaces that have several of this type. */
  readonly connector?: string
  /** Settings that the connector was given: the parameters they fill may be left out. */
  readonly configured?: readonly (keyof D['config'])[]
  /** Default: the platform's. */
  readonly fetch?: typeof fetch
  /** Milliseconds since the epoch. Default: the platform's clock. */
  readonly now?: () => number
}

/** In this process, with a credential of the caller's own. */
export interface LocalOptions<D extends Definition> {
  /** Fields of one of the definition's ways to authenticate. */
  readonly credentials: CredentialsOf<D>
  readonly config?: ConfigOf<D>
  /** For demos and tests: origin of the third party -> loopback origin that stands in for it. */
  readonly redirectOrigins?: Readonly<Record<string, string>>
  /** Milliseconds since the epoch. Default: the platform's clock. */
  readonly now?: () => number
}

export type CredentialsOf<D extends Definition> = {
  [W in keyof D['auth']]: { readonly [F in keyof D['auth'][W]['form']]: string }
}[keyof D['auth']]

/** Names of the settings that the options state. */
type Configured<O> = O extends { readonly config: infer C }
  ? keyof C
  : O extends { readonly configured: readonly (infer K)[] }
    ? K
    : never

/**
 * Connects to a third party by its definition: through an engine or in this process, with the same
 * methods, results and errors.
 *
 * @example
 * ```ts
 * import { connect } from 'sallyport'
 * import { github } from 'sallyport/connectors/github'
 *
 * const hosted = connect(github, { url, clientId, clientSecret, workspace: 'acme' })
 * const { data, page } = await hosted.issues.list({ owner: 'octo-org', repo: 'octo-repo' }, { limit: 3 })
 *
 * const local = connect(github, { credentials: { token } })
 * for await (const issue of local.issues.list.all({ owner: 'octo-org', repo: 'octo-repo' })) console.log(issue.title)
 * ```
 */
export function connect<D extends Definition, const O extends HostedOptions<D> | LocalOptions<D>>(
  definition: D,
  options: O,
): Client<D, Configured<O>> {
  const platform = { fetch, now: Date.now }
  const transport = isLocal<D>(options)
    ? localTransport(definition, { ...platform, ...options })
    : createHostedTransport(definition, { ...platform, ...options })
  return createClient(definition, transport)
}

function isLocal<D extends Definition>(
  options: HostedOptions<D> | LocalOptions<D>,
): options is LocalOptions<D> {
  return 'credentials' in options
}

/** The runtime needs Node.js; it is loaded at the first call, so that this module runs anywhere. */
function localTransport<D extends Definition>(definition: D, options: LocalOptions<D> & Clock): Transport {
  let loading: Promise<Transport> | undefined
  const load = () => {
    loading ??= import('./local/index.ts')
      .catch((cause: unknown) => Promise.reject(unavailable(cause)))
      .then(({ createLocalTransport }) => createLocalTransport(definition, options))
    return loading
  }
  return {
    execute: async (request: ExecuteRequest): Promise<Result> => (await load()).execute(request),
    close: async () => (await loading)?.close(),
  }
}

/** The platform's own, unless the options say otherwise. */
export interface Clock {
  readonly now: () => number
}

function unavailable(cause: unknown): SallyportError {
  return new SallyportError('local_mode_unavailable', 'Local mode needs Node.js 22.19 or later.', {
    fix: 'Run on Node.js, or connect through an engine with url, clientId, clientSecret and workspace.',
    cause,
  })
}
