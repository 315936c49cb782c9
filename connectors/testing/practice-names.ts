import type { Operation } from '@sallyport/definition'
import type { Preparation } from './practice-data.ts'

/** An operation and what it is called. */
export interface Named {
  readonly entity: string
  readonly action: string
  readonly operation: Operation
}

/** A call that gives a value. */
export interface Source extends Preparation {
  /** Dotted path in the record. */
  readonly field: string
}

/** `customers.create id`, or `*.list id` of the operation's own entity. */
export function sourceOf(text: string, own: string): Source {
  const [call = '', field = ''] = text.split(' ')
  const [entity = '', action = ''] = call.split('.')
  return { entity: entity === '*' ? own : entity, action, field }
}

/** Of `entity.action name other`, and of `* name` for every operation that has it, the names. */
export function groupsOf({ entity, action, operation }: Named, texts: readonly string[]): string[][] {
  return texts
    .map((text) => text.split(' '))
    .filter(([whose]) => whose === '*' || whose === `${entity}.${action}`)
    .map(([, ...names]) => names)
    .filter((names) => names.every((name) => Object.hasOwn(operation.params.properties, name)))
}

/** Names under which practice data may tell of a parameter, nearest first. */
export function keysOf({ entity, action }: Pick<Named, 'entity' | 'action'>, name: string): string[] {
  return [`${entity}.${action} ${name}`, `${entity} ${name}`, name]
}

/** Whether an action works on no record by its name. */
export function makesOrLists(action: string): boolean {
  return /^(?:create|list|api|upload)(?:_|$)/.test(action)
}
