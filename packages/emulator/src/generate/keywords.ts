import type { Json } from '../json.ts'
import type { Conjuncts } from './alternatives.ts'

/** What the schemas say by one keyword, those that say nothing left out. */
export function given(conjuncts: Conjuncts, keyword: string): readonly Json[] {
  return conjuncts.flatMap((schema) => {
    const value = schema[keyword]
    return value === undefined ? [] : [value]
  })
}

export function lists(conjuncts: Conjuncts, keyword: string): readonly (readonly Json[])[] {
  return given(conjuncts, keyword).filter((value): value is readonly Json[] => Array.isArray(value))
}

export function texts(conjuncts: Conjuncts, keyword: string): readonly string[] {
  return given(conjuncts, keyword).filter((value) => typeof value === 'string')
}

export function numbers(conjuncts: Conjuncts, keyword: string): readonly number[] {
  return given(conjuncts, keyword).filter((value) => typeof value === 'number')
}
