import type { Definition } from '@sallyport/definition'
import { hostedTools } from '../tools/hosted-tools.ts'
import type { ExecuteRequest, Result, Transport } from '../transport.ts'
import { untilAborted } from '../until-aborted.ts'
import { checkReport } from './check-report.ts'
import { checkTexts } from './check-texts.ts'
import { chooseConnector } from './choose-connector.ts'
import { ConnectorFinder } from './connector-finder.ts'
import type { EngineSession } from './engine-session.ts'
import { executeOn } from './execute-on.ts'
import { hasCode } from './has-code.ts'
import type { TokenSource } from './token-source.ts'

/** Whose connector of the definition's type is meant. */
export interface HostedPlace {
  /** Name of the workspace. */
  readonly workspace: string
  /** Id or name, where the workspace has several. */
  readonly connector?: string | undefined
}

/** Sends calls to an engine. Token and connector are looked up once, and again when they have changed. */
export function createHostedTransport(
  session: EngineSession,
  definition: Definition,
  place: HostedPlace,
): Transport {
  checkTexts(place, ['workspace'])
  const { workspace, connector } = place
  const { api, files, tokens } = session

  const withToken: TokenSource['use'] = (signal, call) => tokens.use(signal, call)

  const connectors = new ConnectorFinder(async () => {
    const query = { workspace_name: workspace, definition_id: definition.id }
    const { data } = await withToken(undefined, (token) => api('listConnectors', { query, token }))
    return chooseConnector(data, { definition, workspace, connector })
  })

  /** A file is sent before its call, and once: what makes pieces cannot be read again, also for another token. */
  const withHandle = async ({ file, ...request }: ExecuteRequest): Promise<ExecuteRequest> => {
    if (file === undefined) return request
    const { signal } = request
    const upload = (token: string) => files.upload(file, { token, workspace, signal })
    const again = file.content instanceof Uint8Array
    const handle = await (again
      ? withToken(signal, upload)
      : upload(await untilAborted(tokens.get(), signal)))
    return { ...request, params: { ...request.params, file: handle } }
  }

  const send = (id: string, request: ExecuteRequest): Promise<Result> =>
    executeOn(session, { id, request, writes: writtenBy(definition, request) })

  /** Calls through the connector, and once more when it was replaced since it was looked up. */
  const through = async <T>(
    signal: AbortSignal | undefined,
    call: (id: string) => Promise<T>,
  ): Promise<T> => {
    const id = await untilAborted(connectors.get(), signal)
    try {
      return await call(id)
    } catch (error) {
      if (!hasCode(error, 'connector_not_found')) throw error
      connectors.drop(id)
      const found = await untilAborted(connectors.get(), signal)
      if (found === id) throw error
      return call(found)
    }
  }

  return {
    async execute(request) {
      const ready = await withHandle(request)
      return through(ready.signal, (id) => send(id, ready))
    },
    download: (request) =>
      through(request.signal, (id) =>
        withToken(request.signal, (token) => files.download(id, request, token)),
      ),
    check: (signal) =>
      through(signal, async (id) => {
        const call = { params: { id }, signal }
        return checkReport(await withToken(signal, (token) => api('checkConnector', { ...call, token })))
      }),
    tools: (options) =>
      through(options.signal, (id) => hostedTools(session, workspace, { ...options, connectors: [id] })),
    close: async () => {},
  }
}

/** What a call may change; of an operation that this version does not know, anything. */
function writtenBy(definition: Definition, { entity, action, dryRun }: ExecuteRequest): string | undefined {
  if (dryRun) return undefined
  const effect = definition.entities[entity]?.actions[action]?.effect
  return effect === 'read' ? undefined : `${entity}.${action}`
}
