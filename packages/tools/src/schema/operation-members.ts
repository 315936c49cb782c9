import { callOptionsOf, type Operation } from '@sallyport/definition'
import { filledParams, type ToolSubject } from '../tool-subject.ts'
import { type Member, readShape, type Shape } from './shape.ts'

/** Names of the list of parameters to empty, of which the first that is free is taken. */
const CLEARING = ['clear', 'clear_params', 'clear_given_params']

function text(about?: string): Shape {
  return { kind: 'string', nullable: false, ...(about !== undefined && { about }) }
}

/** By which a model asks for parts of records. */
export const FIELDS = option('fields', {
  kind: 'list',
  nullable: false,
  about: 'Paths to keep.',
  items: text(),
})

/** What goes with calls of a kind, beside an operation's own parameters. */
const OPTIONS: readonly Member[] = [
  option('limit', { kind: 'integer', nullable: false }),
  option('cursor', text('end_cursor of the page before.')),
  FIELDS,
  { ...option('file', text('Handle of a file, or the file in base64.')), required: true },
  option('file_type', text('Media type.')),
  option('file_name', text()),
  option('range_header', text('Such as "bytes=0-499".')),
]

function option(name: string, shape: Shape): Member {
  return { name, key: name, required: false, shape }
}

/** Whatever may stand among the parameters of an operation, what must be given first. */
export interface OperationMembers {
  readonly members: readonly Member[]
  /** Parameters that may be left out and may be null, which are two things. */
  readonly clearable: readonly string[]
  /** Name of the list of parameters to empty, where there are some. */
  readonly clear: string | undefined
}

const READ = new WeakMap<Operation, Map<string, OperationMembers>>()

/** Parameters and options of an operation; what the settings of its connector supply need not be given. */
export function operationMembers(
  subject: Pick<ToolSubject, 'definition' | 'settings'>,
  operation: Operation,
): OperationMembers {
  const filled = filledParams(subject, operation)
  const variants = READ.get(operation) ?? new Map<string, OperationMembers>()
  READ.set(operation, variants)
  const found = variants.get(filled.join())
  if (found !== undefined) return found
  const members = readMembers(operation, new Set(filled))
  variants.set(filled.join(), members)
  return members
}

function readMembers(operation: Operation, filled: ReadonlySet<string>): OperationMembers {
  const shape = readShape(operation.params)
  const own = shape.kind === 'object' ? shape.members : []
  const params = own.map((member) => ({ ...member, required: member.required && !filled.has(member.name) }))
  const taken = new Set(own.map(({ name }) => name))
  const known = new Set(callOptionsOf(operation))
  const options = OPTIONS.filter(({ name }) => known.has(name) && !taken.has(name)).filter(
    // What a write answers is short; a model that asks for fields of it is understood all the same.
    (member) => member !== FIELDS || operation.effect === 'read',
  )
  const all = [...params, ...options]
  const clearable = params
    .filter(({ required, shape }) => !required && shape.nullable)
    .map(({ name }) => name)
  const names = new Set(all.flatMap(({ name, key }) => [name, key]))
  return {
    members: all.toSorted((a, b) => Number(b.required) - Number(a.required)),
    clearable,
    clear: clearable.length === 0 ? undefined : CLEARING.find((name) => !names.has(name)),
  }
}
