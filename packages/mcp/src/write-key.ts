import type { Answer, Operations } from '@sallyport/contract'
import { countTokens } from '@sallyport/tools'
import { checkInput } from './tool-input.ts'

type Shown = Pick<Answer<Operations['listTools']>['tools'][number], 'effect' | 'input_schema'>

/** The name under which a tool takes the key of a write. */
export const WRITE_KEY = 'idempotency_key'

/** A key as the contract has it; whoever sends it again does the write once. */
export const WRITE_KEY_SCHEMA = {
  type: 'string',
  minLength: 1,
  maxLength: 255,
  pattern: '^[!-~]+$',
  description: 'Of a write: sent again with the same key, it happens once.',
} as const

/** The same as strict modes have what may be left out. */
const NULLABLE = { type: ['string', 'null'], description: WRITE_KEY_SCHEMA.description }

/** What the key adds to the text of a tool: its member, and its name among those that are required. */
export const KEY_TOKENS = countTokens(JSON.stringify({ [WRITE_KEY]: NULLABLE, required: [WRITE_KEY] }))

/** Whether a tool of an operation takes a key: where it writes, and has no member of the third party's by that name. */
export function takesKey({ effect, input_schema }: Shown): boolean {
  return effect !== 'read' && !Object.hasOwn(Object(input_schema.properties), WRITE_KEY)
}

/** The schema of such a tool, with the key where it takes one. */
export function withKey(tool: Shown): Readonly<Record<string, unknown>> {
  const { input_schema: schema } = tool
  if (!takesKey(tool)) return schema
  const required = Array.isArray(schema.required) ? schema.required : []
  return {
    ...schema,
    properties: { ...Object(schema.properties), [WRITE_KEY]: NULLABLE },
    required: [...required, WRITE_KEY],
  }
}

/**
 * Takes the key out of the input of such a tool: what is left is the operation's.
 *
 * @throws SallyportError `invalid_params` for a key that is none
 */
export function withoutKey(input: Readonly<Record<string, unknown>>): {
  readonly key: string | undefined
  readonly rest: Readonly<Record<string, unknown>>
} {
  const { [WRITE_KEY]: given, ...rest } = input
  if (given === undefined || given === null) return { key: undefined, rest }
  checkInput(
    WRITE_KEY,
    { type: 'object', properties: { [WRITE_KEY]: WRITE_KEY_SCHEMA } },
    { [WRITE_KEY]: given },
  )
  return { key: String(given), rest }
}
