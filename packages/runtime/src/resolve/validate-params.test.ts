import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Operation } from '@sallyport/definition'
import { params as schemaOf, weather } from '../testing/weather.ts'
import { validateParams } from './validate-params.ts'

const { list, create } = weather.entities.stations.actions
const { latest } = weather.entities.reports.actions
const LISBON = { country: 'pt', city: 'lisbon' }

function problemsOf(given: object, operation: Operation = list) {
  return validateParams(weather, operation, { ...given })
}

for (const [title, given] of [
  ['required alone', LISBON],
  ['all of them', { ...LISBON, state: 'all', height: 12, tags: ['a'], manned: false, keeper: 'Joe' }],
  ['the smallest and the largest', { ...LISBON, height: -500, tags: [] }],
  ['null where null may be', { ...LISBON, keeper: null, season: null }],
  ['falsy values', { country: '', city: '', height: 0, manned: false }],
  ['undefined in place of an optional one', { ...LISBON, height: undefined }],
] as const) {
  test(`parameters fit: ${title}`, () => {
    assert.deepEqual(problemsOf(given), [])
  })
}

const table: readonly (readonly [given: object, field: string, code: string, message: string])[] = [
  [{ height: '12' }, 'params.height', 'type', '"height" must be integer.'],
  [{ height: 1.5 }, 'params.height', 'type', '"height" must be integer.'],
  [{ height: Number.NaN }, 'params.height', 'type', '"height" must be integer.'],
  [{ height: null }, 'params.height', 'type', '"height" must be integer.'],
  [{ height: 9001 }, 'params.height', 'maximum', '"height" must be <= 9000.'],
  [{ height: -501 }, 'params.height', 'minimum', '"height" must be >= -500.'],
  [{ country: 5 }, 'params.country', 'type', '"country" must be string.'],
  [{ country: ['pt'] }, 'params.country', 'type', '"country" must be string.'],
  [{ manned: 'true' }, 'params.manned', 'type', '"manned" must be boolean.'],
  [{ tags: 'a' }, 'params.tags', 'type', '"tags" must be array.'],
  [{ tags: ['a', 5] }, 'params.tags.1', 'type', '"tags.1" must be string.'],
  [{ keeper: 5 }, 'params.keeper', 'type', '"keeper" must be string or null.'],
  [
    { keeper: 'x'.repeat(21) },
    'params.keeper',
    'maxLength',
    '"keeper" must NOT have more than 20 characters.',
  ],
  [{ state: 'opened' }, 'params.state', 'enum', '"state" must be one of: open, closed, all.'],
  [{ state: null }, 'params.state', 'enum', '"state" must be one of: open, closed, all.'],
  [{ season: 'fall' }, 'params.season', 'enum', '"season" must be one of: summer, winter, null.'],
  [{ since: 'yesterday' }, 'params.since', 'format', '"since" must match format "date-time".'],
  [{ heigth: 12 }, 'params', 'unknown', 'There is no parameter "heigth". Did you mean "height"?'],
  [{ limt: 12 }, 'params', 'unknown', 'There is no parameter "limt". Did you mean "limit"?'],
]

for (const [given, field, code, message] of table) {
  test(`${JSON.stringify(given)} is answered with: ${message}`, () => {
    const problems = problemsOf({ ...LISBON, ...given })
    assert.deepEqual(
      problems.map(({ details, ...problem }) => problem),
      [{ field, code, message }],
    )
  })
}

test('a missing parameter is named, with the setting that could supply it', () => {
  assert.deepEqual(problemsOf({ country: 'pt' }), [
    {
      field: 'params.city',
      code: 'missing',
      message: `"city" is required. Give it, or set "places" in the connector's configuration to one value.`,
    },
  ])
  assert.equal(problemsOf({}, create)[0]?.message, '"name" is required.')
})

test('allowed values and names come as data too', () => {
  const [state, season, extra] = [
    ...problemsOf({ ...LISBON, state: 'x' }),
    ...problemsOf({ ...LISBON, season: 'x' }),
    ...problemsOf({ ...LISBON, x: 1 }),
  ]
  assert.deepEqual(state?.details, { allowed: ['open', 'closed', 'all'] })
  assert.deepEqual(season?.details, { allowed: ['summer', 'winter', null] })
  assert.deepEqual(extra?.details, {
    allowed: [...Object.keys(list.params.properties), 'limit', 'cursor', 'fields'],
  })
})

test('an unknown parameter without a near miss is answered with those that are known', () => {
  const [problem] = problemsOf({ name: 'x', colour: 1 }, create)
  assert.equal(
    problem?.message,
    'There is no parameter "colour". Known: name, height, keeper, season, tags, manned, fields.',
  )
  assert.match(validateParams(weather, latest, { a: 1 })[0]?.message ?? '', /Known: fields\.$/)
})

test('all problems are listed at once', () => {
  const given = { country: 5, state: 'x', height: 'x', tags: [1, 'a', 2], colour: 1, __proto: 1 }
  assert.equal(problemsOf(given).length, 8)
})

for (const name of ['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty']) {
  test(`${name} is a parameter only where it is declared, and is missed where it is not given`, () => {
    const own = (value: unknown) => JSON.parse(JSON.stringify({ name: 'x', [`${name}`]: value }))
    const given = name === '__proto__' ? JSON.parse('{"name":"x","__proto__":1}') : own(1)
    assert.deepEqual(
      validateParams(weather, create, given).map(({ code }) => code),
      ['unknown'],
    )
    if (name === '__proto__') return
    const operation = { ...create, params: schemaOf({ [name]: { type: 'string' } }) }
    assert.deepEqual(validateParams(weather, operation, { [name]: 'x' }), [])
    assert.deepEqual(
      validateParams(weather, operation, {}).map(({ field, code }) => [field, code]),
      [[`params.${name}`, 'missing']],
    )
  })
}

const bounded: readonly (readonly [title: string, given: object])[] = [
  [
    '10,000 unknown parameters',
    Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`p${at}`, at])),
  ],
  ['a name of a megabyte', { ['x'.repeat(1_000_000)]: 1 }],
  ['a list with 100,000 wrong values', { tags: Array.from({ length: 100_000 }, () => 1) }],
  ['a value of a megabyte', { state: 'x'.repeat(1_000_000), since: '1'.repeat(1_000_000) }],
]

for (const [title, given] of bounded) {
  test(`the answer to ${title} is short`, () => {
    const problems = problemsOf({ ...LISBON, ...given })
    assert.ok(problems.length > 0 && problems.length <= 51)
    assert.ok(JSON.stringify(problems.map(({ details, ...problem }) => problem)).length < 30_000)
  })
}

test('of very many problems the first 50 are listed and the others counted', () => {
  const problems = problemsOf({ ...LISBON, tags: Array.from({ length: 1000 }, () => 1) })
  assert.equal(problems.length, 51)
  assert.deepEqual(problems[50], { field: 'params', code: 'more', message: 'And 951 more problems.' })
})

test('of half a million values the first that does not fit is found soon', () => {
  const started = performance.now()
  const problems = problemsOf({ ...LISBON, tags: Array.from({ length: 500_000 }, () => 1), nested: [[[1]]] })
  assert.equal(problems.length, 1)
  assert.ok(performance.now() - started < 5_000)
})
