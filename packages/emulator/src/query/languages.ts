import type { FilterRule } from '../behaviour/filter-behaviour.ts'
import { fieldClauses } from './field-clauses.ts'
import { qualifiedSearch, qualifiedWords } from './qualified.ts'
import type { QueryLanguage } from './query-language.ts'
import { termExpressions } from './term-expressions.ts'
import { words } from './words.ts'

/** The languages that a filter's `language` can name. */
export const languages: ReadonlyMap<NonNullable<FilterRule['language']>, QueryLanguage> = new Map([
  ['qualified-search', qualifiedSearch],
  ['words', words],
  ['field-clauses', fieldClauses],
  ['qualified-words', qualifiedWords],
  ['term-expressions', termExpressions],
])
