import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { toolText } from '../operation-tool.ts'
import { strictProblems } from '../testing/strict-words.ts'
import { answerQuery, type RowsAnswer, type TextAnswer } from './answer-query.ts'
import { tokensOf } from './count-json.ts'
import { countTokens } from './count-tokens.ts'
import { QUERY_SCHEMA, QUERY_TOOL } from './query-schema.ts'
import { readQuery } from './read-query.ts'
import { type Condition, OPERATORS } from './result-query.ts'

const people = [
  { id: 1, name: 'Ada', age: 36, tags: [{ name: 'math' }, { name: 'code' }], home: { city: 'London' } },
  { id: 2, name: 'Grace', age: 85, tags: [{ name: 'code' }], home: { city: 'New York' }, rank: 'admiral' },
  { id: 3, name: 'Emmy', age: 53, tags: [], home: { city: 'Erlangen' }, paid: '0.1' },
  { id: 4, name: 'Alan', age: 41, tags: [{ name: 'math' }], home: { city: 'London' }, paid: '0.20' },
]
const ask = (query: object, data: unknown = people, maxTokens = 2000) =>
  answerQuery(data, readQuery(query), maxTokens) as RowsAnswer
const ids = (query: object) => ask({ ...query, select: ['id'] }).rows.map((row) => (row as { id: number }).id)

describe('a filter', () => {
  const table: readonly (readonly [op: string, field: string, value: unknown, found: readonly number[]])[] = [
    ['eq', 'home.city', 'London', [1, 4]],
    ['eq', 'age', '53', [3]],
    ['eq', 'paid', 0.1, [3]],
    ['ne', 'home.city', 'London', [2, 3]],
    ['ne', 'rank', 'admiral', [1, 3, 4]],
    ['lt', 'age', 41, [1]],
    ['lte', 'age', 41, [1, 4]],
    ['gt', 'name', 'Ada', [2, 3, 4]],
    ['gte', 'age', '53', [2, 3]],
    ['contains', 'name', 'A', [1, 2, 4]],
    ['contains', 'tags.name', 'ma', [1, 4]],
    ['in', 'id', [1, '3', 9], [1, 3]],
    ['in', 'id', '[1, 3]', [1, 3]],
    ['in', 'id', 3, [3]],
    ['in', 'home.city', 'London, Erlangen', [1, 3, 4]],
    ['exists', 'rank', true, [2]],
    ['exists', 'rank', null, [2]],
    ['exists', 'rank', 'false', [1, 3, 4]],
    ['exists', 'rank', false, [1, 3, 4]],
    ['exists', 'nowhere', false, [1, 2, 3, 4]],
  ]
  for (const [op, field, value, found] of table)
    test(`${field} ${op} ${JSON.stringify(value)}`, () =>
      assert.deepEqual(ids({ filter: [{ field, op, value }] }), found))

  test('of several all have to hold', () => {
    const filter = [
      { field: 'tags.name', op: 'eq', value: 'math' },
      { field: 'age', op: 'lt', value: 40 },
    ]
    assert.deepEqual(ids({ filter }), [1])
  })
})

test('rows are sorted by several keys, and what lacks the first comes last in either order', () => {
  assert.deepEqual(ids({ sort: ['home.city', '-age'] }), [3, 4, 1, 2])
  assert.deepEqual(ids({ sort: ['rank'] }), [2, 1, 3, 4])
  assert.deepEqual(ids({ sort: ['-rank'] }), [2, 1, 3, 4])
})

test('texts of numbers are in the order of numbers, however long', () => {
  const amounts = ['9.50', '100.00', 20, 'none', '1152921504606846977', '1152921504606846976', '-3'].map(
    (amount) => ({ amount }),
  )
  const sorted = ask({ sort: ['amount'] }, amounts).rows.map((row) => (row as { amount: unknown }).amount)
  assert.deepEqual(sorted, ['-3', '9.50', 20, '100.00', '1152921504606846976', '1152921504606846977', 'none'])
  const paid = amounts.filter(({ amount }) => amount !== 'none')
  const [extremes] = ask({ measures: ['min(amount)', 'max(amount)'] }, paid).rows
  assert.deepEqual(extremes, { count: 6, 'min(amount)': '-3', 'max(amount)': '1152921504606846977' })
  const filter = [{ field: 'amount', op: 'gt', value: '99' }]
  assert.equal(ask({ filter }, paid).total, 3)
})

