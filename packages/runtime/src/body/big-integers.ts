const LONG = 16

/**
 * Where JSON may have an integer beyond 2^53: 17 digits, or 16 from 9 on, at the start of a value. Not
 * those of a fraction, nor of a string that begins with them, both of which are common.
 */
const START_OF_BIG_INTEGER = /(?:^|[[:,\s-])(?:\d{17}|9\d{15})/

/** False when the JSON has no integer beyond 2^53. True says only that it may have one. */
export function mayHaveBigIntegers(json: string): boolean {
  return hasLongDigitRun(json) && START_OF_BIG_INTEGER.test(json)
}

/** A run of 16 digits covers one of every 16 places, so that the others need no look: the usual JSON is through here. */
function hasLongDigitRun(text: string): boolean {
  for (let at = LONG - 1; at < text.length; at += LONG) {
    if (isDigit(text, at) && digitsAround(text, at) >= LONG) return true
  }
  return false
}

function digitsAround(text: string, at: number): number {
  let first = at
  let last = at
  while (isDigit(text, first - 1)) first--
  while (isDigit(text, last + 1)) last++
  return last - first + 1
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code >= 0x30 && code <= 0x39
}
