import { valuesAt } from '../behaviour/value-at.ts'
import type { QueryLanguage } from './query-language.ts'

/** Words that all have to occur somewhere, in any case. */
export const words: QueryLanguage = (text, { words: members }) => {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean)
  return {
    matches(record) {
      const found = members
        .flatMap((member) => valuesAt(record, member.split('.')))
        .map((value) => String(value).toLowerCase())
      return wanted.every((word) => found.some((value) => value.includes(word)))
    },
  }
}
