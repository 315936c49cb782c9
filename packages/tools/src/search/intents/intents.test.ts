import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Definition } from '@sallyport/definition'
import { practised } from '../testing/practised.ts'
import { halfOf, intents } from './index.ts'

test('every operation that an intent is labelled with exists', () => {
  const gone = intents.flatMap(({ says, serves }) =>
    serves.filter((name) => !exists(name)).map((name) => `${says}: ${name}`),
  )
  assert.deepEqual(gone, [])
})

test('there are enough intents of both kinds in both halves, each said once', () => {
  const served = intents.filter(({ serves }) => serves.length > 0)
  const unserved = intents.filter(({ serves }) => serves.length === 0)
  assert.ok(served.length >= 630 && unserved.length >= 190)
  for (const kind of [served, unserved]) {
    const share = kind.filter(({ says }) => halfOf(says) === 'held-out').length / kind.length
    assert.ok(share > 0.33 && share < 0.67, `${share} of them are held out`)
  }
  const texts = intents.map(({ says }) => says)
  assert.deepEqual(
    texts.filter((says, at) => texts.indexOf(says) < at),
    [],
  )
})

function exists(name: string): boolean {
  const [slug, entity = '', action = ''] = name.split('.')
  const definition: Definition | undefined = practised.find((one) => one.slug === slug)
  return definition?.entities[entity]?.actions[action] !== undefined
}
