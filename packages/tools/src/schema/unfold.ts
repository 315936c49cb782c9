import { givenJson } from './given-json.ts'
import type { Member, ScalarShape, Shape, Value } from './shape.ts'

/** What the model went by. */
export interface UnfoldOptions {
  /**
   * `strict`: the strict schema, in which null is what is left out, and free values are JSON in a text. `native`: the
   * operation's own shape, in which null is null where it may be.
   */
  readonly form: 'strict' | 'native'
}

/**
 * Members as the operation takes them, from what a model gave: nulls of what is left out are gone, JSON in texts is
 * read, and numbers in texts are numbers. What fits no shape stays as it is, for the operation to say what is wrong.
 */
export function unfoldMembers(
  given: object,
  members: readonly Member[],
  options: UnfoldOptions,
): Record<string, unknown> {
  const byKey = new Map(members.flatMap((member) => [[member.name, member] as const]))
  for (const member of members) if (!byKey.has(member.key)) byKey.set(member.key, member)
  const entries = Object.entries(given).flatMap(([key, value]) => {
    const member = byKey.get(key)
    if (member === undefined) return [[key, value] as const]
    return isLeftOut(member, value, options)
      ? []
      : [[member.name, unfold(value, member.shape, options)] as const]
  })
  // Not by assignment: a model may have written `__proto__`.
  return Object.fromEntries(entries)
}

function isLeftOut({ required, shape }: Member, value: unknown, { form }: UnfoldOptions): boolean {
  if (value === undefined) return true
  if (value !== null) return false
  return !shape.nullable || (!required && form === 'strict')
}

function unfold(value: unknown, shape: Shape, options: UnfoldOptions): unknown {
  if (value === null) return null
  switch (shape.kind) {
    case 'string':
    case 'integer':
    case 'number':
    case 'boolean':
      return unfoldScalar(value, shape.kind)
    case 'enum':
      return shape.values.includes(value as Value)
        ? value
        : (shape.values.find((each) => String(each) === value) ?? value)
    case 'list':
    case 'object':
    case 'map':
      return unfoldBelow(typeof value === 'string' ? readText(value, shape.kind) : value, shape, options)
    case 'any':
      return typeof value === 'string' && options.form === 'strict' ? readText(value, shape.kind) : value
    case 'choice':
      return unfoldChoice(value, shape.branches, options)
  }
}

function unfoldScalar(value: unknown, kind: ScalarShape['kind']): unknown {
  if (kind === 'string') return typeof value === 'number' ? String(value) : value
  if (kind === 'boolean') return value === 'true' || (value === 'false' ? false : value)
  return typeof value === 'string' ? (numberIn(value) ?? value) : value
}

function unfoldBelow(value: unknown, shape: Shape, options: UnfoldOptions): unknown {
  if (Array.isArray(value)) {
    return shape.kind === 'list' ? value.map((item) => unfold(item, shape.items, options)) : value
  }
  if (typeof value !== 'object' || value === null) return value
  // What is in a map stands there as it is meant: it was JSON in a text as a whole.
  return shape.kind === 'object' ? unfoldMembers(value, shape.members, options) : value
}

/** A text in the place of something else: JSON, where it is JSON of the right kind. */
function readText(text: string, kind: 'list' | 'object' | 'map' | 'any'): unknown {
  const read = givenJson(text)
  if (read === undefined) return text
  if (kind === 'any') return read
  const isRight = kind === 'list' ? Array.isArray(read) : isObject(read)
  return isRight ? read : text
}

function unfoldChoice(value: unknown, branches: readonly Shape[], options: UnfoldOptions): unknown {
  const fitting = branches.find((branch) => suits(value, branch))
  if (fitting !== undefined) return unfold(value, fitting, options)
  const read = typeof value === 'string' ? givenJson(value) : undefined
  const meant = branches.find((branch) => read !== undefined && suits(read, branch))
  return meant === undefined ? value : unfold(read, meant, options)
}

/** Whether a value is of the kind of a shape, which is enough to tell the branches of a choice apart. */
function suits(value: unknown, shape: Shape): boolean {
  switch (shape.kind) {
    case 'string':
    case 'number':
    case 'boolean':
      return typeof value === shape.kind
    case 'integer':
      return Number.isInteger(value)
    case 'enum':
      return shape.values.some((each) => each === value)
    case 'list':
      return Array.isArray(value)
    case 'object':
    case 'map':
      return isObject(value)
    case 'any':
      return true
    case 'choice':
      return shape.branches.some((branch) => suits(value, branch))
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A number that the text is, digit by digit. */
function numberIn(text: string): number | undefined {
  const number = Number(text)
  return text.trim() !== '' && String(number) === text.trim() ? number : undefined
}
