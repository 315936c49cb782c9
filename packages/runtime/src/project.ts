import { dropFields, keepFields } from '@sallyport/definition'
import { cutLongTexts } from './cut-texts.ts'
import type { FieldChoice } from './resolve/resolved-call.ts'

/** Keeps or drops fields of a record, or of each record of a list, by their paths. */
export function project(value: unknown, { cutTexts, ...fields }: FieldChoice): unknown {
  const kept = choose(value, fields)
  return cutTexts ? cutLongTexts(kept) : kept
}

function choose(value: unknown, { select, exclude }: FieldChoice): unknown {
  if (select !== undefined && select.length > 0) return keepFields(value, select)
  if (exclude !== undefined && exclude.length > 0) return dropFields(value, exclude)
  return value
}
