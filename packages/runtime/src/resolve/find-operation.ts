import type { Definition, Entity, Operation } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import { isStored, noContextStore } from './no-context-store.ts'
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
 * @throws SallyportError `unknown_entity` or `unsupported_action`, each listing what there is;
 * `context_store_unavailable`, with what to call instead.
 */
export function findOperation(definition: Definition, entity: string, action: string): Found {
  const alias = own(definition.aliases ?? {}, `${entity}.${action}`)?.split('.')
  const [ours = entity, does = action] = alias ?? []
  const found = own(definition.entities, ours)
  if (found === undefined) throw unknownEntity(definition, entity)
  const operation = own(found.actions, does)
  if (operation === undefined && isStored(action)) throw noContextStore(entity, found, action)
  if (operation === undefined) throw unsupportedAction(definition, { entity, found, action })
  return { entity: ours, action: does, operation }
}

/** Names come from callers: `constructor` is none of ours, though every object answers to it. */
function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}

export function unknownEntity(
  { title, entities }: Definition,
  entity: string,
  known: readonly string[] = Object.keys(entities),
): SallyportError {
  const message = `${title} has no entity ${quote(entity)}.${didYouMean(entity, known)}`
  const fix = `Use one of: ${list(known)}.`
  return new SallyportError('unknown_entity', message, {
    fix,
    problems: [{ field: 'entity', code: 'unknown', message: `${message} ${fix}`, details: allowed(known) }],
  })
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
  const fix = `Use one of: ${list(known)}.${others}`
  return new SallyportError('unsupported_action', message, {
    fix,
    // Some clients show nothing but the messages of problems.
    problems: [{ field: 'action', code: 'unknown', message: `${message} ${fix}`, details: allowed(known) }],
  })
}

/** Longest list of names that an answer repeats. */
const MAX_ALLOWED = 60

function allowed(known: readonly string[]) {
  return { allowed: known.slice(0, MAX_ALLOWED) }
}
