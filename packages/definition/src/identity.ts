import type { Definition } from './definition.ts'
import { unless } from './unless.ts'

/** Whose account it is at the third party, as one of its own reads tells. Nothing of it is secret. */
export interface Identity {
  /** A read that needs nothing but credential and configuration; often the one that is the check. */
  readonly entity: string
  readonly action: string
  /** Dotted paths in its record. What is there, taken together, tells the account from every other of this third party. */
  readonly id: readonly string[]
  /** Dotted paths to what a person knows the account by. */
  readonly name?: readonly string[]
}

/** What is inconsistent in the word for whose account it is. */
export function checkIdentity({ identity, entities, config = {} }: Definition): string[] {
  if (identity === undefined) return []
  const { entity, action, id } = identity
  const actions = Object.hasOwn(entities, entity) ? entities[entity]?.actions : undefined
  const operation = actions && Object.hasOwn(actions, action) ? actions[action] : undefined
  if (operation === undefined) return [`the identity is told by "${entity}.${action}", which is no operation`]
  const filled = new Set(Object.values(config).flatMap(({ fills = {} }) => Object.keys(fills)))
  const isRecord =
    operation.effect === 'read' && operation.page === undefined && operation.gives === undefined
  return [
    ...unless(isRecord, `the identity is told by "${entity}.${action}", which reads no record`),
    ...unless(id.length > 0, 'the identity has no id'),
    ...(operation.params.required ?? [])
      .filter((param) => !filled.has(param))
      .map((param) => `the identity needs "${param}", which no setting fills`),
  ]
}
