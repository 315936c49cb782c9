// The OpenAPI document and the routes that clients carry come from the table of operations.
//
//   node scripts/openapi.ts            says which of the two files is not what the table says
//   node scripts/openapi.ts --write    writes them
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openApi, routeModule } from '@sallyport/contract'
import { type Problem, report } from './problem.ts'
import { type Files, readRepository, root } from './repository.ts'

/** Path -> text as the table has it. */
function generatedFiles(files: Files): ReadonlyMap<string, string> {
  const { version } = JSON.parse(files.get('packages/contract/package.json') ?? '{}')
  const document = openApi({ version: String(version), url: '/' })
  return new Map([
    ['packages/contract/openapi.json', `${JSON.stringify(document, null, 2)}\n`],
    ['packages/contract/src/client-routes.ts', routeModule()],
  ])
}

/** Those that differ from the table. */
export function staleFiles(files: Files): Map<string, string> {
  return new Map([...generatedFiles(files)].filter(([path, text]) => files.get(path) !== text))
}

const advice = {
  why: 'Clients are made from the document, and call what is not there.',
  instead: 'Run "npm run openapi", which writes it from the table of operations.',
}

if (import.meta.main) {
  const stale = staleFiles(readRepository())
  const problems: Problem[] = []
  for (const [path, text] of stale) {
    if (process.argv.includes('--write')) writeFileSync(join(root, path), text)
    else problems.push({ path, what: 'is not what the table of operations says', ...advice })
  }
  report('openapi', problems)
}
