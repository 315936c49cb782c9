import { SallyportError } from '@sallyport/errors'

/** As deep as requests of the engine may be. */
const MAX_DEPTH = 64
const MAX_VALUES = 50_000
const MAX_CHARACTERS = 1_000_000

/**
 * Refuses what no call could carry, before anything walks over it.
 *
 * @throws SallyportError `invalid_params`
 */
export function checkSize(input: unknown): void {
  let characters = 0
  let values = 0
  let level: readonly unknown[] = [input]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) throw tooLarge(`nests at most ${MAX_DEPTH} levels`)
    values += level.length
    if (values > MAX_VALUES) throw tooLarge(`has at most ${MAX_VALUES} values`)
    characters += charactersOf(level)
    if (characters > MAX_CHARACTERS) throw tooLarge(`has at most ${MAX_CHARACTERS} characters`)
    level = membersOf(level)
  }
}

/** Of texts, and of names of members. */
function charactersOf(level: readonly unknown[]): number {
  let characters = 0
  for (const value of level) {
    if (typeof value === 'string') characters += value.length
    else if (isObject(value) && !Array.isArray(value)) characters += Object.keys(value).join('').length
  }
  return characters
}

/** What is one level below, or as much of it as shows that it is too much. */
function membersOf(level: readonly unknown[]): unknown[] {
  const below: unknown[] = []
  for (const value of level) {
    if (!isObject(value)) continue
    for (const member of Object.values(value)) below.push(member)
    if (below.length > MAX_VALUES) return below
  }
  return below
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function tooLarge(bound: string): SallyportError {
  const message = `The input is too large: it ${bound}.`
  return new SallyportError('invalid_params', message, {
    fix: 'Give less at once.',
    problems: [{ field: null, code: 'size', message }],
  })
}
