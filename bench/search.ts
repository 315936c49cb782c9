// How well and how fast operations are found by words: npm run bench -- search

import { github } from '@sallyport/connectors/github'
import type { Definition, Entity } from '@sallyport/definition'
import { createToolCatalog, createToolIndex, type ToolSubject } from '@sallyport/tools'
import { machine, writeSection } from './report.ts'

const SIZES = [50, 200, 1_000, 5_000]
const ROUNDS = 200
const QUERIES = [
  'close the ticket that bob opened',
  'which repositories changed last week',
  'book a flight to lisbon',
  'mrege the pull request',
  'send the invoice to the customer and add a note',
]

/** Definitions that differ, since operations that several accounts have are ranked once. */
function different(operations: number): ToolSubject[] {
  const subjects: ToolSubject[] = []
  let left = operations
  for (let at = 0; left > 0; at++) {
    const entities: Record<string, Entity> = {}
    for (const [name, entity] of Object.entries(github.entities) as [string, Entity][]) {
      const actions = Object.entries(entity.actions).slice(0, left)
      left -= actions.length
      if (actions.length > 0) entities[`${name}_${at}`] = { ...entity, actions: Object.fromEntries(actions) }
    }
    const definition: Definition = { ...github, slug: `type-${at}`, title: `Type ${at}`, entities }
    subjects.push({ id: `${at}`, name: `Type ${at}`, definition, state: 'connected' })
  }
  return subjects
}

function timed(work: () => unknown): number {
  const before = performance.now()
  work()
  return performance.now() - before
}

function row(operations: number): string {
  const catalog = createToolCatalog(different(operations))
  const first = timed(() => createToolIndex(catalog))
  const again = timed(() => createToolIndex(catalog))
  const index = createToolIndex(catalog)
  for (const query of QUERIES) index.search(query)
  const times = Array.from({ length: ROUNDS }, (_, at) =>
    timed(() => index.search(QUERIES[at % QUERIES.length] ?? '')),
  ).toSorted((a, b) => a - b)
  const at = (share: number) => (times[Math.floor(share * ROUNDS)] ?? Number.NaN).toFixed(2)
  return `| ${[catalog.entries.length, first.toFixed(1), again.toFixed(1), at(0.5), at(0.99)].join(' | ')} |`
}

createToolIndex(createToolCatalog(different(200))).search('warm up')
const table = [
  '| operations | ms to make the index, first | again | p50 ms a search | p99 ms |',
  '| ---: | ---: | ---: | ---: | ---: |',
  ...SIZES.map(row),
].join('\n')
writeSection(
  'Search',
  `Finding operations by words, all of them different. How well it finds is measured by the tests, on labelled intents.

Measured on ${machine()}.

${table}`,
)
process.stdout.write(`\n${table}\n`)
