import type { JsonObject } from '../json.ts'
import type { Analysis } from './analysis.ts'

/** What is known about the schemas of one description. Nothing in here depends on a seed. */
export interface Library {
  readonly schemas: JsonObject
  readonly analyses: WeakMap<JsonObject, Analysis>
  /** By source; `null` where the source is no regular expression. */
  readonly patterns: Map<string, RegExp | null>
}

const LIBRARIES = new WeakMap<JsonObject, Library>()

export function libraryOf(schemas: JsonObject): Library {
  const known = LIBRARIES.get(schemas)
  if (known) return known
  const library = { schemas, analyses: new WeakMap(), patterns: new Map() }
  LIBRARIES.set(schemas, library)
  return library
}

const MOST_PATTERNS = 10_000

/** The compiled pattern, or `null` for one that JavaScript does not read. */
export function patternOf(library: Library, source: string): RegExp | null {
  const known = library.patterns.get(source)
  if (known !== undefined) return known
  if (library.patterns.size >= MOST_PATTERNS) library.patterns.clear()
  // Ajv compiles with the flag too. Patterns of older descriptions escape what must not be escaped under it.
  const pattern = compiled(source, 'u') ?? compiled(source, '')
  library.patterns.set(source, pattern)
  return pattern
}

function compiled(source: string, flags: string): RegExp | null {
  try {
    return new RegExp(source, flags)
  } catch {
    return null
  }
}
