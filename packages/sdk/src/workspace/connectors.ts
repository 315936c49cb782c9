import type { Answer, Operations } from '@sallyport/contract/client'
import type { Definition } from '@sallyport/definition'
import { checkOn } from '../hosted/check-on.ts'
import type { EngineSession } from '../hosted/engine-session.ts'
import { executeOn } from '../hosted/execute-on.ts'
import { hasCode } from '../hosted/has-code.ts'
import { repeatSafely } from '../hosted/repeat-safely.ts'
import type { ConfigOf, CredentialsOf } from '../options.ts'
import type { CheckReport } from '../transport.ts'
import { type Connector, type ConnectorStatus, connectorOf } from './connector.ts'
import { connectorNamed } from './connector-named.ts'

/** What a new connector is made from, beside its type. */
export interface NewConnector {
  /** Fields of exactly one of the type's ways to authenticate. They go to the engine and never come back. */
  readonly credentials: Readonly<Record<string, string>>
  readonly config?: Readonly<Record<string, string>>
  /** Default: the type and the workspace. */
  readonly name?: string
  /** What it is open for; all of it without. */
  readonly entities?: readonly {
    readonly entity: string
    readonly modes?: readonly ('read' | 'write')[]
  }[]
  /** `false`: the credential is stored without being tried. */
  readonly validate?: boolean
  readonly signal?: AbortSignal
}

/** The same with the fields of its definition. */
export interface NewConnectorOf<D extends Definition> extends Omit<NewConnector, 'credentials' | 'config'> {
  readonly credentials: CredentialsOf<D>
  readonly config?: Partial<ConfigOf<D>>
}

export interface ListConnectorsOptions {
  readonly signal?: AbortSignal
  /** Connectors that are asked for at once, up to 1,000. Default: 100. */
  readonly pageSize?: number
}

interface Calling {
  readonly signal?: AbortSignal
}

/** Connectors of a workspace. Each is named by its id or its name, or by its type where there is one of it. */
export interface Connectors {
  /** Oldest first, page by page as they are asked for. */
  list(options?: ListConnectorsOptions): AsyncGenerator<Connector, void, undefined>
  /** Connects an account. The engine tries the credential first, and makes the workspace where it is new. */
  create<D extends Definition>(type: D, connector: NewConnectorOf<D>): Promise<Connector>
  create(type: string, connector: NewConnector): Promise<Connector>
  get(connector: string, options?: Calling): Promise<Connector>
  /** Tries the credential, and one cheap read of each entity. */
  check(connector: string, options?: Calling): Promise<CheckReport>
  /** What can be asked of it: entities, actions and parameters, written for a model. */
  describe(
    connector: string,
    options?: Calling & { readonly entity?: string },
  ): Promise<Readonly<Record<string, unknown>>>
  /**
   * Ends it. The job revokes what the third party lets be revoked; its id is not known where the answer of the engine was
   * lost, and only a second asking found that the connector is gone.
   */
  delete(connector: string, options?: Calling): Promise<{ readonly jobId: string | undefined }>
}

export type { Connector, ConnectorStatus }

type Row = Answer<Operations['listConnectors']>['data'][number]

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const PAGE = 100

/** The connectors of a workspace, and the ids of those that are named otherwise. */
export function createConnectors(session: EngineSession, workspace: string) {
  const { api, tokens, now, newId } = session

  async function* rows({ pageSize = PAGE, signal }: ListConnectorsOptions): AsyncGenerator<Row, void> {
    let cursor: string | undefined
    do {
      const query = {
        workspace_name: workspace,
        limit: String(pageSize),
        ...(cursor !== undefined && { cursor }),
      }
      const ask = () => tokens.use(signal, (token) => api('listConnectors', { query, token, signal }))
      const { data, next } = await repeatSafely(ask, { signal, now })
      yield* data
      cursor = cursorOf(next)
    } while (cursor !== undefined)
  }

  async function* list(options: ListConnectorsOptions = {}): AsyncGenerator<Connector, void, undefined> {
    for await (const row of rows(options)) yield connectorOf(row, row.summarized_source_template)
  }

  const idOf = async (reference: string, signal?: AbortSignal): Promise<string> => {
    if (UUID.test(reference)) return reference
    const known: Connector[] = []
    for await (const connector of list({ pageSize: 1_000, ...(signal && { signal }) })) known.push(connector)
    return connectorNamed(known, { reference, workspace }).id
  }

  const create = async (type: string | Definition, given: NewConnector): Promise<Connector> => {
    const { config, signal, entities, credentials, ...rest } = given
    const body = {
      workspace_name: workspace,
      ...(typeof type === 'string' ? { connector_type: type } : { definition_id: type.id }),
      ...rest,
      credentials: { ...credentials },
      ...(config && { replication_config: { ...config } }),
      ...(entities && { entities: entities.map(entityChoice) }),
    }
    // Sent again under the same key, it is made once.
    const idempotencyKey = newId()
    const ask = () =>
      tokens.use(signal, (token) => api('createConnector', { body, token, signal, idempotencyKey }))
    const made = await repeatSafely(ask, { signal, now })
    return connectorOf(made, made.source_template)
  }

  const connectors: Connectors = {
    list,
    create: create as Connectors['create'],
    get: async (reference, { signal } = {}) => {
      const call = { params: { id: await idOf(reference, signal) }, signal }
      const ask = () => tokens.use(signal, (token) => api('getConnector', { ...call, token }))
      const found = await repeatSafely(ask, { signal, now })
      return connectorOf(found, found.source_template)
    },
    check: async (reference, { signal } = {}) => {
      return checkOn(session, { id: await idOf(reference, signal), signal })
    },
    describe: async (reference, { entity = '', signal } = {}) => {
      const id = await idOf(reference, signal)
      const request = { entity, action: 'describe', params: {}, ...(signal && { signal }) }
      const { data } = await executeOn(session, { id, request, writes: undefined })
      return data as Readonly<Record<string, unknown>>
    },
    delete: async (reference, { signal } = {}) => {
      const call = { params: { id: await idOf(reference, signal) }, signal }
      let times = 0
      const ask = () => {
        times++
        return tokens.use(signal, (token) => api('deleteConnector', { ...call, token }))
      }
      try {
        const { job_id } = await repeatSafely(ask, { signal, now })
        return { jobId: job_id }
      } catch (error) {
        // It was there when it was named: the first asking has ended it, and its answer was lost.
        if (times > 1 && hasCode(error, 'connector_not_found')) return { jobId: undefined }
        throw error
      }
    },
  }
  return { connectors, idOf }
}

function entityChoice({ entity, modes }: NonNullable<NewConnector['entities']>[number]) {
  return { entity, ...(modes && { modes: [...modes] }) }
}

/** The engine gives the path of the next page; where to, this program knows itself. */
function cursorOf(next: string | null | undefined): string | undefined {
  return new URLSearchParams(next?.split('?')[1]).get('cursor') ?? undefined
}
