import type { Definition } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import { type Client, createClient } from './client.ts'
import { createEngineSession } from './hosted/engine-session.ts'
import { createHostedTransport } from './hosted/hosted-transport.ts'
import type { HostedOptions, LocalOptions, SettingOf } from './options.ts'
import type { Transport } from './transport.ts'

/**
 * Connects to a third party by its definition: through an engine or in this process, with the same
 * methods, results and errors. Nothing is sent before the first call.
 *
 * @throws TypeError for options of neither mode or of both, and for a `url` that is no origin.
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
export function connect<D extends Definition, const Setting extends SettingOf<D> = never>(
  definition: D,
  options: HostedOptions<D, Setting> | LocalOptions<D, Setting>,
): Client<D, Setting> {
  const { now = Date.now } = options
  return createClient(definition, { transport: transportOf(definition, options), now })
}

function transportOf<D extends Definition, Setting extends SettingOf<D>>(
  definition: D,
  options: HostedOptions<D, Setting> | LocalOptions<D, Setting>,
): Transport {
  const { now = Date.now } = options
  if (isHosted(options) === (options.credentials !== undefined)) throw neitherOrBoth()
  return isHosted(options)
    ? createHostedTransport(createEngineSession(options), definition, options)
    : localTransport(definition, { ...options, now })
}

function isHosted<D extends Definition, Setting extends SettingOf<D>>(
  options: HostedOptions<D, Setting> | LocalOptions<D, Setting>,
): options is HostedOptions<D, Setting> {
  return 'url' in options
}

function neitherOrBoth(): TypeError {
  return new TypeError('give either "credentials", or "url" with "clientId", "clientSecret" and "workspace"')
}

/** The runtime needs Node.js; it is loaded at the first call, so that this module runs anywhere. */
function localTransport<D extends Definition, Setting extends SettingOf<D>>(
  definition: D,
  options: LocalOptions<D, Setting> & { readonly now: () => number },
): Transport {
  let loading: Promise<Transport> | undefined
  const load = () => {
    loading ??= import('./local/index.ts')
      .catch((cause: unknown) => Promise.reject(unavailable(cause)))
      .then(({ createLocalTransport }) =>
        createLocalTransport(definition, {
          ...options,
          newId: () => crypto.randomUUID(),
          random: () => Math.random(),
        }),
      )
    return loading
  }
  return {
    execute: async (request) => (await load()).execute(request),
    download: async (request) => (await load()).download(request),
    check: async (signal) => (await load()).check(signal),
    tools: async (asked) => (await load()).tools(asked),
    // What could not be loaded holds nothing, and its calls have said why.
    close: async () => (await loading?.catch(() => undefined))?.close(),
  }
}

function unavailable(cause: unknown): SallyportError {
  return new SallyportError('local_mode_unavailable', 'Local mode needs Node.js 22.19 or later.', {
    fix: 'Run on Node.js, or connect through an engine with url, clientId, clientSecret and workspace.',
    cause,
  })
}
