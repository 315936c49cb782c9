import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ConnectorFinder } from './connector-finder.ts'

function finderOf(...ids: string[]) {
  let lookUps = 0
  const lookUp = async () => {
    lookUps++
    const id = ids.shift()
    if (id === undefined) throw new Error('none')
    return id
  }
  return { finder: new ConnectorFinder(lookUp), lookUps: () => lookUps }
}

test('callers at the same time share one look-up, and later ones need none', async () => {
  const { finder, lookUps } = finderOf('a')
  assert.deepEqual(await Promise.all([finder.get(), finder.get()]), ['a', 'a'])
  assert.equal(await finder.get(), 'a')
  assert.equal(lookUps(), 1)
})

test('who comes late with the news that a connector is gone does not cost its successor', async () => {
  const { finder, lookUps } = finderOf('a', 'b')
  await finder.get()
  finder.drop('a')
  assert.equal(await finder.get(), 'b')
  finder.drop('a')
  assert.equal(await finder.get(), 'b')
  assert.equal(lookUps(), 2)
})

test('a look-up that failed is tried again', async () => {
  const { finder, lookUps } = finderOf()
  await assert.rejects(finder.get(), /none/)
  await assert.rejects(finder.get(), /none/)
  assert.equal(lookUps(), 2)
})
