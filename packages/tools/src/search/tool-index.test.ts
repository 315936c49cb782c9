import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createToolCatalog } from '../tool-catalog.ts'
import type { ToolState } from '../tool-subject.ts'
import { practised } from './testing/practised.ts'
import { practisedCatalog } from './testing/practised-catalog.ts'
import { createToolIndex } from './tool-index.ts'

const catalog = practisedCatalog()
const index = createToolIndex(catalog)

test('an exact entity and action finds itself first', () => {
  for (const { subject, entity, action } of catalog.entries) {
    for (const query of [
      `${subject.definition.slug}.${entity}.${action}`,
      `${subject.definition.slug} ${entity} ${action}`,
    ]) {
      const [first] = index.search(query).matches
      assert.equal(
        `${first?.connectorType} ${first?.entity} ${first?.action}`,
        `${subject.definition.slug} ${entity} ${action}`,
        query,
      )
    }
  }
})

test('whatever is asked for, the answer is bounded, in order and says "nothing" exactly where it is empty', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.string({ unit: 'binary', maxLength: 2_000 }), words()),
      fc.integer(),
      (query, limit) => {
        const { matches, nothing, nearest } = index.search(query, { limit })
        assert.ok(matches.length <= 50 && nearest.length <= 3)
        assert.equal(nothing, matches.length === 0)
        assert.ok(nothing || nearest.length === 0)
        for (const [at, { score }] of matches.entries()) assert.ok(score <= (matches[at - 1]?.score ?? score))
      },
    ),
    { numRuns: 300 },
  )
})

test('case and white space make no difference', () => {
  fc.assert(
    fc.property(words(), fc.constantFrom(' ', '  ', '\n', '\t '), (query, space) => {
      const other = ` ${query.toUpperCase().split(' ').join(space)}${space}`
      assert.deepEqual(index.search(other), index.search(query))
    }),
    { numRuns: 200 },
  )
})

test('the order of connectors makes no difference', () => {
  const turned = createToolIndex({ ...catalog, entries: [...catalog.entries].reverse() })
  for (const query of ['close the issue', 'refund a payment', 'list files'])
    assert.deepEqual(turned.search(query), index.search(query))
})

test('one that is not connected is found as such, below the same of one that is', () => {
  const states: readonly [string, ToolState][] = [
    ['github', 'not_connected'],
    ['linear', 'connected'],
  ]
  const both = createToolIndex(
    createToolCatalog(
      practised.flatMap((definition) =>
        states
          .filter(([slug]) => slug === definition.slug)
          .map(([slug, state]) => ({ id: slug, name: slug, definition, state })),
      ),
    ),
  )
  const { matches } = both.search('create an issue')
  assert.deepEqual(
    matches.slice(0, 2).map(({ connector, state }) => [connector, state]),
    [
      ['linear', 'connected'],
      ['github', 'not_connected'],
    ],
  )
})

test('an operation that several accounts have is given once, through the one whose name is said', () => {
  const [github] = practised
  assert.ok(github)
  const several = createToolIndex(
    createToolCatalog(
      ['Acme', 'Globex', 'Initech'].map((name) => ({
        id: `id-${name}`,
        name,
        definition: github,
        state: 'connected',
      })),
    ),
  )
  const [first, second] = several.search('list the branches of globex').matches
  assert.equal(first?.connector, 'id-Globex')
  assert.deepEqual(first?.alsoIn, ['id-Acme', 'id-Initech'])
  assert.notEqual(`${second?.entity}.${second?.action}`, `${first?.entity}.${first?.action}`)
})

test('what nothing serves has the nearest with it, as far as there is one', () => {
  const { nothing, nearest } = index.search('delete a github gist')
  assert.equal(nothing, true)
  assert.ok(nearest.length > 0)
})

function words() {
  const known = [
    'list',
    'close',
    'the',
    'issue',
    'refund',
    'of',
    'pull',
    'requests',
    'slack',
    'who',
    'gist',
    'a-b',
    'x@y.z',
    '#12',
  ]
  return fc.array(fc.constantFrom(...known), { maxLength: 12 }).map((some) => some.join(' '))
}
