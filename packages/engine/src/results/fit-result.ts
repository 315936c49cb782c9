import type { ResolvedCall } from '@sallyport/runtime'
import { type KeptAt, withinBudget } from '@sallyport/tools'
import type { Vault } from '@sallyport/vault'
import type { Executed } from '../execute/execute.ts'
import type { BoundConnector } from '../execute/find-connector.ts'
import { sealJson } from './kept-json.ts'
import type { HeldResults, ResultStore } from './result-store.ts'

/** Of one workspace. */
const MOST_HELD: HeldResults = { results: 100, bytes: 128 * 1024 * 1024 }

export interface FitOptions {
  readonly results: ResultStore
  readonly vault: Vault
  readonly newId: () => string
  /** Told of a result that could not be kept; its caller hears of it too. */
  readonly onFailure: (error: unknown) => void
}

interface Fitting {
  readonly connector: BoundConnector
  readonly call: ResolvedCall
  readonly maxTokens: number | undefined
}

/**
 * What a call gave, within the tokens that its caller has for it. What is too large is kept for an hour, under a handle
 * that is good for whoever may run the same operation through the same connector. That it cannot be kept makes no call
 * fail: it was carried out.
 */
export async function fitResult(
  options: FitOptions,
  { connector, call, maxTokens }: Fitting,
  executed: Executed,
): Promise<Executed> {
  if (maxTokens === undefined || 'download' in executed) return executed
  const compactFields = compactFieldsOf(call)
  const { data, report } = await withinBudget(executed.data, {
    maxTokens,
    ...(compactFields && { compactFields }),
    keep: (json) =>
      keepResult(options, { connector, call }, json).catch((error: unknown) => {
        options.onFailure(error)
        return undefined
      }),
  })
  return { ...executed, data, budget: report }
}

/** By which a record is told, where the result has records of the entity and its caller chose no fields. */
function compactFieldsOf({
  definition,
  entity,
  operation,
  fields,
}: ResolvedCall): readonly string[] | undefined {
  if (operation.result !== undefined || (fields.select?.length ?? 0) > 0) return undefined
  return definition.entities[entity]?.compact
}

async function keepResult(
  { results, vault, newId }: FitOptions,
  { connector, call }: Pick<Fitting, 'connector' | 'call'>,
  json: string,
): Promise<KeptAt> {
  const { scope, row } = connector
  const { organizationId, workspaceId } = scope
  const id = newId()
  const sealed = await sealJson(vault, { id, organizationId, workspaceId }, json)
  const { entity, action } = call
  const kept = await results.keep(scope, { id, connectorId: row.id, entity, action, ...sealed }, MOST_HELD)
  return { handle: id, expiresAt: kept.expiresAt }
}
