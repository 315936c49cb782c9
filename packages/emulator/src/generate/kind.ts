import type { Json } from '../json.ts'

/** In the order in which a value is chosen where a schema allows several. */
const KINDS = ['object', 'array', 'string', 'integer', 'number', 'boolean', 'null'] as const

export type Kind = (typeof KINDS)[number]

/** The types that the keyword `type` names; unknown ones are left out. */
export function kindsOf(type: Json): readonly Kind[] {
  const names: readonly Json[] = Array.isArray(type) ? type : [type]
  return names.flatMap((name) => KINDS.filter((kind) => kind === name))
}

/** All types, the likely ones first. */
export const ANY_KIND: readonly Kind[] = ['string', 'integer', 'number', 'boolean', 'object', 'array', 'null']
