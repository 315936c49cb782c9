import type { QueryLanguage } from './query-language.ts'
import { textsOf } from './texts-of.ts'

/** Words that all have to occur somewhere, in any case. */
export const words: QueryLanguage = (text, { words: members }) => {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean)
  return {
    matches(record) {
      const found = textsOf(record, members).map((value) => value.toLowerCase())
      return wanted.every((word) => found.some((value) => value.includes(word)))
    },
  }
}
