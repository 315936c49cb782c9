type Values = readonly (readonly [name: string, value: unknown])[]

/** Makes one object of values whose names lead into it with dots: `requester.email`, `files.0.id`. */
export function nest(values: Values): Record<string, unknown> {
  const root = new Map<string, unknown>()
  for (const [name, value] of values) put(root, name.split('.'), value)
  return plain(root) as Record<string, unknown>
}

/** Maps on the way, so that no name means anything to JavaScript. */
function put(at: Map<string, unknown>, path: readonly string[], value: unknown): void {
  const [name = '', ...rest] = path
  if (rest.length === 0) {
    at.set(name, value)
    return
  }
  const found = at.get(name)
  const below = found instanceof Map ? found : new Map<string, unknown>()
  at.set(name, below)
  put(below, rest, value)
}

function plain(value: unknown): unknown {
  if (!(value instanceof Map)) return value
  const below = new Map<string, unknown>(value)
  const places = [...below.keys()].map((_, place) => String(place))
  // In any order, as long as none is missing.
  if (places.length > 0 && places.every((place) => below.has(place))) {
    return places.map((place) => plain(below.get(place)))
  }
  return Object.fromEntries([...below].map(([name, member]) => [name, plain(member)]))
}
