/** A stream of numbers in [0,1). */
export type Random = () => number

/** The state that a text leaves behind. A seed can be extended, so the seed of a member costs its name alone. */
export interface Seed {
  readonly a: number
  readonly b: number
  readonly c: number
  readonly d: number
}

/**
 * A stream of numbers in [0,1) that depends on the seed text alone.
 *
 * The generator is sfc32 of Chris Doty-Humphrey's PractRand (public domain), 32 bits a step. It starts from
 * four FNV-1a hashes of the text, each with its own multiplier, finished by MurmurHash3's `fmix32`
 * (both public domain). It is for practice data, not for secrets.
 * @example
 * const random = seededRandom('customer 1')
 * random() === seededRandom('customer 1')() // true
 */
export function seededRandom(seed: string): Random {
  return randomOf(seedOf(seed))
}

export function seedOf(text: string): Seed {
  return extendSeed({ a: 0x811c9dc5, b: 0x9e3779b9, c: 0x85ebca6b, d: 0xc2b2ae35 }, text)
}

/** The seed of the text so far and this text behind it: `extendSeed(seedOf('a'), 'b')` equals `seedOf('ab')`. */
export function extendSeed(seed: Seed, text: string): Seed {
  let { a, b, c, d } = seed
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    a = Math.imul(a ^ code, 0x01000193)
    b = Math.imul(b ^ code, 0x2c9277b5)
    c = Math.imul(c ^ code, 0x5f356495)
    d = Math.imul(d ^ code, 0x0019660d)
  }
  return { a, b, c, d }
}

export function randomOf(seed: Seed): Random {
  let a = finish(seed.a)
  let b = finish(seed.b)
  let c = finish(seed.c ^ seed.a)
  let counter = finish(seed.d ^ seed.b)
  const next = () => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 0x1_0000_0000
  }
  // PractRand's own seeding throws the first outputs away too: until then the four words have not mixed.
  for (let round = 0; round < 12; round += 1) next()
  return next
}

function finish(hash: number): number {
  let mixed = hash ^ (hash >>> 16)
  mixed = Math.imul(mixed, 0x85ebca6b)
  mixed ^= mixed >>> 13
  mixed = Math.imul(mixed, 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}

/** A whole number from `least` to `most`, both included. */
export function wholeBetween(random: Random, least: number, most: number): number {
  return least + Math.floor(random() * (most - least + 1))
}

/** One of a list that is not empty. */
export function oneOf<Item>(random: Random, items: ArrayLike<Item>): Item {
  // An index below the length always holds an item.
  return items[Math.floor(random() * items.length)] as Item
}
