/** Parts of a path at most; what is deeper is reached by its parent. */
export const MAX_PARTS = 32

/** The one value at a path, where lists are not gone through. */
export function valueAt(record: unknown, path: string): unknown {
  let found = record
  for (const name of path.split('.')) {
    if (!isObject(found) || !Object.hasOwn(found, name)) return undefined
    found = found[name]
  }
  return found
}

/** Fields as a tree: `user.login` and `user.id` share their trunk. */
type Tree = Map<string, Tree | 'whole'>

/** Keeps the fields at these paths, through lists. What has no fields where a path goes on stays as it is. */
export function selectFields(value: unknown, paths: readonly string[]): unknown {
  return keep(value, treeOf(paths))
}

function treeOf(paths: readonly string[]): Tree {
  const root: Tree = new Map()
  for (const path of paths) {
    const names = path.split('.')
    const last = names.pop() ?? ''
    trunkOf(root, names)?.set(last, 'whole')
  }
  return root
}

/** Nothing where a shorter path names the whole already. */
function trunkOf(root: Tree, names: readonly string[]): Tree | undefined {
  let tree = root
  for (const name of names) {
    const next = tree.get(name) ?? new Map()
    if (next === 'whole') return undefined
    tree.set(name, next)
    tree = next
  }
  return tree
}

function keep(value: unknown, branch: Tree | 'whole'): unknown {
  if (branch === 'whole') return value
  if (Array.isArray(value)) return value.map((item) => keep(item, branch))
  if (!isObject(value)) return value
  const kept = [...branch].filter(([name]) => Object.hasOwn(value, name))
  // Unlike an assignment this makes a field of `__proto__` too.
  return Object.fromEntries(kept.map(([name, below]) => [name, keep(value[name], below)]))
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
