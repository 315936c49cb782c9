import type { OperationMembers } from '../schema/operation-members.ts'
import type { Member, Shape } from '../schema/shape.ts'

/** Params as a model gives them that holds to the strict schema word by word. */
export function asModelWrites({ members, clearable, clear }: OperationMembers, params: object): object {
  const given = new Map(Object.entries(params))
  const emptied = clearable.filter((name) => given.get(name) === null)
  const input = writeMembers(given, members)
  return clear === undefined ? input : { ...input, [clear]: emptied.length === 0 ? null : emptied }
}

function writeMembers(given: ReadonlyMap<string, unknown>, members: readonly Member[]): object {
  return Object.fromEntries(
    members.map(({ name, key, shape }) => [key, write(given.get(name) ?? null, shape)]),
  )
}

function write(value: unknown, shape: Shape): unknown {
  if (value === null) return null
  switch (shape.kind) {
    case 'map':
    case 'any':
      return JSON.stringify(value)
    case 'list':
      return Array.isArray(value) ? value.map((item) => write(item, shape.items)) : value
    case 'object':
      return typeof value === 'object' ? writeMembers(new Map(Object.entries(value)), shape.members) : value
    case 'choice': {
      const kind = Array.isArray(value) ? 'list' : typeof value
      const branch = shape.branches.find((each) => each.kind === kind)
      return branch === undefined ? value : write(value, branch)
    }
    default:
      return value
  }
}
