import type { Definition } from '@sallyport/definition'
import { hostedTools } from '../tools/hosted-tools.ts'
import type { ExecuteRequest, Result, Transport } from '../transport.ts'
import { untilAborted } from '../until-aborted.ts'
import { checkOn } from './check-on.ts'
import { checkTexts } from './check-texts.ts'
import { chooseConnector } from './choose-connector.ts'
import { ConnectorFinder } from './connector-finder.ts'
import { downloadOn } from './download-on.ts'
import type { EngineSession } from './engine-session.ts'
import { executeOn } from './execute-on.ts'
import { isBytes } from './file-source.ts'
import { repeatSafely } from './repeat-safely.ts'

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
  const { api, files, tokens, now } = session

  /** For what may be asked twice. */
  const asked = <T>(signal: AbortSignal | undefined, call: (token: string) => Promise<T>): Promise<T> =>
    repeatSafely(() => tokens.use(signal, call), { signal, now })

  const connectors = new ConnectorFinder(async () => {
    const query = { workspace_name: workspace, definition_id: definition.id }
    const { data } = await asked(undefined, (token) => api('listConnectors', { query, token }))
    return chooseConnector(data, { definition, workspace, connector })
  })

  /** A file is sent before its call, and once: what makes pieces cannot be read again, also for another token. */
  const withHandle = async ({ file, ...request }: ExecuteRequest): Promise<ExecuteRequest> => {
    if (file === undefined) return request
    const { signal } = request
    const upload = (token: string) => files.upload(file, { token, workspace, signal })
    const handle = await (isBytes(file.content)
      ? asked(signal, upload)
      : upload(await untilAborted(tokens.get(), signal)))
    return { ...request, params: { ...request.params, file: handle } }
  }

  const send = (id: string, request: ExecuteRequest): Promise<Result> =>
    executeOn(session, { id, request, writes: writtenBy(definition, request) })

  return {
    async execute(request) {
      const ready = await withHandle(request)
      return connectors.through(ready.signal, (id) => send(id, ready))
    },
    download: (request) => connectors.through(request.signal, (id) => downloadOn(session, { id, request })),
    check: (signal) => connectors.through(signal, (id) => checkOn(session, { id, signal })),
    tools: (options) =>
      connectors.through(options.signal, (id) =>
        hostedTools(session, workspace, { ...options, connectors: [id] }),
      ),
    close: async () => {},
  }
}

/** What a call may change; of an operation that this version does not know, anything. */
function writtenBy(definition: Definition, { entity, action, dryRun }: ExecuteRequest): string | undefined {
  if (dryRun) return undefined
  const effect = definition.entities[entity]?.actions[action]?.effect
  return effect === 'read' ? undefined : `${entity}.${action}`
}
