import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, type TestContext, test } from 'node:test'
import { Secret } from '@sallyport/errors'
import { systemEdge } from './edge.ts'
import { createLog } from './log.ts'
import { makeTemporaryFolder } from './temporary-folder.ts'
import { createCaller } from './testing/caller.ts'
import { startConnecting } from './testing/connecting.ts'
import { HOLES, type Hole, SLOW_HOLE } from './testing/matrix/holes.ts'
import { makeWorld, runMatrix } from './testing/matrix/matrix.ts'
import { timings } from './testing/matrix/timing.ts'
import { undo } from './testing/undo.ts'
import { startEngine } from './wire.ts'

const house = await startConnecting()
const folder = await makeTemporaryFolder()
after(async () => {
  await house.close()
  await folder.remove()
})

/** Another engine on the same database, whose parts have that mistake. */
async function withHole(t: TestContext, hole: Pick<Hole, 'name' | 'plant'>) {
  const world = await makeWorld(house, hole.name)
  const { host, port, user, database } = house.engine.database
  const url = `postgres://${user}@/${database}?host=${encodeURIComponent(host)}&port=${port}`
  const config = {
    ...house.config,
    databaseUrl: new Secret(url),
    dataDirectory: join(folder.path, hole.name.replaceAll(' ', '-')),
  }
  const planted = hole.plant(world)
  const engine = await startEngine({ config, edge: systemEdge, log: createLog('silent'), planted })
  undo(t, () => engine.close())
  return { world, call: createCaller(engine.url, house.application).call }
}

/** A whole run of the matrix takes seconds, and minutes where the machine has much else to do. */
const SLOWEST_MS = 300_000

for (const hole of HOLES) {
  test(`the matrix finds ${hole.name}`, { timeout: SLOWEST_MS }, async (t) => {
    const { world, call } = await withHole(t, hole)
    const { cells, findings } = await runMatrix(world, {
      call,
      everyPath: false,
      closedOnly: true,
      operation: hole.operation,
    })
    const found = [...new Set(findings.map(({ cell }) => cell))]
    t.diagnostic(`${found.length} of ${cells} cells, such as: ${found[0]}`)
    assert.ok(found.length > 0, 'nothing was found')
  })
}

test('the comparison of times finds what takes longer for what is there', {
  timeout: SLOWEST_MS,
}, async (t) => {
  const { world, call } = await withHole(t, SLOW_HOLE)
  const apart = (await timings(world, { call, repetitions: 15, operation: SLOW_HOLE.operation })).filter(
    (timing) => timing.apart,
  )
  for (const { cell, foreignMs, absentMs } of apart) {
    t.diagnostic(`${foreignMs.toFixed(1)} ms there, ${absentMs.toFixed(1)} ms not there: ${cell}`)
  }
  assert.ok(apart.length > 0 && apart.every(({ cell }) => cell.includes('getConnector')))
})

test('nothing is found where nothing was planted', { timeout: SLOWEST_MS }, async (t) => {
  const { world, call } = await withHole(t, { name: 'no mistake', plant: () => ({}) })
  for (const operation of new Set(HOLES.map((hole) => hole.operation)))
    assert.deepEqual((await runMatrix(world, { call, everyPath: false, operation })).findings, [])
})
