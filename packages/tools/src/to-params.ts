import { SallyportError } from '@sallyport/errors'
import { checkSize } from './schema/check-size.ts'
import { givenJson } from './schema/given-json.ts'
import { operationMembers } from './schema/operation-members.ts'
import { unfoldMembers } from './schema/unfold.ts'
import type { ToolEntry } from './tool-catalog.ts'

type Params = Record<string, unknown>

/**
 * Params of an operation from what a model gave to its own tool: the inverse of the tool's schema. Null is what is left
 * out; what is to be emptied is listed in `clear`. What it does not know it leaves for the operation to refuse.
 *
 * @throws SallyportError `invalid_params` where it is no object, or too large.
 */
export function toParams({ subject, operation }: ToolEntry, input: unknown): Params {
  const { members, clearable, clear } = operationMembers(subject, operation)
  const read = readInput(input)
  if (clear === undefined) return unfoldMembers(read, members, { form: 'strict' })
  const { [clear]: cleared, ...given } = read
  const params = unfoldMembers(given, members, { form: 'strict' })
  if (cleared === undefined || cleared === null) return params
  const names = [typeof cleared === 'string' ? (givenJson(cleared) ?? cleared) : cleared].flat()
  const wrong = names.find((name) => !clearable.some((each) => each === name))
  if (wrong !== undefined) throw notClearable(clear, clearable)
  return { ...params, ...Object.fromEntries(names.map((name) => [name, null])) }
}

/**
 * Params as a model gives them to `execute`, in the operation's own shape: there null empties what may be null.
 *
 * @throws SallyportError `invalid_params`
 */
export function executeParams({ subject, operation }: ToolEntry, input: unknown): Params {
  const { members } = operationMembers(subject, operation)
  return unfoldMembers(readInput(input), members, { form: 'native' })
}

/**
 * What a model gave to a tool, as an object: some frameworks hand over the text. Nothing is an empty object.
 *
 * @throws SallyportError `invalid_params`
 */
export function readInput(input: unknown): Params {
  const isNothing =
    input === undefined || input === null || (typeof input === 'string' && input.trim() === '')
  const read = isNothing ? {} : typeof input === 'string' ? givenJson(input) : input
  checkSize(read)
  if (typeof read === 'object' && read !== null && !Array.isArray(read)) return read as Params
  const message = 'The input is to be a JSON object.'
  throw new SallyportError('invalid_params', message, {
    problems: [{ field: null, code: 'type', message }],
  })
}

function notClearable(clear: string, clearable: readonly string[]): SallyportError {
  const message = `"${clear}" is to be a list of: ${clearable.join(', ')}.`
  return new SallyportError('invalid_params', message, {
    problems: [{ field: `params.${clear}`, code: 'enum', message, details: { allowed: clearable } }],
  })
}
