import { makeSecret, type SecretShape } from './make-secret.ts'
import { type Needle, NeedleIndex } from './needle-index.ts'
import type { Finding, Output } from './output.ts'
import { formsOf } from './secret-forms.ts'
import { unpacked } from './unpacked.ts'

export type SecretOptions = Partial<Omit<SecretShape, 'prefix'>>

/** Secrets that were let in, and the search for where they came out. */
export interface Canary {
  /**
   * A new secret that begins as the vendor's do (`ghp_`, `sk_live_`), the same for the same seed and order.
   * @param options `length`: characters after the prefix (36). `awkward`: with what JSON, URLs, HTML and shells
   * write in another way; all of it may stand in a header.
   */
  secret(prefix?: string, options?: SecretOptions): string
  /**
   * Looks for a secret that was made elsewhere.
   * @param name What findings call it.
   * @throws TypeError for one under 8 characters: it would be found where it is not.
   */
  watch(name: string, secret: string): void
  /** Where the secrets are, and in which forms; each secret, place and form once. */
  scan(outputs: Iterable<Output>): Finding[]
}

/** How deep packed things inside packed things are opened. */
const MAX_DEPTH = 3
const MIN_SECRET = 8

/** Makes secrets by a seed, and looks for them in every form in which programs tend to pass text on. */
export function createCanary(seed: string): Canary {
  const names = new Map<string, string>()
  let made = 0
  let index: NeedleIndex | undefined
  const watch: Canary['watch'] = (name, secret) => {
    if (secret.length < MIN_SECRET) {
      throw new TypeError(`"${name}" has ${secret.length} characters; a canary has ${MIN_SECRET} at least`)
    }
    if (names.has(secret)) return
    names.set(secret, name)
    index = undefined
  }
  return {
    watch,
    secret: (prefix = '', { length = 36, awkward = false } = {}) => {
      made += 1
      const secret = makeSecret(`${seed} ${made}`, { prefix, length, awkward })
      watch(`${prefix}#${made}`, secret)
      return secret
    },
    scan: (outputs) => {
      index ??= new NeedleIndex(needlesOf(names))
      const found = new Map<string, Finding>()
      for (const output of outputs) {
        for (const finding of scanOne(index, output)) found.set(Object.values(finding).join('\n'), finding)
      }
      return [...found.values()]
    },
  }
}

function needlesOf(names: ReadonlyMap<string, string>): Needle[] {
  return [...names].flatMap(([secret, name]) =>
    [...formsOf(secret)].map(([text, form]) => ({ bytes: Buffer.from(text), secret: name, form })),
  )
}

function scanOne(index: NeedleIndex, { where, data }: Output): Finding[] {
  const pieces = typeof data === 'string' || data instanceof Uint8Array ? [data] : data
  const bytes = Buffer.concat(pieces.map((piece) => Buffer.from(piece)))
  const isText = pieces.every((piece) => typeof piece === 'string')
  return search(index, bytes, isText, 0).map(({ secret, form }) => ({ secret, where, form }))
}

function search(
  index: NeedleIndex,
  bytes: Buffer,
  ...[isText, depth]: [isText: boolean, depth: number]
): Pick<Needle, 'secret' | 'form'>[] {
  const found: Pick<Needle, 'secret' | 'form'>[] = [...index.find(bytes)]
  if (depth === MAX_DEPTH) return found
  for (const [kind, inner] of unpacked(bytes, isText)) {
    for (const { secret, form } of search(index, inner, false, depth + 1)) {
      found.push({ secret, form: `${kind}: ${form}` })
    }
  }
  return found
}
