import { type Alias, CALL_OPTIONS, type Operation } from '@sallyport/definition'
import type { Problem } from '@sallyport/errors'

/** Parameters under our names, and what belongs to the call rather than to the operation. */
export interface Unaliased {
  readonly params: Record<string, unknown>
  readonly options: Record<string, unknown>
  readonly problems: readonly Problem[]
}

/** Renames what existing clients send. Two names for one thing are fine as long as they agree. */
export function unalias(operation: Operation, raw: Readonly<Record<string, unknown>>): Unaliased {
  const declared = operation.params.properties
  const params: Record<string, unknown> = Object.create(null)
  const options: Record<string, unknown> = Object.create(null)
  const problems: Problem[] = []

  for (const [name, value] of Object.entries(raw)) {
    const alias = Object.hasOwn(declared, name) ? undefined : aliasOf(operation, name)
    const target = alias?.to ?? name
    const bag = !Object.hasOwn(declared, target) && CALL_OPTIONS.includes(target) ? options : params
    const meant = alias?.sets ? fromSet(alias.sets, value) : value
    if (target in bag && !same(bag[target], meant)) problems.push(conflict(name, target))
    else bag[target] = meant
  }
  return { params, options, problems }
}

function aliasOf({ aliases = {} }: Operation, name: string): Alias | undefined {
  if (!Object.hasOwn(aliases, name)) return undefined
  const alias = aliases[name]
  return typeof alias === 'string' ? { to: alias } : alias
}

/** The one value that a set of values means; anything else is left for validation to name. */
function fromSet(sets: NonNullable<Alias['sets']>, value: unknown): unknown {
  const given = (Array.isArray(value) ? value : [value]).map(String)
  const wanted = new Set(given.map((item) => item.toUpperCase()))
  for (const [meaning, members] of Object.entries(sets)) {
    const fits = members.length === wanted.size && members.every((member) => wanted.has(member.toUpperCase()))
    if (fits) return meaning
  }
  return given.length === 1 ? given[0] : value
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function conflict(name: string, target: string): Problem {
  return {
    field: `params.${name}`,
    code: 'conflict',
    message: `"${name}" and "${target}" mean the same and differ. Give one of them.`,
  }
}
