// What a model has to read before it does anything, and how long it takes to choose that: npm run bench -- tools
import { github } from '@sallyport/connectors/github'
import { googleDrive } from '@sallyport/connectors/google-drive'
import { linear } from '@sallyport/connectors/linear'
import { slack } from '@sallyport/connectors/slack'
import { stripe } from '@sallyport/connectors/stripe'
import type { Definition } from '@sallyport/definition'
import { createToolCatalog, overview, type ToolSubject, toolset } from '@sallyport/tools'
import { machine, writeSection } from './report.ts'

const DEFINITIONS: readonly Definition[] = [github, googleDrive, linear, slack, stripe]
const EVERYTHING = 10_000_000
const BUDGET = 4_000
const ROUNDS = 20

/** The connectors under so many accounts that there are at least so many operations, of which the rest is not open. */
function accounts(operations: number): ToolSubject[] {
  const subjects: ToolSubject[] = []
  let left = operations
  for (let account = 1; left > 0; account++) {
    for (const definition of DEFINITIONS) {
      const open = new Set<string>()
      for (const [entity, { actions }] of Object.entries(definition.entities)) {
        for (const action of Object.keys(actions)) if (left-- > 0) open.add(`${entity}.${action}`)
      }
      const name = `${definition.title} ${account}`
      subjects.push({
        id: name,
        name,
        definition,
        state: 'connected',
        allows: ({ entity, action }) => open.has(`${entity}.${action}`),
      })
    }
  }
  return subjects
}

function timed(work: () => unknown): number {
  const before = performance.now()
  work()
  return performance.now() - before
}

/** The median of some rounds, after the first, which makes and counts the texts. */
function warm(work: () => unknown): number {
  const times = Array.from({ length: ROUNDS }, () => timed(work)).toSorted((a, b) => a - b)
  return times[Math.floor(ROUNDS / 2)] ?? Number.NaN
}

function choiceRow(operations: number): string {
  const subjects = accounts(operations)
  const choose = (maxTokens: number) => toolset(createToolCatalog(subjects), { maxTokens })
  const firstMs = timed(() => choose(BUDGET))
  const cells = [
    operations,
    choose(EVERYTHING).tokens,
    choose(BUDGET).tokens,
    firstMs.toFixed(1),
    warm(() => choose(BUDGET)).toFixed(1),
    warm(() => choose(EVERYTHING)).toFixed(1),
  ]
  return `| ${cells.join(' | ')} |`
}

function connectorRow(definition: Definition): string {
  const subject: ToolSubject = { id: definition.slug, name: definition.title, definition, state: 'connected' }
  const catalog = createToolCatalog([subject])
  const direct = toolset(catalog, { maxTokens: EVERYTHING })
  const { tokens } = toolset(catalog, { maxTokens: 1_000 })
  const whole = overview(catalog, subject).tokens
  const cells = [definition.title, direct.operations, direct.tokens, tokens, whole, tokens + whole]
  return `| ${[...cells, ((tokens + whole) / direct.tokens).toFixed(2)].join(' | ')} |`
}

// Before anything else is counted, so that the first choice is one.
const choices = [50, 200, 1_000, 5_000].map(choiceRow)

const text = `Tokens (o200k) of names, descriptions and schemas, which a model reads with every turn. Direct: a tool for each
operation. Discovery: search, describe and execute; the overview is all that the connector can do, which a model may
ask for.

| connector | operations | direct | discovery | overview | both | of direct |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
${DEFINITIONS.map(connectorRow).join('\n')}

Over several accounts, for a budget of ${BUDGET.toLocaleString('en')} tokens, and what it takes to decide: the names of all tools are made, and their
texts counted as far as the budget goes. The first choice of a process makes the texts; warm figures are medians of ${ROUNDS}.
The last column is of a budget in which everything stands directly.

Measured on ${machine()}.

| operations | direct | chosen | first ms | warm ms | warm ms, all direct |
| ---: | ---: | ---: | ---: | ---: | ---: |
${choices.join('\n')}`
writeSection('Tools: what a model reads', text)
process.stdout.write(`${text}\n`)