test('groups by a field that is called count have it, and are sorted only by what they have', () => {
  const rows = [{ count: 5 }, { count: 5 }, { count: 6 }]
  assert.deepEqual(ask({ group_by: ['count'], sort: ['count()'] }, rows).rows, [
    { count: 6, 'count()': 1 },
    { count: 5, 'count()': 2 },
  ])
  assert.throws(() => ask({ group_by: ['home.city'], measures: ['sum(age)'], sort: ['-sum(aeg)'] }), {
    code: 'invalid_params',
    fix: /home\.city, count, sum\(age\)/,
  })
})

test('a text is that of the first record in the order that was asked for, and one that is not there is no empty text', () => {
  const text = (query: object) => (ask({ text: 'name', ...query }) as unknown as TextAnswer).text
  assert.equal(text({ sort: ['-age'] }), 'Grace')
  assert.equal(text({ sort: ['-age'], offset: 1 }), 'Emmy')
  for (const none of [{ offset: 4 }, { text: 'rank' }])
    assert.throws(() => text(none), { code: 'invalid_params', act: 'agent', fix: /offset/ })
  assert.throws(() => text({ group_by: ['age'] }), { code: 'invalid_params', message: /group_by/ })
})

test('an empty "from" is as good as none', () => {
  assert.deepEqual(ask({ from: '' }, { id: 1 }).rows, [{ id: 1 }])
})

test('pages follow each other, and the last one says so', () => {
  const first = ask({ limit: 3 })
  assert.deepEqual([first.total, first.rows.length, first.next_offset], [4, 3, 3])
  const second = ask({ limit: 3, offset: 3 })
  assert.deepEqual([second.rows.length, second.next_offset], [1, null])
})

test('records are counted and measured by group, and texts of numbers count as numbers', () => {
  const grouped = { group_by: ['home.city'], measures: ['sum(age)', 'max(name)'] }
  assert.deepEqual(ask({ ...grouped, sort: ['-sum(age)'], limit: 1 }), {
    total: 3,
    offset: 0,
    rows: [{ 'home.city': 'New York', count: 1, 'sum(age)': 85, 'max(name)': 'Grace' }],
    next_offset: 1,
  })
  const all = { measures: ['sum(paid)', 'avg(age)'] }
  assert.deepEqual(ask(all).rows, [{ count: 4, 'sum(paid)': 0.3, 'avg(age)': 53.75 }])
})

test('values that are no numbers are in no sum, and are told of', () => {
  const { rows, skipped } = ask({ measures: ['sum(name)'] })
  assert.deepEqual([rows, skipped], [[{ count: 4, 'sum(name)': 0 }], { 'sum(name)': 4 }])
})

test('a list within a record is entered', () => {
  const { total, rows } = ask(
    { from: 'page.items', filter: [{ field: 'id', op: 'gt', value: 2 }], select: ['name'] },
    {
      page: { items: people },
    },
  )
  assert.deepEqual([total, rows], [2, [{ name: 'Emmy' }, { name: 'Alan' }]])
  assert.throws(() => ask({ from: 'page.itmes' }, { page: { items: people } }), {
    code: 'invalid_params',
    fix: /page\.items/,
  })
})

test('a field that no record has is refused with those there are, and not found in silence', () => {
  for (const query of [
    { filter: [{ field: 'nmae', op: 'eq', value: 1 }] },
    { sort: ['-nmae'] },
    { select: ['nmae'] },
    { group_by: ['nmae'] },
    { measures: ['sum(nmae)'] },
    { text: 'nmae' },
  ])
    assert.throws(() => ask(query), { code: 'invalid_params', act: 'agent', fix: /name, age/ })
})

