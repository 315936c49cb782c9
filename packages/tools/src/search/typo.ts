/** Shorter words have too many neighbours; stems may be one letter shorter. */
const SHORTEST = 5
/** From this length on two slips are believed. */
const LONG = 9

/**
 * The known word that was probably meant: one slip away (a letter left out, added, changed, or two swapped), of long
 * words two. The first letter is to be right. Of several the nearest, and then the first by the alphabet.
 */
export function meantBy(word: string, known: readonly string[]): string | undefined {
  if (word.length < SHORTEST - 1) return undefined
  const most = word.length >= LONG ? 2 : 1
  let best: { readonly word: string; readonly slips: number } | undefined
  for (const other of known) {
    if (other.length < SHORTEST - 1 || Math.abs(other.length - word.length) > most) continue
    // A short word with one letter changed is most often another word.
    if (word.length <= SHORTEST && word.length >= other.length && !isSwapped(word, other)) continue
    const slips = slipsBetween(word, other)
    if (slips <= most && (!best || slips < best.slips || (slips === best.slips && other < best.word)))
      best = { word: other, slips }
  }
  return best?.word
}

/** Words by their first letters, in the order of the alphabet. */
export function byFirstLetter(words: Iterable<string>): Map<string, string[]> {
  const letters = new Map<string, string[]>()
  for (const word of [...words].sort()) {
    if (word.includes('_')) continue
    const list = letters.get(word.charAt(0)) ?? []
    list.push(word)
    letters.set(word.charAt(0), list)
  }
  return letters
}

function isSwapped(a: string, b: string): boolean {
  return [...a].sort().join('') === [...b].sort().join('')
}

/** Distance by Damerau and Levenshtein, in which no stretch is changed twice ("optimal string alignment"). */
function slipsBetween(a: string, b: string): number {
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      row[j] = Math.min(
        (above[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (above[j - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    before = above
    above = row
  }
  return above[b.length] ?? 0
}
