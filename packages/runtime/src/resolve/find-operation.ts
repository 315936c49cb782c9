import type { Definition, Operation } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import { didYouMean, list, quote } from './suggest.ts'

/**
 * The operation behind an entity and an action.
 *
 * @throws SallyportError `unknown_entity` or `unsupported_action`, each listing what there is.
 */
export function findOperation(definition: Definition, entity: string, action: string): Operation {
  const entities = Object.keys(definition.entities)
  const found = Object.hasOwn(definition.entities, entity) ? definition.entities[entity] : undefined
  if (found === undefined) {
    const message = `${definition.title} has no entity ${quote(entity)}.${didYouMean(entity, entities)}`
    throw new SallyportError('unknown_entity', message, { fix: `Use one of: ${list(entities)}.` })
  }
  const operation = Object.hasOwn(found.actions, action) ? found.actions[action] : undefined
  if (operation !== undefined) return operation

  const actions = Object.keys(found.actions)
  const elsewhere = entities.filter((name) => definition.entities[name]?.actions[action] !== undefined)
  const message = `${entity} has no action ${quote(action)}.${didYouMean(action, actions)}`
  throw new SallyportError('unsupported_action', message, {
    fix: `Use one of: ${list(actions)}.${elsewhere.length > 0 ? ` ${quote(action)} exists on: ${list(elsewhere)}.` : ''}`,
  })
}
