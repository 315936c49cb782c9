import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DeploymentWatch } from './deployment-watch.ts'

const server = { system: '7100', timeline: 3, database: '5' }
const stored = { id: 'one', epoch: 7, sequence: 632, adopted: server, restored: false }

function watch() {
  const saved: number[] = []
  const watched = new DeploymentWatch({
    seen: undefined,
    onFailover: 'quarantine',
    monotonic: () => 0,
    save: async ({ sequence }) => void saved.push(sequence),
  })
  return { watched, saved }
}

test('an answer that another one has overtaken is no earlier state of the database', async () => {
  const { watched, saved } = watch()
  const [first, second] = [watched.begin(), watched.begin()]
  second({ ...stored, sequence: 633 }, server)
  first(stored, server)
  assert.equal(watched.reason(), undefined)
  await watched.close()
  assert.equal(saved.at(-1), 633, 'what was seen once stays seen')
})

test('an earlier state that is found after a later one was seen is a difference', () => {
  const { watched } = watch()
  watched.begin()({ ...stored, sequence: 633 }, server)
  watched.begin()(stored, server)
  assert.match(watched.reason() ?? '', /later changes are missing/)
})
