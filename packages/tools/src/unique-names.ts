import { countBy, shortHash, wordOf } from './word.ts'

/** What all vendors of models take. */
const MAX_NAME = 64

/**
 * Gives each text a name of at most 64 characters of `[A-Za-z0-9_-]` that no other has. What is too long or not alone
 * ends with a hash of its identity, so that a name does not depend on the order, and hardly on what else there is.
 */
export function uniqueNames(
  wanted: readonly { readonly text: string; readonly identity: string }[],
  reserved: ReadonlySet<string> = new Set(),
): string[] {
  const fitting = wanted.map(({ text }) => wordOf(text))
  const times = countBy(fitting, (name) => name)
  const taken = new Set(reserved)
  const isPlain = (name: string) =>
    name.length <= MAX_NAME && name !== '' && times.get(name) === 1 && !reserved.has(name)
  for (const name of fitting) if (isPlain(name)) taken.add(name)
  return fitting.map((name, index) => {
    if (isPlain(name)) return name
    const hashed = freeName(name, wanted[index]?.identity ?? '', taken)
    taken.add(hashed)
    return hashed
  })
}

function freeName(name: string, identity: string, taken: ReadonlySet<string>): string {
  for (let attempt = 0; ; attempt++) {
    const hash = shortHash(attempt === 0 ? identity : `${identity} ${attempt}`)
    const candidate = `${name.slice(0, MAX_NAME - hash.length - 1)}_${hash}`
    if (!taken.has(candidate)) return candidate
  }
}
