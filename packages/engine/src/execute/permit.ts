import { SallyportError } from '@sallyport/errors'
import { nameOf, type ResolvedCall } from '@sallyport/runtime'
import type { BoundConnector } from './find-connector.ts'

/**
 * Stage 6: whether the connector was opened for this operation. Whoever connected the account may have
 * limited it to some entities, and each to reading or writing.
 *
 * @throws SallyportError `forbidden_operation`
 */
export function permit(call: ResolvedCall, { row }: BoundConnector): ResolvedCall {
  if (row.entities.length === 0) return call
  const mode = call.operation.effect === 'read' ? 'read' : 'write'
  const names = entitiesOf(call)
  const choice = row.entities.find(({ entity }) => names.has(entity))
  if (choice !== undefined && (choice.modes ?? ['read', 'write']).includes(mode)) return call
  const open = row.entities.map(({ entity, modes = ['read', 'write'] }) => `${entity} (${modes.join(', ')})`)
  throw new SallyportError(
    'forbidden_operation',
    `This connector is not open for ${nameOf(call)} (${mode}).`,
    {
      fix: `It is open for: ${open.join('; ')}.`,
    },
  )
}

/** Names of the entity that a call is about: ours, and those under which existing clients know the operation. */
function entitiesOf(call: ResolvedCall): ReadonlySet<string> {
  const aliases = Object.entries(call.definition.aliases ?? {}).filter(([, to]) => to === nameOf(call))
  return new Set([call.entity, ...aliases.map(([from]) => from.split('.')[0] ?? '')])
}
