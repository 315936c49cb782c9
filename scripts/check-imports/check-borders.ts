import type { Problem } from '../problem.ts'
import type { Source } from './sources.ts'
import { ownerOf, type Package } from './workspace.ts'

/** Whether a source enters other packages through their exports only. Holds for tests too. */
export function checkBorders(source: Source, packages: readonly Package[]): Problem[] {
  return source.links.flatMap(({ target, specifier, line }) => {
    const place = { path: source.path, line }
    if (target.kind === 'file' && ownerOf(packages, target.path) !== source.owner) {
      return [
        { ...place, what: `imports ${specifier}, which lies outside of ${source.owner.name}`, ...leaving },
      ]
    }
    if (target.kind === 'package' && target.ours && target.path === undefined) {
      return [{ ...place, what: `imports ${specifier}, which ${target.name} does not export`, ...internal }]
    }
    return []
  })
}

const leaving = {
  why: 'A relative path into another package goes around its exports and its row of the import table.',
  instead: 'Import the package by its name, or move the file into this package.',
}

const internal = {
  why: 'What a package does not export it may change without asking.',
  instead: 'Use what its index.ts exports; if that lacks something, export it there and say why.',
}
