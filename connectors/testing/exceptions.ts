import type { Finding } from './finding.ts'

/** A disagreement that is meant, and why. */
export interface Exception {
  /** The place of a finding; `*` stands for any one name in it, and `**` at its end for what follows, or nothing. */
  readonly at: string
  /** Where it is meant for this problem alone. */
  readonly problem?: string
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
      .filter(({ at, problem }) => {
        const found = this.#list.filter(
          (exception) => covers(exception.at, at) && (exception.problem ?? problem) === problem,
        )
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
  if (wanted.at(-1) === '**') {
    const head = wanted.slice(0, -1)
    return head.length <= names.length && covers(head.join('.'), names.slice(0, head.length).join('.'))
  }
  return (
    wanted.length === names.length && wanted.every((name, index) => name === '*' || name === names[index])
  )
}
