import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InTurn } from './in-turn.ts'

test('what has one key runs in the order of arrival and never together; other keys do not wait', async () => {
  const turns = new InTurn()
  const log: string[] = []
  const work = (name: string, milliseconds: number) => async () => {
    log.push(`${name} begins`)
    await new Promise((resolve) => setTimeout(resolve, milliseconds))
    log.push(`${name} ends`)
    if (name === 'a1') throw new Error('a1 failed')
  }
  const first = turns.run('a', work('a1', 30))
  const others = [turns.run('a', work('a2', 1)), turns.run('b', work('b1', 5))]
  await assert.rejects(first, /a1 failed/)
  await Promise.all(others)
  assert.deepEqual(log, ['a1 begins', 'b1 begins', 'b1 ends', 'a1 ends', 'a2 begins', 'a2 ends'])
})
