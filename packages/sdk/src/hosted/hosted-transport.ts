import type { Answer, Operations } from '@sallyport/contract/client'
import type { Definition } from '@sallyport/definition'
import type { HostedOptions, SettingOf } from '../options.ts'
import type { CheckReport, ExecuteRequest, Limit, Result, Transport } from '../transport.ts'
import { untilAborted } from '../until-aborted.ts'
import { chooseConnector } from './choose-connector.ts'
import { ConnectorFinder } from './connector-finder.ts'
import { createEngineApi } from './engine-api.ts'
import { createEngineFiles } from './engine-files.ts'
import { hasCode } from './has-code.ts'
import { TokenSource } from './token-source.ts'

type Options<D extends Definition> = HostedOptions<D, SettingOf<D>> &
  Required<Pick<HostedOptions<D>, 'fetch' | 'now'>>

/** Sends calls to an engine. Token and connector are looked up once, and again when they have changed. */
export function createHostedTransport<D extends Definition>(definition: D, options: Options<D>): Transport {
  checkTexts(options, ['clientId', 'clientSecret', 'workspace'])
  const { workspace, connector } = options
  const api = createEngineApi(options.url, options.fetch)
  const files = createEngineFiles(options.url, options.fetch)
  const tokens = new TokenSource({ ...options, api })

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

  const send = async (id: string, request: ExecuteRequest): Promise<Result> => {
    const call = {
      params: { id },
      body: bodyOf(request),
      signal: request.signal,
      writes: writtenBy(definition, request),
    }
    const answer = await withToken(request.signal, (token) => api('executeConnector', { ...call, token }))
    return resultOf(answer)
  }

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
        return reportOf(await withToken(signal, (token) => api('checkConnector', { ...call, token })))
      }),
    close: async () => {},
  }
}

function checkTexts(options: object, names: readonly string[]): void {
  for (const name of names) {
    const value: unknown = Reflect.get(options, name)
    if (typeof value !== 'string' || value === '')
      throw new TypeError(`"${name}" is to be a text and not empty`)
  }
}

function bodyOf({ entity, action, params, limit, cursor, fields, view, dryRun }: ExecuteRequest) {
  const paging = { ...(limit !== undefined && { limit }), ...(cursor !== undefined && { cursor }) }
  return {
    entity,
    action,
    params: { ...params, ...paging },
    ...(fields !== undefined && { select_fields: [...fields] }),
    ...(view !== undefined && { view }),
    ...(dryRun && { dry_run: true }),
  }
}

/** What a call may change; of an operation that this version does not know, anything. */
function writtenBy(definition: Definition, { entity, action, dryRun }: ExecuteRequest): string | undefined {
  if (dryRun) return undefined
  const effect = definition.entities[entity]?.actions[action]?.effect
  return effect === 'read' ? undefined : `${entity}.${action}`
}

function resultOf({
  result,
  connector_metadata: metadata,
  execution_metadata: { rate_limit },
  warning,
}: Answer<Operations['executeConnector']>): Result {
  const warnings = warning === undefined ? [] : [warning]
  const beside = { warnings, ...(rate_limit && { limit: limitOf(rate_limit) }) }
  if (metadata === null) return { data: result, page: undefined, meta: {}, ...beside }
  const { has_next_page, end_cursor, ...meta } = metadata
  return { data: result, page: { nextCursor: end_cursor, complete: !has_next_page }, meta, ...beside }
}

type RateLimit = NonNullable<Answer<Operations['executeConnector']>['execution_metadata']['rate_limit']>

function limitOf({ bucket, remaining, reset_at, retry_at }: RateLimit): Limit {
  return {
    bucket,
    remaining,
    ...(reset_at !== null && { resetAt: new Date(reset_at) }),
    ...(retry_at !== null && { retryAt: new Date(retry_at) }),
  }
}

function reportOf(answer: Answer<Operations['checkConnector']>): CheckReport {
  return {
    status: answer.status === 'succeeded' ? 'succeeded' : 'failed',
    message: answer.error_message ?? undefined,
    entities: answer.entity_check_results.map(({ entity, status, error_message: message }) => ({
      entity,
      status,
      message: message ?? undefined,
    })),
  }
}
