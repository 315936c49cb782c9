/**
 * Paths of fields, as definitions, calls and queries name them: dotted, such as `user.login`. A path goes through lists:
 * `labels.name` is the name of every label.
 */

/** The value at a path, lists by their places, or `undefined` where the path leads nowhere. */
export function valueAt(value: unknown, path: string): unknown {
  let found: unknown = value
  for (const name of path.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined
    found = Reflect.get(found, name)
  }
  return found
}

/** Fields as a tree: `user.login` and `user.id` share their trunk. */
type Tree = Map<string, Branch>
type Branch = Tree | 'whole'

/**
 * Keeps the fields at these paths, of a record or of each record of a list. Paths that lead nowhere are passed over, and
 * what has no fields where a path goes on, such as null, stays as it is.
 */
export function keepFields(value: unknown, paths: readonly string[]): unknown {
  return keep(value, treeOf(paths))
}

/** The same less these fields. */
export function dropFields(value: unknown, paths: readonly string[]): unknown {
  return drop(value, treeOf(paths))
}

function treeOf(paths: readonly string[]): Tree {
  const root: Tree = new Map()
  for (const path of paths) {
    const names = path.split('.')
    const last = names.pop() ?? ''
    // Once the whole of something is named, longer paths below it add nothing.
    branchAt(root, names)?.set(last, 'whole')
  }
  return root
}

function branchAt(root: Tree, names: readonly string[]): Tree | undefined {
  let tree = root
  for (const name of names) {
    const next = tree.get(name) ?? new Map()
    if (next === 'whole') return undefined
    tree.set(name, next)
    tree = next
  }
  return tree
}

function keep(value: unknown, branch: Branch): unknown {
  if (branch === 'whole') return value
  if (Array.isArray(value)) return value.map((item) => keep(item, branch))
  if (!isObject(value)) return value
  const kept: Record<string, unknown> = {}
  for (const [name, below] of branch) {
    if (Object.hasOwn(value, name)) put(kept, name, keep(value[name], below))
  }
  return kept
}

/** To assign `__proto__` would give the record another prototype. */
function put(record: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== '__proto__') record[name] = value
  else Object.defineProperty(record, name, { value, writable: true, enumerable: true, configurable: true })
}

function drop(value: unknown, branch: Tree): unknown {
  if (Array.isArray(value)) return value.map((item) => drop(item, branch))
  if (!isObject(value)) return value
  const kept = Object.entries(value).filter(([name]) => branch.get(name) !== 'whole')
  return Object.fromEntries(
    kept.map(([name, item]) => {
      const below = branch.get(name)
      return [name, below instanceof Map ? drop(item, below) : item]
    }),
  )
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