test('a name that no query has is refused, and not passed over', () => {
  for (const query of [{ where: [] }, { filter: [{ field: 'id', op: 'eq', vlaue: 1 }] }])
    assert.throws(() => readQuery(query), { code: 'invalid_params', message: /not known; there are: f/ })
  assert.deepEqual(readQuery({ where: null }), readQuery({}))
})

test('what is no query is refused with everything that is wrong', () => {
  const bad = {
    filter: [{ field: 1, op: 'like' }],
    limit: 5000,
    select: 'name',
    sort: [1],
    measures: ['sum', 'mean(a)'],
  }
  assert.throws(
    () => readQuery(bad),
    (error: { readonly code: string; readonly problems: readonly { readonly field: string }[] }) => {
      assert.equal(error.code, 'invalid_params')
      const fields = error.problems.map(({ field }) => field).sort()
      assert.deepEqual(fields, [
        'filter.0.field',
        'filter.0.op',
        'limit',
        'measures.0',
        'measures.1',
        'select',
        'sort.0',
      ])
      return true
    },
  )
  for (const none of [null, 'all', [], 3]) assert.throws(() => readQuery(none), { code: 'invalid_params' })
})

test('a row that alone is over the budget is told with the sizes of its fields, and skipped by the next page', () => {
  const rows = [{ id: 1, body: 'word '.repeat(5000) }, { id: 2 }]
  const answer = ask({}, rows, 256)
  assert.deepEqual([answer.rows, answer.next_offset], [[], 1])
  assert.deepEqual(Object.keys(answer.too_large?.fields ?? {}), ['body', 'id'])
  assert.deepEqual(ask({ select: ['id'] }, rows, 256).rows, [{ id: 1 }, { id: 2 }])
})

test('a long text is read to its end, piece by piece, and nothing of it is lost', () => {
  const content = `${'<b>Line</b> with "quotes" and ünïcode 🏴‍☠️\n'.repeat(400)}end`
  let read = ''
  for (let start: number | null = 0; start !== null; ) {
    const answer = answerQuery(
      { content },
      readQuery({ text: 'content', text_start: start }),
      300,
    ) as TextAnswer
    assert.ok(tokensOf(answer) <= 300)
    assert.ok(answer.text.length > 0)
    read += answer.text
    start = answer.next_start
  }
  assert.equal(read, content)
})

test('of a row with very many values it is told where they are', () => {
  const items = Array.from({ length: 200_000 }, (_, id) => ({ id, a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7 }))
  const { too_large } = ask({}, { page: { items } }, 256)
  assert.deepEqual(Object.keys(too_large?.fields ?? {}), ['page', 'page.items'])
})

test('a list of texts is filtered by the empty path', () => {
  const filter = [{ field: '', op: 'contains', value: 'B' }]
  assert.deepEqual(ask({ filter }, ['a', 'b', 'ab']).rows, ['b', 'ab'])
})

test('a query that would keep the engine from everything else is refused in time', (t) => {
  const many = Array.from({ length: 100_000 }, (_, id) => ({ id, name: `Name ${id}`, tags: ['x', 'y'] }))
  const time = (what: string, query: object) => {
    const startedAt = performance.now()
    let end = 'answered'
    try {
      ask(query, many)
    } catch (error) {
      end = (error as { readonly code: string }).code
    }
    const ms = performance.now() - startedAt
    t.diagnostic(`${what}: ${end} after ${ms.toFixed(0)} ms`)
    assert.ok(ms < 5_000)
    return end
  }
  const wanted = Array.from({ length: 100 }, (_, at) => -at)
  const filter = [{ field: 'name', op: 'contains', value: '7' }]
  assert.equal(time('one filter and two keys', { filter, sort: ['-name', 'id'] }), 'answered')
  assert.equal(time('groups', { group_by: ['tags'], measures: ['sum(id)', 'max(name)'] }), 'answered')
  const all = Array.from({ length: 20 }, () => ({ field: 'id', op: 'ne', value: -1 }))
  assert.equal(time('twenty filters', { filter: all }), 'invalid_params')
  assert.equal(time('a hundred values', { filter: [{ field: 'id', op: 'in', value: wanted }] }), 'answered')
  const nowhere = Array.from({ length: 100 }, (_, at) => `nowhere${at}`)
  assert.equal(time('a hundred fields that are nowhere', { select: nowhere }), 'invalid_params')
})

