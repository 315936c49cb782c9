import type { ImportRow } from '../import-table.ts'
import type { Problem } from '../problem.ts'
import type { Link, Source } from './sources.ts'
import type { Package } from './workspace.ts'

/**
 * Whether what a package exports stays free of Node.js where its row allows no built-in module.
 * Each import may be fine by itself and still lead there: only `import()` loads nothing at once.
 */
export function checkNeutral(
  owner: Package,
  row: ImportRow | undefined,
  sources: readonly Source[],
): Problem[] {
  if (!row || row.builtins !== undefined) return []
  const byPath = new Map(sources.map((source) => [source.path, source]))
  return [...owner.exports.values()].flatMap((entry) => {
    const source = byPath.get(entry)
    if (!source || source.isFree || isNodeOnly(source, row)) return []
    const way = wayToBuiltin(entry, byPath)
    if (!way) return []
    return [
      { path: entry, what: `loads Node.js modules: ${way.join(' -> ')}`, why: row.why, instead: row.instead },
    ]
  })
}

/** Whether the entry lies in a place that may import built-in modules (`src/local/`). */
function isNodeOnly({ path, owner }: Source, row: ImportRow): boolean {
  const inside = path.slice(owner.folder.length + 1)
  return (row.places ?? []).some(({ builtins, at }) => builtins && at.some((each) => inside.startsWith(each)))
}

/** The shortest chain of imports, evaluated at load, from a file to a built-in module. */
function wayToBuiltin(entry: string, sources: ReadonlyMap<string, Source>): string[] | undefined {
  const cameFrom = new Map<string, string | undefined>([[entry, undefined]])
  // A Map visits what is added to it on the way: this is the queue as well.
  for (const path of cameFrom.keys()) {
    const links = (sources.get(path)?.links ?? []).filter(({ typeOnly, dynamic }) => !typeOnly && !dynamic)
    const builtin = links.find(({ target }) => target.kind === 'builtin')
    if (builtin) return [...wayBack(path, cameFrom), builtin.specifier]
    for (const next of links.flatMap(fileOf)) if (!cameFrom.has(next)) cameFrom.set(next, path)
  }
  return undefined
}

function fileOf({ target }: Link): string[] {
  return (target.kind === 'file' || target.kind === 'package') && target.path ? [target.path] : []
}

function wayBack(path: string, cameFrom: ReadonlyMap<string, string | undefined>): string[] {
  const before = cameFrom.get(path)
  return before === undefined ? [path] : [...wayBack(before, cameFrom), path]
}
