import { BOUNDS, HOSTILE_NAMES } from './bounds.ts'
import { type DefinitionProblem, pathOf } from './problem.ts'

const LONGEST_NAME = 500
/**
 * Controls, and what shows nothing or turns text around: marks of direction, joiners, tags, unassigned use. Of the
 * selectors of variants those beyond U+E0000 too, which can carry hidden words.
 */
const UNFIT = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]|[\u{e0100}-\u{e01ef}]/u
/** As above, but for the lines and columns of a document. */
const UNFIT_IN_DOCUMENT = /(?![\n\r\t])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]|[\u{e0100}-\u{e01ef}]/u

export interface Copied {
  readonly value: unknown
  readonly problems: readonly DefinitionProblem[]
  /** False when there was more than a definition may hold: the copy is of no use. */
  readonly whole: boolean
}

/**
 * Copies plain JSON as far as it is within bounds, without hostile names, and freezes the copy: whoever gave the
 * value can change nothing of it later.
 */
export function copyJson(value: unknown): Copied {
  const copier = new Copier()
  const copy = copier.copy(value, [])
  return { value: copy, problems: copier.problems, whole: copier.whole }
}

type Names = readonly (string | number)[]

class Copier {
  readonly problems: DefinitionProblem[] = []
  whole = true
  #values = 0
  #characters = 0

  copy(value: unknown, at: Names): unknown {
    if (!this.whole) return undefined
    this.#values++
    if (this.#values > BOUNDS.values) return this.#tooLarge(`It has more than ${BOUNDS.values} values.`)
    if (at.length > BOUNDS.depth) return this.#tooLarge(`It nests deeper than ${BOUNDS.depth} levels.`)
    if (typeof value === 'string') return this.#text(value, at)
    if (value === null || typeof value === 'boolean' || Number.isFinite(value)) return value
    if (Array.isArray(value))
      return Object.freeze(value.map((item, index) => this.copy(item, [...at, index])))
    if (typeof value === 'object' && value !== null) return this.#object(value, at)
    this.#refuse(at, 'This is no JSON.')
    return undefined
  }

  #object(value: object, at: Names): unknown {
    const entries = Object.entries(value)
      .filter(([name, item]) => item !== undefined && this.#isName(name, at))
      .map(([name, item]) => [name, this.copy(item, [...at, name])] as const)
    return Object.freeze(Object.fromEntries(entries))
  }

  #isName(name: string, at: Names): boolean {
    this.#count(name)
    if (HOSTILE_NAMES.includes(name)) {
      this.#refuse([...at, name], `"${name}" can be no name.`)
      return false
    }
    const fits = name !== '' && name.length <= LONGEST_NAME && !UNFIT.test(name)
    if (!fits) {
      this.#refuse([...at, name], `A name has 1 to ${LONGEST_NAME} characters, all of them visible.`)
    }
    return fits
  }

  #text(text: string, at: Names): string {
    this.#count(text)
    const unfit = at.at(-1) === 'document' ? UNFIT_IN_DOCUMENT : UNFIT
    if (this.whole && unfit.test(text)) {
      this.#refuse(at, 'This text has a character that controls, shows nothing or turns text around.')
    }
    return text
  }

  /** Before anything looks at the text: what is too large is not even searched. */
  #count(text: string): void {
    this.#characters += text.length
    if (this.#characters > BOUNDS.bytes) this.#tooLarge(`It is larger than ${BOUNDS.bytes / 1024} KB.`)
  }

  #tooLarge(message: string): undefined {
    if (this.whole) this.problems.push({ path: '', message })
    this.whole = false
  }

  #refuse(at: Names, message: string): void {
    if (this.problems.length <= BOUNDS.problems) this.problems.push({ path: pathOf(at), message })
  }
}
