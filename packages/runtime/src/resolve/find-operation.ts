import type { Definition, Entity, Operation } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import { didYouMean, list, quote } from './suggest.ts'

/** An operation under our own names, whatever names it was asked by. */
export interface Found {
  readonly entity: string
  readonly action: string
  readonly operation: Operation
}

/**
 * The operation behind an entity and an action, or behind the names that existing clients have for it.
 *
 * @throws SallyportError `unknown_entity` or `unsupported_action`, each listing what there is.
 */
export function findOperation(definition: Definition, entity: string, action: string): Found {
  const alias = own(definition.aliases ?? {}, `${entity}.${action}`)?.split('.')
  const [ours = entity, does = action] = alias ?? []
  const found = own(definition.entities, ours)
  if (found === undefined) throw unknownEntity(definition, entity)
  const operation = own(found.actions, does)
  if (operation === undefined) throw unsupportedAction(definition, { entity, found, action })
  return { entity: ours, action: does, operation }
}

/** Names come from callers: `constructor` is none of ours, though every object answers to it. */
function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}

function unknownEntity({ title, entities }: Definition, entity: string): SallyportError {
  const known = Object.keys(entities)
  const message = `${title} has no entity ${quote(entity)}.${didYouMean(entity, known)}`
  return new SallyportError('unknown_entity', message, { fix: `Use one of: ${list(known)}.` })
}

interface Asked {
  readonly entity: string
  readonly found: Entity
  readonly action: string
}

function unsupportedAction({ entities }: Definition, { entity, found, action }: Asked): SallyportError {
  const known = Object.keys(found.actions)
  const elsewhere = Object.keys(entities).filter((name) => own(entities[name]?.actions ?? {}, action))
  const message = `${entity} has no action ${quote(action)}.${didYouMean(action, known)}`
  const others = elsewhere.length > 0 ? ` ${quote(action)} exists on: ${list(elsewhere)}.` : ''
  return new SallyportError('unsupported_action', message, { fix: `Use one of: ${list(known)}.${others}` })
}
