import { type Alias, CALL_OPTIONS, type Operation } from '@sallyport/definition'
import type { Problem } from '@sallyport/errors'

/** Parameters under our names, and what belongs to the call rather than to the operation. */
export interface Unaliased {
  readonly params: Readonly<Record<string, unknown>>
  readonly options: Readonly<Record<string, unknown>>
  readonly problems: readonly Problem[]
}

/**
 * Renames what existing clients send. Two names for one thing are fine as long as they agree. What is
 * `undefined` is not given, and neither is an option of the call that is null.
 */
export function unalias(operation: Operation, raw: Readonly<Record<string, unknown>>): Unaliased {
  const params = new Map<string, unknown>()
  const options = new Map<string, unknown>()
  const conflicts = new Set<string>()

  for (const [name, value] of Object.entries(raw)) {
    const meant = meaningOf(operation, name, value)
    if (meant === undefined) continue
    const bag = meant.isOption ? options : params
    if (!bag.has(meant.to)) bag.set(meant.to, meant.value)
    else if (!same(bag.get(meant.to), meant.value)) conflicts.add(meant.to)
  }
  return {
    // Not by assignment: a caller may have sent `__proto__`.
    params: Object.fromEntries(params),
    options: Object.fromEntries(options),
    problems: [...conflicts].map((target) => conflict(operation, raw, target)),
  }
}

interface Meaning {
  readonly to: string
  readonly value: unknown
  readonly isOption: boolean
}

/** What a name and its value mean to us; nothing where it was not given, or means nothing here. */
function meaningOf(operation: Operation, name: string, value: unknown): Meaning | undefined {
  const target = value === undefined ? null : targetOf(operation, name)
  if (target === null) return undefined
  const { to, sets } = target
  const isOption = CALL_OPTIONS.includes(to) && !Object.hasOwn(operation.params.properties, to)
  if (isOption && value === null) return undefined
  return { to, value: sets ? fromSet(sets, value) : value, isOption }
}

function targetOf({ params, aliases = {} }: Operation, name: string): Alias | null {
  const alias = Object.hasOwn(params.properties, name) || !Object.hasOwn(aliases, name) ? name : aliases[name]
  return typeof alias === 'object' ? alias : { to: alias ?? name }
}

/** The one value that a set of values means; anything else is left for validation to name. */
function fromSet(sets: NonNullable<Alias['sets']>, value: unknown): unknown {
  const given = Array.isArray(value) ? value : [value]
  if (!given.every((item) => typeof item === 'string')) return value
  const wanted = new Set(given.map((item) => item.toUpperCase()))
  for (const [meaning, members] of Object.entries(sets)) {
    const fits = members.length === wanted.size && members.every((member) => wanted.has(member.toUpperCase()))
    if (fits) return meaning
  }
  return given.length === 1 ? given[0] : value
}

function same(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b
  return a.length === b.length && a.every((item, index) => item === b[index])
}

function conflict(operation: Operation, raw: Readonly<Record<string, unknown>>, target: string): Problem {
  const names = Object.keys(raw).filter((name) => targetOf(operation, name)?.to === target)
  return {
    field: `params.${target}`,
    code: 'conflict',
    message: `${names.map((name) => `"${name}"`).join(' and ')} mean the same and differ. Give one of them.`,
  }
}
