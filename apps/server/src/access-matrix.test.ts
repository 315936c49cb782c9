import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { type ApiOperation, operations } from '@sallyport/contract'
import { startConnecting } from './testing/connecting.ts'
import { makeWorld, runMatrix } from './testing/matrix/matrix.ts'
import { timings } from './testing/matrix/timing.ts'

const house = await startConnecting()
after(() => house.close())
const world = await makeWorld(house, 'matrix')
const tags = new Set(Object.values<ApiOperation>(operations).map(({ tag }) => tag))
/** All of it takes seconds, and minutes where the machine has much else to do. */
const SLOWEST_MS = 300_000

describe('every path, kind of token and id: exactly what the contract and the ownership allow is open', () => {
  let [total, milliseconds] = [0, 0]
  for (const tag of tags) {
    test(tag, { timeout: SLOWEST_MS }, async (t) => {
      const report = await runMatrix(world, { call: house.call, everyPath: true, tag })
      const verdicts = Object.entries(report.verdicts).map(([verdict, count]) => `${count} ${verdict}`)
      const succeeded = `${report.succeeded} of the open ones succeeded`
      t.diagnostic(`${report.cells} cells: ${verdicts.join(', ')}; ${succeeded}`)
      total += report.cells
      milliseconds += report.milliseconds
      assert.deepEqual(report.findings.slice(0, 40), [])
    })
  }
  after(() => console.log(`${total} cells in ${Math.round(milliseconds)} ms`))
})

describe('what is not yours takes as long to be refused as what is not there', () => {
  for (const tag of tags) {
    test(tag, { timeout: SLOWEST_MS }, async (t) => {
      const found = await timings(world, { call: house.call, repetitions: 15, tag })
      for (const { cell, foreignMs, absentMs } of found) {
        t.diagnostic(`${foreignMs.toFixed(2)} ms there, ${absentMs.toFixed(2)} ms not there: ${cell}`)
      }
      assert.deepEqual(
        found.filter(({ apart }) => apart),
        [],
      )
    })
  }
})
