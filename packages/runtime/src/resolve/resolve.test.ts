import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SallyportError } from '@sallyport/errors'
import fc from 'fast-check'
import { failureOf } from '../testing/failure-of.ts'
import { weather, weatherCall } from '../testing/weather.ts'
import type { CallRequest } from './resolved-call.ts'

const LISBON = { country: 'pt', city: 'lisbon' }
const list = (rest: Partial<CallRequest>): CallRequest => ({ entity: 'stations', action: 'list', ...rest })

test('a call that fits is resolved to all that its later stages need', () => {
  const fields = { select: ['id'] }
  const call = weatherCall(list({ params: { ...LISBON, states: ['OPEN'], per_page: 5 }, fields }))
  assert.deepEqual(
    { ...call },
    {
      definition: weather,
      config: {},
      entity: 'stations',
      action: 'list',
      operation: weather.entities.stations.actions.list,
      params: { ...LISBON, state: 'open' },
      limit: 5,
      cursor: undefined,
      fields,
      file: undefined,
      range: undefined,
    },
  )
})

test('limit and cursor mean the same beside the parameters and among them', () => {
  const beside = weatherCall(list({ params: LISBON, limit: 5, cursor: 'x' }))
  const among = weatherCall(list({ params: { ...LISBON, limit: 5, cursor: 'x' } }))
  assert.deepEqual({ ...beside }, { ...among })
})

test('what stands beside the parameters replaces the same name among them, and contradicts its aliases', () => {
  assert.equal(weatherCall(list({ params: { ...LISBON, limit: 5 }, limit: 6 })).limit, 6)
  const error = failureOf(() => weatherCall(list({ params: { ...LISBON, per_page: 5 }, limit: 6 })))
  assert.deepEqual(
    error.problems.map(({ code }) => code),
    ['conflict'],
  )
})

test('settings supply what the caller left out', () => {
  assert.deepEqual({ ...weatherCall(list({}), { places: 'pt/lisbon' }).params }, LISBON)
})

test('all that is wrong with a call is said at once', () => {
  const params = { country: 5, state: 'x', heigth: 1, limit: 500, columns: 'id', after: 'x', cursor: 'y' }
  const error = failureOf(() => weatherCall(list({ params })))
  assert.equal(error.code, 'invalid_params')
  assert.deepEqual(error.problems.map(({ code }) => code).sort(), [
    'conflict',
    'enum',
    'missing',
    'range',
    'type',
    'type',
    'unknown',
  ])
  assert.ok(error.message.startsWith('stations.list: '))
  for (const problem of error.problems) assert.ok(error.message.includes(problem.message))
})

test('the answer to a hostile call is bounded', () => {
  for (const size of [4_000, 10_000]) {
    const params = Object.fromEntries(Array.from({ length: size }, (_, at) => [`${at}`.repeat(50), at]))
    const error = failureOf(() => weatherCall(list({ params })))
    assert.ok(error.problems.length > 0 && error.problems.length <= 51)
    assert.ok(error.message.length < 30_000)
  }
})

const operations = Object.entries(weather.entities).flatMap(([entity, { actions }]) =>
  Object.keys(actions).map((action) => ({ entity, action })),
)
const known = ['id', 'name', 'states', 'state', 'limit', 'cursor', 'fields', 'per_page', 'columns', 'tags']
const names = fc.oneof(
  fc.string(),
  fc.constantFrom(...known, 'country', 'city', '__proto__', 'constructor', 'toString'),
)
const anything = fc.anything({
  withBigInt: true,
  withNullPrototype: true,
  withDate: true,
  withSparseArray: true,
})

test('whatever parameters are sent, a call is resolved or refused with one of our errors', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...operations),
      fc.array(fc.tuple(names, anything), { maxLength: 8 }),
      (operation, entries) => {
        try {
          weatherCall({ ...operation, params: Object.fromEntries(entries) })
        } catch (error) {
          assert.ok(SallyportError.isInstance(error), String(error))
          assert.ok(error.problems.length > 0)
        }
      },
    ),
    { numRuns: 1000 },
  )
})

test('whatever stands in place of the parameters, nothing but one of our errors is thrown', () => {
  fc.assert(
    fc.property(fc.constantFrom(...operations), anything, (operation, params) => {
      try {
        weatherCall({ ...operation, params: params as Record<string, unknown> })
      } catch (error) {
        assert.ok(SallyportError.isInstance(error), String(error))
      }
    }),
  )
})
