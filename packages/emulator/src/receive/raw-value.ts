/** A value as text says it, before a schema gives it types. */
export type RawValue = string | readonly RawValue[] | ReadonlyMap<string, RawValue>

export function isRawList(value: RawValue): value is readonly RawValue[] {
  return Array.isArray(value)
}

/** The values of names that are all numbers, in their order: `items[1]=b&items[0]=a`; else `undefined`. */
export function listOfNumbered(value: ReadonlyMap<string, RawValue>): readonly RawValue[] | undefined {
  const numbered = [...value].map(
    ([name, item]) => [/^\d{1,9}$/.test(name) ? Number(name) : NaN, item] as const,
  )
  if (numbered.some(([index]) => Number.isNaN(index))) return undefined
  return numbered.sort(([left], [right]) => left - right).map(([, item]) => item)
}
