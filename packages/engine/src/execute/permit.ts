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
  connector: BoundConnector,
  principal: Pick<Principal, 'capabilities'>,
): ResolvedCall {
  requirePermit(call, connector, principal)
  return call
}

/** An operation under its names, as far as it matters for who may run it. */
type Named = Pick<ResolvedCall, 'definition' | 'entity' | 'action' | 'operation'>

/**
 * The same of an operation that is not about to be called.
 *
 * @throws SallyportError `forbidden_operation`
 */
export function requirePermit(
  call: Named,
  { row }: Pick<BoundConnector, 'row'>,
  { capabilities }: Pick<Principal, 'capabilities'>,
): void {
  if (!suits(call, capabilities)) throw notForThisToken(call, capabilities)
  if (!isOpenFor(call, row.entities)) throw notThroughThisConnector(call, modeOf(call), row.entities)
}

/** Whether a principal may run an operation through a connector. */
export function permits(
  call: Named,
  { row }: { readonly row: Pick<BoundConnector['row'], 'entities'> },
  { capabilities }: Pick<Principal, 'capabilities'>,
): boolean {
  return suits(call, capabilities) && isOpenFor(call, row.entities)
}

function suits({ operation }: Named, capabilities: readonly Capability[]): boolean {
  return capabilities.includes(operation.effect)
}

function isOpenFor(call: Named, entities: readonly EntityChoice[]): boolean {
  if (entities.length === 0) return true
  const names = entitiesOf(call)
  const choice = entities.find(({ entity }) => names.has(entity))
  return choice !== undefined && (choice.modes ?? ['read', 'write']).includes(modeOf(call))
}

function modeOf({ operation }: Named): 'read' | 'write' {
  return operation.effect === 'read' ? 'read' : 'write'
}

function notForThisToken(call: Named, capabilities: readonly Capability[]): SallyportError {
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
  call: Named,
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
function entitiesOf(call: Named): ReadonlySet<string> {
  const aliases = Object.entries(call.definition.aliases ?? {}).filter(([, to]) => to === nameOf(call))
  return new Set([call.entity, ...aliases.map(([from]) => from.split('.')[0] ?? '')])
}