/** Records over few names and values, so that conditions meet them. */
const anyValue = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constantFrom('a', 'b', 'ab', '3', null, true))
const anyRow = fc.record(
  {
    a: anyValue,
    b: fc.oneof(anyValue, fc.array(anyValue, { maxLength: 3 })),
    c: fc.array(fc.record({ d: anyValue }), { maxLength: 3 }),
  },
  { requiredKeys: [] },
)
const anyCondition = fc.record({
  field: fc.constantFrom('a', 'b', 'c.d'),
  op: fc.constantFrom(...OPERATORS.filter((op) => op !== 'in' && op !== 'exists')),
  value: anyValue,
})
type Row = { readonly a?: unknown; readonly b?: unknown; readonly c?: readonly { readonly d: unknown }[] }

/** The rules once more, in as few words as possible. */
function naively({ field, op, value }: Condition, row: Row): boolean {
  const there =
    field === 'c.d' ? (row.c ?? []).map(({ d }) => d) : field in row ? [row[field as 'a' | 'b']] : []
  const flat = there.flat()
  const number = (one: unknown) => (typeof one === 'number' ? one : one === '3' ? 3 : undefined)
  const same = (one: unknown) => one === value || (number(one) !== undefined && number(one) === number(value))
  if (op === 'eq') return flat.some(same)
  if (op === 'ne') return !flat.some(same)
  if (op === 'contains')
    return flat.some((one) =>
      typeof one === 'string' ? one.includes(String(value).toLowerCase()) : same(one),
    )
  return there.some((one) => {
    const [x, y] = [number(one), number(value)]
    const pair = x !== undefined && y !== undefined ? [x, y] : [one, value]
    const texts = typeof one === 'string' && typeof value === 'string'
    if (!texts && (x === undefined || y === undefined)) return false
    const [left, right] = pair as [number, number]
    return { lt: left < right, lte: left <= right, gt: left > right, gte: left >= right }[op as 'lt']
  })
}

test('every filter finds what a naive one finds', () => {
  fc.assert(
    fc.property(
      fc.array(anyRow, { maxLength: 20 }),
      fc.array(anyCondition, { maxLength: 3 }),
      (rows, filter) => {
        // Of fields that are nowhere there is no query.
        const everywhere = [...rows, { a: 'z', b: 'z', c: [{ d: 'z' }] }]
        const expected = everywhere.filter((row) => filter.every((condition) => naively(condition, row)))
        assert.deepEqual(ask({ filter, limit: 1000 }, everywhere, 50_000).rows, expected)
      },
    ),
    { numRuns: 1000 },
  )
})

test('pages within any budget together give every row once, in order', () => {
  const anyText = fc.string({ maxLength: 300 })
  fc.assert(
    fc.property(
      fc.array(fc.record({ id: fc.nat(), text: anyText }), { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 256, max: 1000 }),
      (rows, maxTokens) => {
        const seen: unknown[] = []
        for (let offset: number | null = 0; offset !== null; ) {
          const answer = ask({ offset, limit: 1000 }, rows, maxTokens)
          assert.ok(tokensOf(answer) <= maxTokens)
          if (answer.too_large !== undefined) seen.push(rows[offset])
          seen.push(...answer.rows)
          offset = answer.next_offset
        }
        assert.deepEqual(seen, rows)
      },
    ),
    { numRuns: 200 },
  )
})

test('the tool costs little, and has only the words that strict modes take', (t) => {
  const tokens = countTokens(toolText(QUERY_TOOL))
  t.diagnostic(`${tokens} tokens`)
  assert.ok(tokens <= 360)
  assert.deepEqual(strictProblems(QUERY_SCHEMA), [])
})
