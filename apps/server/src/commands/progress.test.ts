import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createProgress } from './progress.ts'

function screenOf(isTTY: boolean) {
  const written: string[] = []
  return { written, screen: { isTTY, columns: 60, write: (text: string) => written.push(text) } }
}

test('on a terminal the bar is drawn in one place, ten times a second at most, and its end stands', () => {
  const { written, screen } = screenOf(true)
  let now = 0
  const progress = createProgress(screen, 'keys', () => now)
  for (let done = 0; done <= 100; done++) {
    progress.show(done, 100)
    now += 10
  }
  progress.end()
  assert.equal(written.length, 11 + 1 + 1)
  assert.ok(written.slice(0, -1).every((text) => text.startsWith('\r\u001b[K') && !text.includes('\n')))
  assert.equal(written.at(-2), `\r\u001b[K[${'#'.repeat(30)}] keys: 100 of 100 (100 %)`)
})

test('elsewhere it is a line every five seconds, and the last one', () => {
  const { written, screen } = screenOf(false)
  let now = 0
  const progress = createProgress(screen, 'keys', () => now)
  for (let done = 0; done <= 10; done++) {
    progress.show(done, 10)
    now += 1000
  }
  progress.end()
  assert.deepEqual(written, [
    'keys: 0 of 10 (0 %)\n',
    'keys: 5 of 10 (50 %)\n',
    'keys: 10 of 10 (100 %)\n',
    'keys: 10 of 10 (100 %)\n',
  ])
})

test('nothing was there to do: the whole of nothing is done', () => {
  const { written, screen } = screenOf(false)
  createProgress(screen, 'keys', () => 0).show(0, 0)
  assert.deepEqual(written, ['keys: 0 of 0 (100 %)\n'])
})
