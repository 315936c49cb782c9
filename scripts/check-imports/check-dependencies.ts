import { covers, type ImportRow } from '../import-table.ts'
import type { Problem } from '../problem.ts'
import type { Files } from '../repository.ts'
import type { Source } from './sources.ts'
import type { Package } from './workspace.ts'

/** Used by running them or by the compiler, never by an import. */
const tools = new Set(['@biomejs/biome', '@types/node', 'bun', 'deno', 'node', 'typescript'])

export interface Workspace {
  readonly files: Files
  readonly packages: readonly Package[]
  readonly sources: readonly Source[]
}

/** Whether package.json declares what the sources import, and nothing else. */
export function checkDependencies(
  owner: Package,
  row: ImportRow | undefined,
  workspace: Workspace,
): Problem[] {
  const own = workspace.sources.filter((source) => source.owner === owner)
  // What the root declares for development (fast-check) every test may use.
  const shared = workspace.packages.find(({ folder }) => folder === '')?.devDependencies ?? []
  const found = unused(owner, own).filter(({ name }) => !row?.foundByName?.some((each) => covers(each, name)))
  const manifest = workspace.files.get(owner.manifest)
  return [
    ...own.flatMap((source) => undeclared(source, shared)),
    ...found.map(({ name, what, instead }) => ({
      path: owner.manifest,
      line: lineOf(name, manifest),
      what: `declares ${name}, which ${what}`,
      why: 'Every dependency is code to trust, to audit and to update.',
      instead,
    })),
  ]
}

function undeclared({ path, owner, isFree, links }: Source, shared: readonly string[]): Problem[] {
  const declared = isFree ? [...owner.dependencies, ...owner.devDependencies, ...shared] : owner.dependencies
  return links.flatMap(({ target, line }) => {
    if (target.kind !== 'package' || target.name === owner.name) return []
    if (declared.some((name) => names(target.name, name))) return []
    return [
      {
        path,
        line,
        what: `imports ${target.name}, which ${owner.manifest} does not declare`,
        why: 'It works only as long as something else happens to install it.',
        instead: `Add it to the ${isFree ? 'devDependencies' : 'dependencies'} of ${owner.manifest}, or do without.`,
      },
    ]
  })
}

function unused(owner: Package, own: readonly Source[]) {
  const production = own.filter(({ isFree }) => !isFree)
  return [...owner.dependencies, ...owner.devDependencies].flatMap((name) => {
    if (!isUsed(name, own)) return [{ name, what: 'nothing imports', instead: 'Remove it.' }]
    const isForTests = production.length > 0 && owner.dependencies.includes(name) && !isUsed(name, production)
    return isForTests ? [{ name, what: 'only tests import', instead: 'Move it to devDependencies.' }] : []
  })
}

function isUsed(name: string, sources: readonly Source[]): boolean {
  if (tools.has(name)) return true
  const imported = name.replace('@types/', '')
  return sources.some(({ links }) =>
    links.some(({ target }) => target.kind === 'package' && names(target.name, imported)),
  )
}

/** An import written with a substitution, `@scope/*`, names every package of the scope. */
function names(imported: string, declared: string): boolean {
  return imported.endsWith('*') ? declared.startsWith(imported.slice(0, -1)) : imported === declared
}

function lineOf(name: string, text = ''): number {
  return text.slice(0, text.lastIndexOf(`"${name}"`)).split('\n').length
}
