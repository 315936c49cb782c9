import { createHash } from 'node:crypto'

export interface SecretShape {
  readonly prefix: string
  /** Characters after the prefix. */
  readonly length: number
  readonly awkward: boolean
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
/** What JSON, URLs, HTML and shells write in another way. */
const AWKWARD = '"\\/%+&=<>\'`#?{}|^~$;,:@!*()[]'

/** A text that looks like a vendor's secret; the same for the same seed. */
export function makeSecret(seed: string, { prefix, length, awkward }: SecretShape): string {
  if (!awkward) return prefix + picked(LETTERS, seed, length)
  // Each of these is written in another way by at least one of the encodings.
  const sure = '"\\/%+<&'.slice(0, length)
  return prefix + sure + picked(AWKWARD + LETTERS, seed, length - sure.length)
}

function picked(characters: string, seed: string, count: number): string {
  let text = ''
  for (let block = 0; text.length < count; block += 1) {
    const bytes = createHash('sha256').update(`${seed} ${block}`).digest()
    for (const byte of bytes) text += characters.charAt(byte % characters.length)
  }
  return text.slice(0, count)
}
