/** What is looked for: a secret by its name, in one form. */
export interface Needle {
  readonly bytes: Buffer
  readonly secret: string
  readonly form: string
}

interface Placed {
  readonly needle: Needle
  /** Where in it the four bytes end that it is known by. */
  readonly end: number
}

const SLOTS = 2 ** 16

/**
 * Many needles, looked for in one pass: what a pass costs hardly depends on how many there are. Each is known by
 * the four bytes in its middle, since secrets of one vendor begin alike.
 */
export class NeedleIndex {
  readonly #marked = new Uint8Array(SLOTS)
  readonly #byWord = new Map<number, Placed[]>()

  constructor(needles: Iterable<Needle>) {
    for (const needle of needles) {
      const start = (needle.bytes.length >> 1) - 2
      const word = needle.bytes.readInt32BE(start)
      this.#marked[slotOf(word)] = 1
      this.#byWord.set(word, [...(this.#byWord.get(word) ?? []), { needle, end: start + 3 }])
    }
  }

  find(bytes: Uint8Array): Set<Needle> {
    const found = new Set<Needle>()
    let word = 0
    let at = 0
    for (const byte of bytes) {
      word = (word << 8) | byte
      if (this.#marked[slotOf(word)] === 1) this.#compare(found, bytes, { word, at })
      at += 1
    }
    return found
  }

  #compare(found: Set<Needle>, bytes: Uint8Array, { word, at }: { word: number; at: number }): void {
    for (const { needle, end } of this.#byWord.get(word) ?? []) {
      const start = at - end
      if (start < 0) continue
      if (needle.bytes.equals(bytes.subarray(start, start + needle.bytes.length))) found.add(needle)
    }
  }
}

/** Multiplicative hashing (Knuth, The Art of Computer Programming, vol. 3, 6.4): the upper bits are the mixed ones. */
function slotOf(word: number): number {
  return Math.imul(word, 0x9e3779b1) >>> 16
}
