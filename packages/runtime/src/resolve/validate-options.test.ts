import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Operation } from '@sallyport/definition'
import { weather } from '../testing/weather.ts'
import { readOptions } from './validate-options.ts'

const { list, get } = weather.entities.stations.actions
const unpagedList = weather.entities.reports.actions.list
const wholeWrite: Operation = { ...unpagedList, effect: 'write' }

test('limit, cursor and fields are read', () => {
  const { options, problems } = readOptions(list, { limit: 5, cursor: 'x', fields: ['id'] })
  assert.deepEqual(options, {
    limit: 5,
    cursor: 'x',
    fields: { select: ['id'] },
    file: undefined,
    range: undefined,
  })
  assert.deepEqual(problems, [])
})

test('fields may come as lists of names, as one generation of clients sends them', () => {
  const { options } = readOptions(get, { fields: [['user', 'login'], 'id'] })
  assert.deepEqual(options.fields, { select: ['user.login', 'id'] })
})

test('fields beside the parameters win over those among them', () => {
  const beside = { select: ['name'], exclude: ['body'] }
  assert.deepEqual(readOptions(get, { fields: ['id'] }, beside).options.fields, beside)
  const { fields } = readOptions(get, { fields: ['id'] }, { exclude: ['body'] }).options
  assert.deepEqual(fields, { select: ['id'], exclude: ['body'] })
})

const wrong: readonly (readonly [operation: Operation, given: object, field: string, code: string])[] = [
  [list, { limit: 0 }, 'params.limit', 'range'],
  [list, { limit: -1 }, 'params.limit', 'range'],
  [list, { limit: 101 }, 'params.limit', 'range'],
  [list, { limit: 1.5 }, 'params.limit', 'range'],
  [list, { limit: '5' }, 'params.limit', 'range'],
  [list, { limit: Number.NaN }, 'params.limit', 'range'],
  [list, { limit: Number.POSITIVE_INFINITY }, 'params.limit', 'range'],
  [get, { limit: 5 }, 'params.limit', 'unknown'],
  [unpagedList, { limit: 0 }, 'params.limit', 'range'],
  [unpagedList, { limit: 1001 }, 'params.limit', 'range'],
  [wholeWrite, { limit: 5 }, 'params.limit', 'unknown'],
  [wholeWrite, { cursor: 'x' }, 'params.cursor', 'unknown'],
  [list, { cursor: '' }, 'params.cursor', 'type'],
  [list, { cursor: 5 }, 'params.cursor', 'type'],
  [list, { cursor: 'x'.repeat(40_000) }, 'params.cursor', 'type'],
  [get, { cursor: 'x' }, 'params.cursor', 'unknown'],
  [get, { fields: 'id' }, 'params.fields', 'type'],
  [get, { fields: [5] }, 'params.fields', 'type'],
  [get, { fields: [''] }, 'params.fields', 'type'],
  [get, { fields: [[]] }, 'params.fields', 'type'],
  [get, { fields: [['a', 5]] }, 'params.fields', 'type'],
  [get, { fields: [[['a']]] }, 'params.fields', 'type'],
  [get, { fields: ['x'.repeat(501)] }, 'params.fields', 'type'],
  [get, { fields: Array(201).fill('id') }, 'params.fields', 'type'],
  [get, { fields: {} }, 'params.fields', 'type'],
]

for (const [operation, given, field, code] of wrong) {
  test(`${operation.path} refuses ${JSON.stringify(given).slice(0, 40)}`, () => {
    const { problems } = readOptions(operation, { ...given })
    assert.deepEqual(
      problems.map((problem) => [problem.field, problem.code]),
      [[field, code]],
    )
  })
}

test('the largest limit is told', () => {
  const { problems } = readOptions(list, { limit: 101 })
  assert.equal(problems[0]?.message, '"limit" must be a whole number from 1 to 100.')
})

test('a list that comes whole is given in parts like any other', () => {
  const { options, problems } = readOptions(unpagedList, { limit: 5, cursor: 'x' })
  assert.deepEqual([options.limit, options.cursor, problems], [5, 'x', []])
})

test('fields beside the parameters are checked too, for they may come from a program without types', () => {
  const beside = { select: 'id', exclude: [1] } as unknown as { select: string[]; exclude: string[] }
  assert.deepEqual(
    readOptions(get, {}, beside).problems.map(({ field }) => field),
    ['fields.select', 'fields.exclude'],
  )
})
