/** One thing wrong with an uploaded definition. */
export interface DefinitionProblem {
  /** Dotted path to it in the JSON; empty for the whole. */
  readonly path: string
  /** Of what is there only names, never values. */
  readonly message: string
}

/** Longest piece of an uploaded name that a message repeats. */
const MAX_NAME = 60

/** A path under which a problem is found, each name cut where it is long and free of what does not print. */
export function pathOf(names: readonly (string | number)[]): string {
  return names
    .map((name) =>
      String(name)
        .slice(0, MAX_NAME)
        .replace(/[^ -~]/g, '?'),
    )
    .join('.')
}
