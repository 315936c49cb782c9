import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Text of every file by its path from the root, with `/` on every platform. */
export type Files = ReadonlyMap<string, string>

export const root = fileURLToPath(new URL('..', import.meta.url))

/** What .gitignore names: made by tools or at run time, not written by anyone. */
const notSource = new Set(['node_modules', 'dist', 'data', '.git'])
const binary = /\.(png|jpe?g|gif|ico|woff2?|gz|zip)$/

export function readRepository(): Files {
  return new Map(
    paths('').map((path) => [path, binary.test(path) ? '' : readFileSync(join(root, path), 'utf8')]),
  )
}

/**
 * Paths of the test files, of all or of those that hold one of the words. Those under `frameworks/` need what is
 * installed for them alone: scripts/test-frameworks.ts runs them.
 */
export function testFiles(words: readonly string[] = []): string[] {
  return paths('')
    .filter((path) => path.endsWith('.test.ts') && !path.startsWith('frameworks/'))
    .filter((path) => words.length === 0 || words.some((word) => path.includes(word)))
}

/** The programs under `examples/`: each asserts what it shows and exits with 0. */
export function examples(): string[] {
  return paths('examples').filter((path) => /^examples\/[^/]+\/index\.ts$/.test(path))
}

function paths(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => !notSource.has(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory()) return paths(path)
      return entry.isFile() ? [path] : []
    })
}
