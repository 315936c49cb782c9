import { checkSize } from './check-size.ts'

/** Longest text of a model that is read as JSON. */
const MAX_TEXT = 1_000_000

/**
 * JSON that a model wrote into a text, as some do for objects; `undefined` where it is none.
 *
 * @throws SallyportError `invalid_params` where it is deeper or larger than any call could be.
 */
export function givenJson(text: string): unknown {
  if (text.length > MAX_TEXT || !/^\s*[[{"\dtfn-]/.test(text)) return undefined
  const read = parsed(text)
  checkSize(read)
  return read
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
