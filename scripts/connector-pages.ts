// The reference page of each connector comes from its definition.
//
//   node scripts/connector-pages.ts            says which pages are not what their definitions say
//   node scripts/connector-pages.ts --write    writes them, and removes those of connectors that are gone
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Definition } from '@sallyport/definition'
import { connectorPage } from './connector-pages/connector-page.ts'
import { readDefinitions } from './connector-pages/read-definitions.ts'
import { type Problem, report } from './problem.ts'
import { type Files, readRepository, root } from './repository.ts'

const FOLDER = 'docs/connectors'

/** Path -> text of the pages that differ from their definitions; `undefined` for one that has none any more. */
export function stalePages(
  files: Files,
  definitions: readonly Definition[],
): Map<string, string | undefined> {
  const wanted = new Map(definitions.map((each) => [`${FOLDER}/${each.slug}.md`, connectorPage(each)]))
  const orphans = [...files.keys()].filter((path) => path.startsWith(`${FOLDER}/`) && !wanted.has(path))
  return new Map([
    ...[...wanted].filter(([path, text]) => files.get(path) !== text),
    ...orphans.map((path) => [path, undefined] as const),
  ])
}

const advice = {
  why: 'A reader believes the page and calls what is not there.',
  instead: 'Run "npm run format", which writes the pages from the definitions.',
}

if (import.meta.main) {
  const stale = stalePages(readRepository(), await readDefinitions())
  const problems: Problem[] = []
  mkdirSync(join(root, FOLDER), { recursive: true })
  for (const [path, text] of stale) {
    if (!process.argv.includes('--write'))
      problems.push({ path, what: 'is not what its definition says', ...advice })
    else if (text === undefined) rmSync(join(root, path))
    else writeFileSync(join(root, path), text)
  }
  report('connector pages', problems)
}
