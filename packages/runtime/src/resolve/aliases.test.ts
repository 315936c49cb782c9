import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { weather } from '../testing/weather.ts'
import { unalias } from './aliases.ts'

const { list, create } = weather.entities.stations.actions

test('an alias is renamed, to a parameter or to an option of the call', () => {
  const given = { nation: 'pt', city: 'lisbon', per_page: 5, after: 'x', columns: ['id'] }
  const { params, options, problems } = unalias(list, given)
  assert.deepEqual(params, { country: 'pt', city: 'lisbon' })
  assert.deepEqual(options, { limit: 5, cursor: 'x', fields: ['id'] })
  assert.deepEqual(problems, [])
})

test('an alias of one operation is an ordinary name at another', () => {
  const { params } = unalias(create, { nation: 'pt', per_page: 5 })
  assert.deepEqual(params, { nation: 'pt', per_page: 5 })
})

for (const [given, meant] of [
  [['OPEN'], 'open'],
  [['CLOSED'], 'closed'],
  [['OPEN', 'CLOSED'], 'all'],
  [['closed', 'Open'], 'all'],
  [['OPEN', 'open'], 'open'],
  ['OPEN', 'open'],
  ['all', 'all'],
  [['all'], 'all'],
  [['MERGED'], 'MERGED'],
  [
    ['OPEN', 'MERGED'],
    ['OPEN', 'MERGED'],
  ],
  [[], []],
  [5, 5],
  [[5], [5]],
  [null, null],
  [{ a: 1 }, { a: 1 }],
] as const) {
  test(`the set ${JSON.stringify(given)} means ${JSON.stringify(meant)}`, () => {
    assert.deepEqual(unalias(list, { states: given }).params, { state: meant })
  })
}

for (const given of [
  { per_page: 5, limit: 5 },
  { limit: 5, per_page: 5, first: 5 },
  { nation: 'pt', country: 'pt' },
  { states: ['OPEN'], state: 'open' },
  { columns: ['id', 'name'], fields: ['id', 'name'] },
  { per_page: null, limit: 5 },
  { nation: undefined, country: 'pt' },
]) {
  test(`${Object.keys(given).join(' and ')} may be given together where they agree`, () => {
    assert.deepEqual(unalias(list, given).problems, [])
  })
}

for (const [given, field, named] of [
  [{ per_page: 5, limit: 6 }, 'params.limit', '"per_page" and "limit"'],
  [{ limit: 6, per_page: 5 }, 'params.limit', '"limit" and "per_page"'],
  [{ limit: 6, per_page: 5, first: 4 }, 'params.limit', '"limit" and "per_page" and "first"'],
  [{ nation: 'pt', country: 'es' }, 'params.country', '"nation" and "country"'],
  [{ nation: null, country: 'es' }, 'params.country', '"nation" and "country"'],
  [{ state: 'closed', states: ['OPEN'] }, 'params.state', '"state" and "states"'],
  [{ columns: ['id'], fields: ['id', 'name'] }, 'params.fields', '"columns" and "fields"'],
] as const) {
  test(`${named} that differ are one problem`, () => {
    const message = `${named} mean the same and differ. Give one of them.`
    assert.deepEqual(unalias(list, given).problems, [{ field, code: 'conflict', message }])
  })
}

test('an option that is null was not given; a parameter that is null was', () => {
  const { params, options } = unalias(list, { limit: null, per_page: null, fields: null, keeper: null })
  assert.deepEqual({ params, options }, { params: { keeper: null }, options: {} })
})

test('names of every object are names like others', () => {
  const { params } = unalias(list, JSON.parse('{"__proto__":{"city":"x"},"constructor":1,"toString":2}'))
  assert.deepEqual(Object.entries(params), [
    ['__proto__', { city: 'x' }],
    ['constructor', 1],
    ['toString', 2],
  ])
  assert.equal(params.city, undefined)
})

test('whatever is sent, what is neither alias nor undefined arrives as it was', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.anything()), (raw) => {
      const { params } = unalias(create, raw)
      const given = Object.entries(raw).filter(([name, value]) => value !== undefined && !isOption(name))
      assert.deepEqual(Object.entries(params), given)
    }),
  )
})

function isOption(name: string): boolean {
  return ['limit', 'cursor', 'fields'].includes(name)
}

test('a name that means nothing here is taken, whatever it says', () => {
  const operation = { ...list, aliases: { ...list.aliases, supports_all: null } }
  const { params, options, problems } = unalias(operation, { city: 'lisbon', supports_all: true })
  assert.deepEqual([params, options, problems], [{ city: 'lisbon' }, {}, []])
})
