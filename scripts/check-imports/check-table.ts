import { covers, type ImportRow, type Place } from '../import-table.ts'
import type { Problem } from '../problem.ts'
import { isTest, type Link, type Source } from './sources.ts'
import type { Package } from './workspace.ts'

/** Whether each import of a source is one that its package, or its place in the package, may have. */
export function checkTable(source: Source, row: ImportRow | undefined): Problem[] {
  if (source.isFree) return []
  if (!row) return [{ path: source.path, ...withoutRow }]
  return source.links.flatMap((link) => {
    const refusal = isTestOfOurs(link) ? testInProduction : refuse(link, source, row)
    return refusal ? [{ path: source.path, line: link.line, ...refusal }] : []
  })
}

type Refusal = Pick<Problem, 'what' | 'why' | 'instead'>

const withoutRow: Refusal = {
  what: 'belongs to a package that the import table does not know',
  why: 'A package exists only where trust, publishing or runtime differs, and the table says what it may import.',
  instead: 'Put the code into an existing package, or add a row to scripts/import-table.ts.',
}

const testInProduction: Refusal = {
  what: 'imports a file that is for tests',
  why: 'Tests may import anything, so whoever imports a test imports anything too.',
  instead: 'Move what is needed out of the test; give suites for other packages a subpath of their own.',
}

const unknownSpecifier: Refusal = {
  what: 'imports what only the running program knows',
  why: 'Such an import can reach any package, and this check cannot see which.',
  instead: 'Write the specifier out, or at least its beginning in a template.',
}

function isTestOfOurs({ target }: Link): boolean {
  return (target.kind === 'file' || target.kind === 'package') && isTest(target.path ?? '')
}

function refuse(link: Link, source: Source, row: ImportRow): Refusal | undefined {
  if (link.target.kind === 'unknown') return unknownSpecifier
  if (grants(row, link, source.owner)) return
  const places = (row.places ?? []).filter((place) => grants(place, link, source.owner))
  if (places.some((place) => isAt(place, source))) return
  const [place] = places
  const what = `imports ${link.specifier}, which ${row.folder} may not import`
  if (!place) return { what, why: row.why, instead: row.instead }
  const { why, instead } = place
  return { what: `${what} but in ${place.at.join(', ')}`, why, instead }
}

function grants(grant: Omit<ImportRow, 'folder'>, { target, typeOnly }: Link, owner: Package): boolean {
  if (target.kind === 'file' || target.kind === 'unknown') return target.kind === 'file'
  if (target.kind === 'builtin')
    return grant.builtins === 'any' || (grant.builtins?.includes(target.name) ?? false)
  if (target.name === owner.name) return true
  if (!target.ours) return (grant.thirdParty ?? []).some((allowed) => covers(allowed, target.name))
  return (
    (grant.ours?.includes(target.name) ?? false) ||
    (typeOnly && (grant.types?.includes(target.name) ?? false))
  )
}

function isAt(place: Place, { path, owner }: Source): boolean {
  const inside = path.slice(owner.folder.length + 1)
  return place.at.some((each) => (each.endsWith('/') ? inside.startsWith(each) : inside === each))
}
