/** Fields that are wanted, as a tree: an empty one means everything below. */
type Wanted = Map<string, Wanted>

/**
 * What is left of an answer where only some of it is wanted, by dotted paths that go through lists. Names of rows need no
 * word for the list that they are in: of `{data: [{id}], next}` the field `id` is `data.id`.
 *
 * @param list Name of the member with the rows, where that is not the only list of the answer.
 */
export function chooseFields(answer: unknown, paths: readonly string[], list = onlyList(answer)): unknown {
  const wanted: Wanted = new Map()
  for (const path of paths) {
    const parts = path.split('.').filter((part) => part !== '')
    const [first] = parts
    if (first === undefined) continue
    const within = list !== undefined && !hasMember(answer, first)
    let place = wanted
    for (const part of within ? [list, ...parts] : parts) {
      const below: Wanted = place.get(part) ?? new Map()
      place.set(part, below)
      place = below
    }
  }
  return chosen(answer, wanted)
}

function chosen(value: unknown, wanted: Wanted): unknown {
  if (wanted.size === 0) return value
  if (Array.isArray(value)) return value.map((item) => chosen(item, wanted))
  if (typeof value !== 'object' || value === null) return undefined
  const members = [...wanted].flatMap(([name, below]) => {
    const member = hasMember(value, name) ? chosen(value[name], below) : undefined
    return member === undefined ? [] : [[name, member] as const]
  })
  return Object.fromEntries(members)
}

function hasMember<Name extends string>(
  value: unknown,
  name: Name,
): value is { readonly [K in Name]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, name)
}

/** The member that is a list, where exactly one is. */
export function onlyList(answer: unknown): string | undefined {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return undefined
  const lists = Object.entries(answer).filter(([, member]) => Array.isArray(member))
  return lists.length === 1 ? lists[0]?.[0] : undefined
}
