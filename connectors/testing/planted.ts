/** A copy with one change: the value at a dotted path, or without it where that is `undefined`. */
export function planted<Document extends object>(
  document: Document,
  place: string,
  value: unknown,
): Document {
  const copy = structuredClone(document)
  const names = place.split('.')
  const last = names.pop() ?? ''
  const parent = names.reduce<object>((found, name) => Reflect.get(found, name), copy)
  if (value === undefined) Reflect.deleteProperty(parent, last)
  else Reflect.set(parent, last, value)
  return copy
}
