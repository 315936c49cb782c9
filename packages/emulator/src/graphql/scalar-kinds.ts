/** What a scalar of a schema can hold, beyond the five of the specification. */
export const SCALAR_KINDS = [
  'date-time',
  'date',
  'uuid',
  'uri',
  'text',
  'base64',
  'hex40',
  'whole',
  'any',
] as const

export type ScalarKind = (typeof SCALAR_KINDS)[number]

/** Names that mean the same at every vendor. */
const WELL_KNOWN: ReadonlyMap<string, ScalarKind> = new Map([
  ['DateTime', 'date-time'],
  ['PreciseDateTime', 'date-time'],
  ['Date', 'date'],
  ['TimelessDate', 'date'],
  ['UUID', 'uuid'],
  ['URI', 'uri'],
  ['URL', 'uri'],
  ['HTML', 'text'],
  ['Base64String', 'base64'],
  ['GitObjectID', 'hex40'],
  ['BigInt', 'whole'],
])

export function scalarKind(name: string, own: Readonly<Record<string, ScalarKind>>): ScalarKind {
  return (Object.hasOwn(own, name) ? own[name] : undefined) ?? WELL_KNOWN.get(name) ?? 'any'
}
