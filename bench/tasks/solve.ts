import {
  countTokens,
  searchAnswer,
  searchCatalog,
  type ToolCatalog,
  type ToolEntry,
  toolset,
} from '@sallyport/tools'
import type { Step, Task } from './task.ts'
import { CURSOR } from './tasks.ts'
import type { ThirdParties } from './third-parties.ts'
import { valueAt } from './value-at.ts'

export type Mode = 'direct' | 'discovery'

/** What it took to solve a task. */
export interface Solved {
  readonly isSolved: boolean
  /** Times that the model was asked, the last of them for its answer. */
  readonly turns: number
  /** Text of tools in every turn, and of each call and result once. */
  readonly tokens: number
}

const RESULT_TOKENS = 2_000
const MAX_TOKENS: Readonly<Record<Mode, number>> = { direct: 10_000_000, discovery: 1_500 }

export interface Bench {
  readonly catalog: ToolCatalog
  readonly thirdParties: ThirdParties
  readonly mode: Mode
  readonly toolTokens: number
}

export function benchOf(catalog: ToolCatalog, thirdParties: ThirdParties, mode: Mode): Bench {
  const { tokens, mode: made } = toolset(catalog, { maxTokens: MAX_TOKENS[mode] })
  if (made !== mode) throw new TypeError(`The tools are ${made}, not ${mode}.`)
  return { catalog, thirdParties, mode, toolTokens: tokens }
}

/**
 * Plays what a competent model does with the tools that it sees: by discovery it searches for what it does not know the
 * call of, once more in other words where that fails, and then executes.
 */
export async function solve(bench: Bench, task: Task): Promise<Solved> {
  const run = { turns: 1, tokens: 0, known: new Set<string>() }
  let records: readonly unknown[] = []
  for (const step of task.steps) {
    const entry = entryOf(bench.catalog, step.operation)
    if (entry === undefined || !knows(bench, run, { step, entry })) return solved(bench, run, false)
    if (step.wrongly !== undefined) {
      const { kind } = await call(bench, run, { entry, step, input: step.wrongly })
      if (kind !== 'correct') return solved(bench, run, false)
    }
    const outcome = await call(bench, run, { entry, step, input: step.input(records) })
    if (outcome.kind !== 'result') return solved(bench, run, false)
    records = recordsOf(outcome.data)
  }
  return solved(bench, run, true)
}

interface Run {
  turns: number
  tokens: number
  /** Names of tools that were read of. */
  readonly known: Set<string>
}

function solved({ toolTokens }: Bench, { turns, tokens }: Run, isSolved: boolean): Solved {
  return { isSolved, turns, tokens: tokens + turns * toolTokens }
}

/** The operation at the first account, which is the one that is meant. */
function entryOf({ entries }: ToolCatalog, operation: string): ToolEntry | undefined {
  return entries.find(
    ({ subject, entity, action }) => `${subject.definition.slug}.${entity}.${action}` === operation,
  )
}

function knows(
  { catalog, mode }: Bench,
  run: Run,
  { step, entry }: { readonly step: Step; readonly entry: ToolEntry },
): boolean {
  if (mode === 'direct') return true
  const several = catalog.subjects.length > 5
  for (const query of [step.words, `${entry.entity} ${entry.action}`]) {
    if (run.known.has(entry.name)) return true
    const connector = several ? entry.subject.id : undefined
    const { text, data } = searchAnswer(catalog, searchCatalog(catalog, { query, connector }), RESULT_TOKENS)
    for (const { tool } of data.matches) run.known.add(tool)
    run.turns += 1
    const asked = { query, connector: several ? entry.subject.name : null }
    run.tokens += countTokens(JSON.stringify({ name: 'search_tools', arguments: asked })) + countTokens(text)
  }
  return run.known.has(entry.name)
}

async function call(
  { thirdParties, mode }: Bench,
  run: Run,
  {
    entry,
    step,
    input,
  }: { readonly entry: ToolEntry; readonly step: Step; readonly input: Readonly<Record<string, unknown>> },
) {
  const outcome = await thirdParties.tool(step.operation).run(input)
  const made =
    mode === 'direct'
      ? { name: entry.name, arguments: input }
      : { name: 'execute', arguments: { tool: entry.name, params: input } }
  run.turns += 1
  run.tokens += countTokens(JSON.stringify(made)) + countTokens(outcome.text)
  return outcome
}

/** The records that a model sees in a result, and last what says where the next page begins. */
function recordsOf(data: unknown): readonly unknown[] {
  const result = valueAt(data, 'result')
  const cursor = { [CURSOR]: valueAt(data, CURSOR) }
  if (Array.isArray(result)) return [...result, cursor]
  const sample = valueAt(result, 'sample')
  return Array.isArray(sample) ? [...sample, cursor] : [result, cursor]
}
