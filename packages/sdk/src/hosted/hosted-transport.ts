import type { Answer, Operations } from '@sallyport/contract'
import type { Definition } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import type { HostedOptions } from '../connect.ts'
import type { ExecuteRequest, Result, Transport } from '../transport.ts'
import { type ApiRequest, createEngineApi } from './engine-api.ts'
import { chooseConnector } from './find-connector.ts'
import { TokenSource } from './token-source.ts'

/** Sends calls to an engine. Token and connector are looked up once and again when they have changed. */
export function createHostedTransport<D extends Definition>(
  definition: D,
  options: Required<Pick<HostedOptions<D>, 'fetch' | 'now'>> & HostedOptions<D>,
): Transport {
  const { url, workspace, clientId, clientSecret, connector, now } = options
  const api = createEngineApi(url, options.fetch)
  const tokens = new TokenSource({ api, clientId, clientSecret, now })
  let connectorId: Promise<string> | undefined

  const authorized = async (request: ApiRequest): Promise<unknown> => {
    const token = await tokens.get()
    try {
      return await api({ ...request, token })
    } catch (error) {
      if (!hasCode(error, 'token_expired', 'unauthenticated')) throw error
      tokens.drop(token)
      return api({ ...request, token: await tokens.get() })
    }
  }

  const lookUp = async (): Promise<string> => {
    const query = new URLSearchParams({ workspace_name: workspace, definition_id: definition.id })
    const list = await authorized({ method: 'GET', path: `/integrations/connectors?${query}` })
    const { data } = list as Answer<Operations['listConnectors']>
    return chooseConnector(data, { definition, workspace, connector })
  }

  const find = (): Promise<string> => {
    connectorId ??= lookUp().catch((error: unknown) => {
      connectorId = undefined
      throw error
    })
    return connectorId
  }

  const send = async (id: string, request: ExecuteRequest): Promise<Result> => {
    const { signal } = request
    const path = `/integrations/connectors/${id}/execute`
    const sent = authorized({ method: 'POST', path, body: bodyOf(request), ...(signal && { signal }) })
    const answer = await sent.catch((error: unknown) => {
      throw fateOf(definition, request, error)
    })
    return resultOf(answer as Answer<Operations['executeConnector']>)
  }

  return {
    async execute(request) {
      const id = await find()
      try {
        return await send(id, request)
      } catch (error) {
        if (!hasCode(error, 'connector_not_found')) throw error
        // It was replaced since it was looked up, perhaps.
        connectorId = undefined
        const again = await find()
        if (again === id) throw error
        return send(again, request)
      }
    },
    close: async () => {},
  }
}

function bodyOf({ entity, action, params, limit, cursor, fields }: ExecuteRequest) {
  const paging = { ...(limit !== undefined && { limit }), ...(cursor !== undefined && { cursor }) }
  return { entity, action, params: { ...params, ...paging }, ...(fields && { select_fields: fields }) }
}

function resultOf({
  result,
  connector_metadata: metadata,
  warning,
}: Answer<Operations['executeConnector']>): Result {
  const warnings = warning === undefined ? [] : [warning]
  if (metadata === null) return { data: result, page: undefined, meta: {}, warnings }
  const { has_next_page, end_cursor, ...meta } = metadata
  return { data: result, page: { nextCursor: end_cursor, complete: !has_next_page }, meta, warnings }
}

/** A write whose answer was lost on the way to us may have happened: it is not for repeating blindly. */
function fateOf(definition: Definition, { entity, action }: ExecuteRequest, error: unknown): unknown {
  const effect = definition.entities[entity]?.actions[action]?.effect
  if (!hasCode(error, 'engine_unreachable') || effect === 'read') return error
  return new SallyportError('outcome_unknown', `${entity}.${action}: the engine's answer did not arrive.`, {
    fix: 'Look at the third party whether it happened before doing it again.',
    cause: error,
  })
}

function hasCode(error: unknown, ...codes: readonly string[]): error is SallyportError {
  return SallyportError.isInstance(error) && codes.includes(error.code)
}
