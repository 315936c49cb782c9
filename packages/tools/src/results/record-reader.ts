import { SallyportError } from '@sallyport/errors'
import { isObject } from './is-object.ts'

/** Values that one query looks at: of the largest results that is each of them, some times over. */
const MAX_WORK = 3_000_000
/** Characters of a text that are gone through in the time of one value. */
const CHARACTERS = 100

/**
 * Reads fields of records for one query, and ends it where it would keep an engine from everything else: a result may
 * hold millions of values, and a query many conditions.
 */
export class RecordReader {
  readonly #names = new Map<string, readonly string[]>()
  #left = MAX_WORK

  /**
   * Everything at a dotted path of a record. It goes through lists: `labels.name` is the name of every label. An empty
   * path is the record itself.
   *
   * @throws SallyportError `invalid_params` where the query takes too long.
   */
  valuesAt(record: unknown, path: string): readonly unknown[] {
    return this.#walk(record, this.#namesOf(path), 0)
  }

  /** Counts a text that is looked through. */
  looksThrough(text: string): void {
    this.#take(text.length / CHARACTERS)
  }

  #walk(value: unknown, names: readonly string[], at: number): readonly unknown[] {
    this.#take(1)
    const name = names[at]
    if (name === undefined) return [value]
    if (Array.isArray(value)) return value.flatMap((item) => this.#walk(item, names, at))
    if (!isObject(value) || !Object.hasOwn(value, name)) return []
    return this.#walk(value[name], names, at + 1)
  }

  #namesOf(path: string): readonly string[] {
    const known = this.#names.get(path)
    if (known !== undefined) return known
    const names = path === '' ? [] : path.split('.')
    this.#names.set(path, names)
    return names
  }

  #take(units: number): void {
    this.#left -= units
    if (this.#left < 0) throw tooMuch()
  }
}

function tooMuch(): SallyportError {
  const message = 'The query takes too long over so many records.'
  return new SallyportError('invalid_params', message, {
    fix: 'Name fewer fields in filter, sort, group_by and measures.',
    problems: [{ field: null, code: 'bounds', message }],
  })
}
