import { callOptionsOf, type Entity, type Operation } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import { quote } from './suggest.ts'

/** The names that searches of a context store have had. */
const STORED: readonly string[] = ['context_store_search', 'search']
const INSTEAD = ['api_search', 'list'] as const
const MAX_PARAMS = 20

/** Whether an action asks for records that were kept ready to be searched. */
export function isStored(action: string): boolean {
  return STORED.includes(action)
}

/** The answer to such an action while there is nothing that is kept: what finds the same at the third party. */
export function noContextStore(name: string, { actions }: Entity, action: string): SallyportError {
  const message = `There is no context store to search yet, so ${quote(action)} cannot be run on ${name}.`
  const instead = INSTEAD.flatMap((other) => {
    const operation = Object.hasOwn(actions, other) ? actions[other] : undefined
    return operation ? [{ action: other, params: paramsOf(operation) }] : []
  })
  const ways = instead.map((way) => `${way.action} (params: ${way.params.join(', ')})`)
  const fix =
    ways.length > 0
      ? `Ask the third party itself with ${ways.join(', or with ')}. A "?" stands after what may be left out.`
      : `Use one of: ${Object.keys(actions).join(', ')}.`
  return new SallyportError('context_store_unavailable', message, {
    fix,
    problems: [{ field: 'action', code: 'unavailable', message: `${message} ${fix}`, details: { instead } }],
  })
}

function paramsOf(operation: Operation): string[] {
  const { properties } = operation.params
  const required: readonly string[] = operation.params.required ?? []
  const options = callOptionsOf(operation).filter((option) => !Object.hasOwn(properties, option))
  const names = [...required, ...Object.keys(properties).filter((name) => !required.includes(name))]
  return [
    ...names.slice(0, MAX_PARAMS).map((name) => (required.includes(name) ? name : `${name}?`)),
    ...options.map((option) => `${option}?`),
  ]
}
