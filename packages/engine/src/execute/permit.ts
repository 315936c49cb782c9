import type { Capability } from '@sallyport/contract'
import { SallyportError } from '@sallyport/errors'
import { nameOf, type ResolvedCall } from '@sallyport/runtime'
import type { EntityChoice } from '../ports.ts'
import type { BoundConnector } from './find-connector.ts'
import type { Principal } from './principal.ts'

/**
 * Stage 6: whether the token is good for operations of this effect, and the connector open for it. Whoever
 * connected the account may have limited it to some entities, and each to reading or writing.
 *
 * @throws SallyportError `forbidden_operation`
 */
export function permit(
  call: ResolvedCall,
  { row }: BoundConnector,
  { capabilities }: Pick<Principal, 'capabilities'>,
): ResolvedCall {
  const { effect } = call.operation
  if (!capabilities.includes(effect)) throw notForThisToken(call, capabilities)
  if (row.entities.length === 0) return call
  const mode = effect === 'read' ? 'read' : 'write'
  const names = entitiesOf(call)
  const choice = row.entities.find(({ entity }) => names.has(entity))
  if (choice !== undefined && (choice.modes ?? ['read', 'write']).includes(mode)) return call
  throw notThroughThisConnector(call, mode, row.entities)
}

function notForThisToken(call: ResolvedCall, capabilities: readonly Capability[]): SallyportError {
  const { effect } = call.operation
  const has = capabilities.length === 0 ? 'nothing' : capabilities.join(', ')
  return new SallyportError(
    'forbidden_operation',
    `This token is not good for ${nameOf(call)}, whose effect is ${effect}.`,
    {
      fix: `It was made for: ${has}. Whoever makes the token has to list "${effect}" among its capabilities.`,
    },
  )
}

function notThroughThisConnector(
  call: ResolvedCall,
  mode: 'read' | 'write',
  entities: readonly EntityChoice[],
): SallyportError {
  const open = entities.map(({ entity, modes = ['read', 'write'] }) => `${entity} (${modes.join(', ')})`)
  return new SallyportError(
    'forbidden_operation',
    `This connector is not open for ${nameOf(call)} (${mode}).`,
    { fix: `It is open for: ${open.join('; ')}.` },
  )
}

/** Names of the entity that a call is about: ours, and those under which existing clients know the operation. */
function entitiesOf(call: ResolvedCall): ReadonlySet<string> {
  const aliases = Object.entries(call.definition.aliases ?? {}).filter(([, to]) => to === nameOf(call))
  return new Set([call.entity, ...aliases.map(([from]) => from.split('.')[0] ?? '')])
}
