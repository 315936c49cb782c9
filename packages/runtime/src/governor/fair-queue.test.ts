import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { FairQueue } from './fair-queue.ts'

interface Item {
  readonly caller: string
  readonly nth: number
}

function queueOf(callers: readonly string[]): { queue: FairQueue<Item>; items: Item[] } {
  const queue = new FairQueue<Item>()
  const items = callers.map((caller, nth) => ({ caller, nth }))
  for (const item of items) queue.push(item.caller, item)
  return { queue, items }
}

function drain(queue: FairQueue<Item>): Item[] {
  const served: Item[] = []
  for (let item = queue.shift(); item !== undefined; item = queue.shift()) served.push(item)
  return served
}

const callers = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 60 })

test('one that waits is not behind the thousand of another', () => {
  const { queue } = queueOf([...Array.from({ length: 1000 }, () => 'busy'), 'single'])
  assert.deepEqual([queue.shift()?.caller, queue.shift()?.caller], ['busy', 'single'])
})

test('whoever waits is served within one round of the callers, and each in the order it came', () => {
  fc.assert(
    fc.property(callers, (names) => {
      const { queue } = queueOf(names)
      const served = drain(queue)
      assert.equal(served.length, names.length)
      for (const caller of new Set(names)) {
        const places = served.flatMap((item, place) => (item.caller === caller ? [place] : []))
        const order = places.map((place) => served[place]?.nth)
        assert.deepEqual(
          order,
          [...order].sort((a = 0, b = 0) => a - b),
        )
        places.forEach((place, nth) => {
          const between = served.slice(nth === 0 ? 0 : (places[nth - 1] ?? 0) + 1, place)
          assert.equal(new Set(between.map((item) => item.caller)).size, between.length)
        })
      }
    }),
  )
})

test('who is ahead of a new item is who is served before it', () => {
  fc.assert(
    fc.property(callers, fc.nat({ max: 10 }), fc.constantFrom('a', 'c', 'new'), (names, gone, caller) => {
      const { queue } = queueOf(names)
      for (let nth = 0; nth < gone; nth++) queue.shift()
      const ahead = [...queue.ahead(caller)]
      const item = { caller, nth: -1 }
      queue.push(caller, item)
      const served = drain(queue)
      assert.deepEqual(new Set(ahead), new Set(served.slice(0, served.indexOf(item))))
    }),
  )
})

test('what is taken out is served never, and everything else once', () => {
  fc.assert(
    fc.property(callers, fc.array(fc.nat({ max: 59 }), { maxLength: 20 }), (names, places) => {
      const { queue, items } = queueOf(names)
      const removed = new Set(places.map((place) => items[place]).filter((item) => item !== undefined))
      for (const item of removed) {
        assert.equal(queue.remove(item.caller, item), true)
        assert.equal(queue.remove(item.caller, item), false)
      }
      assert.equal(queue.size, names.length - removed.size)
      assert.deepEqual(new Set(drain(queue)), new Set(items.filter((item) => !removed.has(item))))
      assert.equal(queue.size, 0)
    }),
  )
})
