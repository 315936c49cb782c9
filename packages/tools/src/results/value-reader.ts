import { type Problem, SallyportError } from '@sallyport/errors'
import { isObject } from './is-object.ts'
import { QUERY_LIMITS } from './result-query.ts'

interface Bounds {
  readonly least: number
  readonly most: number
  readonly otherwise: number
}

/** Problems that are told of one query. */
const MAX_PROBLEMS = 20
const MAX_SHOWN = 80

/** Reads values, and remembers what is wrong with them. Null is as good as left out. */
export class ValueReader {
  readonly #problems: Problem[] = []

  wrong(field: string, message: string, code = 'type'): void {
    if (this.#problems.length < MAX_PROBLEMS)
      this.#problems.push({ field: field || null, code, message: `${field || 'The query'} ${message}.` })
  }

  /** @throws SallyportError `invalid_params` with every problem that there was. */
  done(): void {
    const problems = this.#problems
    if (problems.length === 0) return
    throw new SallyportError('invalid_params', problems.map(({ message }) => message).join(' '), { problems })
  }

  object(field: string, value: unknown): Readonly<Record<string, unknown>> {
    if (isObject(value)) return value
    this.wrong(field, 'is to be an object')
    return {}
  }

  /** Sees to it that there are no others: what is misspelt would quietly do nothing. */
  names(field: string, given: Readonly<Record<string, unknown>>, known: readonly string[]): void {
    for (const name of Object.keys(given)) {
      if (known.includes(name) || given[name] == null) continue
      const at = `${field && `${field}.`}${name.slice(0, MAX_SHOWN)}`
      this.wrong(at, `is not known; there are: ${known.join(', ')}`, 'unknown')
    }
  }

  list<T>(
    field: string,
    value: unknown,
    { most, read }: { readonly most: number; readonly read: (field: string, item: unknown) => T },
  ): T[] {
    if (value == null) return []
    if (!Array.isArray(value)) this.wrong(field, 'is to be a list')
    else if (value.length > most) this.wrong(field, `has more than ${most} items`, 'bounds')
    else return value.map((item: unknown, at) => read(`${field}.${at}`, item))
    return []
  }

  path(field: string, value: unknown): string {
    if (typeof value !== 'string') this.wrong(field, 'is to be the path of a field')
    else if (value.length > QUERY_LIMITS.path || value.split('.').length > QUERY_LIMITS.parts)
      this.wrong(field, 'is too long', 'bounds')
    else return value
    return ''
  }

  paths(field: string, value: unknown, most: number): string[] {
    return this.list(field, value, { most, read: (at, item) => this.path(at, item) })
  }

  count(field: string, value: unknown, { least, most, otherwise }: Bounds): number {
    if (value == null) return otherwise
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value
    this.wrong(field, `is to be a whole number from ${least} to ${most}`, 'bounds')
    return otherwise
  }

  oneOf<T extends string>(field: string, value: unknown, known: readonly [T, ...T[]]): T {
    const found = known.find((one) => one === value)
    if (found === undefined) this.wrong(field, `is to be one of: ${known.join(', ')}`, 'enum')
    return found ?? known[0]
  }
}
