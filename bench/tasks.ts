// What it costs to complete tasks with a tool for each operation and with tools to find them: npm run bench -- tasks
import { machine, writeSection } from './report.ts'
import { exposed } from './tasks/exposed.ts'
import { benchOf, type Mode, type Solved, solve } from './tasks/solve.ts'
import { tasks } from './tasks/tasks.ts'
import { startThirdParties } from './tasks/third-parties.ts'

const SIZES = [50, 200, 1_000]
const MODES: readonly Mode[] = ['direct', 'discovery']

const rows: string[] = []
for (const size of SIZES) {
  const catalog = exposed(size)
  const totals: Partial<Record<Mode, number>> = {}
  for (const mode of MODES) {
    // Each begins with the same records.
    const thirdParties = await startThirdParties()
    const bench = benchOf(catalog, thirdParties, mode)
    const all: Solved[] = []
    for (const task of tasks) {
      const done = await solve(bench, task)
      if (!done.isSolved) process.stdout.write(`not solved, ${mode}, ${size}: ${task.says}\n`)
      all.push(done)
    }
    await thirdParties.close()
    const tokens = all.reduce((sum, each) => sum + each.tokens, 0)
    totals[mode] = tokens
    const turns = all.reduce((sum, each) => sum + each.turns, 0)
    const solved = all.filter(({ isSolved }) => isSolved).length
    const ratio = totals.direct === undefined ? '' : (tokens / totals.direct).toFixed(3)
    const cells = [
      size,
      mode,
      `${solved} of ${tasks.length}`,
      bench.toolTokens,
      (turns / tasks.length).toFixed(2),
    ]
    rows.push(`| ${[...cells, Math.round(tokens / tasks.length), ratio].join(' | ')} |`)
  }
}
const table = [
  '| operations | tools | solved | tokens of the tools | turns a task | tokens a task | ratio |',
  '| ---: | --- | ---: | ---: | ---: | ---: | ---: |',
  ...rows,
].join('\n')
writeSection(
  'Tasks',
  `${tasks.length} tasks over the emulated third parties: to read, to follow what a record names, to page, to write, and to mend a
wrong call. A script does what a competent model would do with the tools that it sees; no model is asked. Tokens (o200k)
are the text of the tools in every turn, and each call and result once. What a vendor takes off for text that it has
cached is not counted.

Measured on ${machine()}.

${table}`,
)
process.stdout.write(`\n${table}\n`)
