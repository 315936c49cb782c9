import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exposed } from './exposed.ts'
import { benchOf, type Mode, solve } from './solve.ts'
import { taken, tasks } from './tasks.ts'
import { startThirdParties } from './third-parties.ts'

test('the tasks are of five kinds, and fit into 50 operations', () => {
  assert.ok(tasks.length >= 60 && taken.size <= 50)
  assert.equal(new Set(tasks.map(({ kind }) => kind)).size, 5)
})

test('to find operations costs no more than to show 200 of them, and solves the same tasks', async (context) => {
  const catalog = exposed(200)
  const slice = tasks.filter((_, at) => at % 5 === 0)
  assert.equal(new Set(slice.map(({ kind }) => kind)).size, 5)
  const spent = { direct: 0, discovery: 0 }
  for (const mode of ['direct', 'discovery'] satisfies Mode[]) {
    const thirdParties = await startThirdParties()
    context.after(() => thirdParties.close())
    const bench = benchOf(catalog, thirdParties, mode)
    let turns = 0
    for (const task of slice) {
      const done = await solve(bench, task)
      assert.ok(done.isSolved, `${mode}: ${task.says}`)
      spent[mode] += done.tokens
      turns += done.turns
    }
    context.diagnostic(`${mode}: ${slice.length} tasks, ${spent[mode]} tokens, ${turns} turns`)
  }
  assert.ok(spent.discovery <= spent.direct)
})
