import { checkBorders } from './check-imports/check-borders.ts'
import { checkDependencies } from './check-imports/check-dependencies.ts'
import { checkNeutral } from './check-imports/check-neutral.ts'
import { checkTable } from './check-imports/check-table.ts'
import { readSources } from './check-imports/sources.ts'
import { readPackages } from './check-imports/workspace.ts'
import { type ImportRow, importTable } from './import-table.ts'
import { type Problem, report } from './problem.ts'
import { type Files, readRepository } from './repository.ts'

/**
 * Holds every import of the repository against the import table, the exports of the packages and
 * what their package.json declares. Import cycles and global names are the linter's (biome.jsonc).
 */
export function checkImports(files: Files, table: readonly ImportRow[] = importTable): Problem[] {
  const packages = readPackages(files)
  const sources = readSources(files, packages)
  const rowOf = (folder: string) => table.find((row) => row.folder === folder)
  return [
    ...sources.flatMap((source) => [
      ...checkTable(source, rowOf(source.owner.folder)),
      ...checkBorders(source, packages),
    ]),
    ...packages.flatMap((owner) => {
      const row = rowOf(owner.folder)
      return [
        ...checkDependencies(owner, row, { files, packages, sources }),
        ...checkNeutral(owner, row, sources),
      ]
    }),
  ]
}

if (import.meta.main) report('imports', checkImports(readRepository()))
