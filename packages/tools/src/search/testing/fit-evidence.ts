// Fits the weights of evidence on the tuning half of the intents, and writes them:
//
//   node scripts/run.mjs packages/tools/src/search/testing/fit-evidence.ts
//
// Cross-validation tells first how well such a fit does on intents that it has not seen.

import { writeFileSync } from 'node:fs'
import { type Evidence, evidenceOf } from '../evidence.ts'
import { halfOf, intents } from '../intents/index.ts'
import { readQuery } from '../read-query.ts'
import { scoresOf } from '../score.ts'
import { createToolIndex, searchable } from '../tool-index.ts'
import { isFound } from './judge.ts'
import { fitLogistic, type Sample, surenessBy } from './logistic.ts'
import { practisedCatalog } from './practised-catalog.ts'

const FOLDS = 10
const WEIGHTS_FILE = new URL('../evidence-weights.ts', import.meta.url)

const catalog = practisedCatalog()
const { vocabulary, collection } = searchable(catalog)
const index = createToolIndex(catalog, { floor: 0 })

interface Labelled {
  readonly evidence: Evidence
  readonly isServed: boolean
  /** Whether the ranking has what serves it among the first five. */
  readonly isFound: boolean
}

const labelled = intents
  .filter(({ says }) => halfOf(says) === 'tuning')
  .map((intent): Labelled => {
    const query = readQuery(intent.says, vocabulary)
    const evidence = evidenceOf(query, scoresOf(query, collection), collection)
    return { evidence, isServed: intent.serves.length > 0, isFound: isFound(index, intent, 5) }
  })
const names = Object.keys(labelled[0]?.evidence ?? {}) as (keyof Evidence)[]

/** What is served and not found teaches nothing: the best operation is a wrong one. */
function samplesOf(some: readonly Labelled[]): Sample[] {
  return some
    .filter((each) => each.isServed === each.isFound)
    .map(({ evidence, isServed }) => ({ values: names.map((name) => evidence[name]), isTrue: isServed }))
}

const judged = Array.from({ length: FOLDS }, (_, fold) => {
  const model = fitLogistic(samplesOf(labelled.filter((_, at) => at % FOLDS !== fold)))
  return labelled
    .filter((_, at) => at % FOLDS === fold)
    .map((each) => ({
      ...each,
      sure: surenessBy(
        model,
        names.map((name) => each.evidence[name]),
      ),
    }))
}).flat()
const share = (of: typeof judged, test: (each: (typeof judged)[number]) => boolean) =>
  `${((100 * of.filter(test).length) / of.length).toFixed(1)} %`
const served = judged.filter(({ isServed }) => isServed)
const unserved = judged.filter(({ isServed }) => !isServed)
process.stdout.write(`ranked among the first five: ${share(served, ({ isFound }) => isFound)}\n`)
for (const floor of [0.4, 0.45, 0.5, 0.55, 0.6]) {
  const recall = share(served, ({ isFound, sure }) => isFound && sure >= floor)
  const nothing = share(unserved, ({ sure }) => sure < floor)
  process.stdout.write(`floor ${floor}: recall@5 ${recall}, correct "nothing" ${nothing}\n`)
}

const { base, weights } = fitLogistic(samplesOf(labelled))
const lines = names.map((name, at) => `  ${name}: ${Number((weights[at] ?? 0).toFixed(2))},`)
writeFileSync(
  WEIGHTS_FILE,
  `import type { Evidence } from './evidence.ts'

// Written by testing/fit-evidence.ts from the tuning half of the intents.

export const BASE = ${Number(base.toFixed(2))}

/** What each piece of evidence adds to the log-odds that something does what was asked for. */
export const EVIDENCE_WEIGHTS: Evidence = {
${lines.join('\n')}
}
`,
)
