import type { Finding } from './finding.ts'

/** A disagreement that is meant, and why. */
export interface Exception {
  /** The place of a finding; `*` stands for any one name in it. */
  readonly at: string
  readonly reason: string
}

/** The exceptions of one connector, and which of them findings have needed so far. */
export class Exceptions {
  readonly #list: readonly Exception[]
  readonly #needed = new Set<Exception>()

  constructor(list: readonly Exception[]) {
    this.#list = list
  }

  /** The findings that no exception explains, as sentences. */
  unexplained(findings: readonly Finding[]): string[] {
    return findings
      .filter(({ at }) => {
        const found = this.#list.filter((exception) => covers(exception.at, at))
        for (const exception of found) this.#needed.add(exception)
        return found.length === 0
      })
      .map(({ at, problem }) => `${at} ${problem}`)
  }

  /** Exceptions that no finding has needed: they would hide the next one. */
  unneeded(): string[] {
    return this.#list.filter((exception) => !this.#needed.has(exception)).map(({ at }) => at)
  }
}

function covers(pattern: string, at: string): boolean {
  const names = at.split(/[. ]/)
  const wanted = pattern.split(/[. ]/)
  return (
    wanted.length === names.length && wanted.every((name, index) => name === '*' || name === names[index])
  )
}
