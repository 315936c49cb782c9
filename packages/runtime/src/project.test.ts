import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { project } from './project.ts'

const issue = {
  number: 1,
  title: 'Rain',
  user: { login: 'ada', id: 7, plan: { name: 'free', space: 1 } },
  labels: [{ name: 'wet', color: 'blue' }, 'bug'],
  milestone: null,
}

for (const [select, kept] of [
  [['number'], { number: 1 }],
  [['user.login'], { user: { login: 'ada' } }],
  [['user.login', 'user.id'], { user: { login: 'ada', id: 7 } }],
  [['user.login', 'user'], { user: issue.user }],
  [['user', 'user.login'], { user: issue.user }],
  [['user.plan.name', 'title'], { user: { plan: { name: 'free' } }, title: 'Rain' }],
  [['labels.name'], { labels: [{ name: 'wet' }, 'bug'] }],
  [['milestone.title'], { milestone: null }],
  [['title.length'], { title: 'Rain' }],
  [['user.email'], { user: {} }],
  [['email'], {}],
  [['constructor', '__proto__', 'user.toString'], { user: {} }],
] as const) {
  test(`${select.join(' and ')} of an issue is selected`, () => {
    assert.deepEqual(project(issue, { select }), kept)
    assert.deepEqual(project([issue, issue], { select }), [kept, kept])
  })
}

for (const [exclude, kept] of [
  [['user', 'labels', 'milestone'], { number: 1, title: 'Rain' }],
  [['user.plan', 'user.id', 'labels', 'milestone'], { number: 1, title: 'Rain', user: { login: 'ada' } }],
  [
    ['user', 'user.id', 'labels.color', 'title', 'milestone'],
    { number: 1, labels: [{ name: 'wet' }, 'bug'] },
  ],
  [['email', 'user.email', 'title.length', '__proto__'], issue],
] as const) {
  test(`an issue is left without ${exclude.join(' and ')}`, () => {
    assert.deepEqual(project(issue, { exclude }), kept)
    assert.deepEqual(project([issue], { exclude }), [kept])
  })
}

test('what is selected wins over what is excluded', () => {
  assert.deepEqual(project(issue, { select: ['title'], exclude: ['title'] }), { title: 'Rain' })
})

test('without a choice all is kept', () => {
  for (const choice of [{}, { select: [] }, { exclude: [] }]) assert.equal(project(issue, choice), issue)
})

test('a field called __proto__ is a field like others', () => {
  const record = JSON.parse('{"__proto__":{"admin":true,"a":1},"b":2}')
  const kept = project(record, { select: ['__proto__.admin'] }) as object
  assert.equal(JSON.stringify(kept), '{"__proto__":{"admin":true}}')
  assert.ok(!('admin' in kept))
  assert.equal(JSON.stringify(project(record, { exclude: ['b'] })), '{"__proto__":{"admin":true,"a":1}}')
})

const names = fc.constantFrom('a', 'b', 'c', '__proto__')
const { record } = fc.letrec<{ value: unknown; record: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, 1, 'text', true),
    tie('record'),
    fc.array(tie('value'), { maxLength: 3 }),
  ),
  record: fc.dictionary(names, tie('value'), { maxKeys: 4 }),
}))
const records = fc.oneof(record, fc.array(record, { maxLength: 3 }))
const paths = fc.array(fc.array(names, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 })

test('a selection keeps a field exactly when a path leads to it, through it or over it', () => {
  fc.assert(
    fc.property(records, paths, (value, wanted) => {
      const kept = project(value, { select: wanted.map((path) => path.join('.')) })
      assert.deepEqual(places(kept), select(places(value), wanted))
    }),
  )
})

test('an exclusion drops a field exactly when a path leads to it or over it', () => {
  fc.assert(
    fc.property(records, paths, (value, unwanted) => {
      const kept = project(value, { exclude: unwanted.map((path) => path.join('.')) })
      const dropped = (names: string[]) => unwanted.some((path) => isPrefix(path, names))
      assert.deepEqual(
        places(kept),
        places(value).filter(({ names }) => !dropped(names)),
      )
    }),
  )
})

test('a projection is what a naive one makes, member for member', () => {
  fc.assert(
    fc.property(records, paths, (value, wanted) => {
      const names = wanted.map((path) => path.join('.'))
      assert.equal(
        JSON.stringify(project(value, { exclude: names })),
        JSON.stringify(naively(value, (way) => !wanted.some((path) => isPrefix(path, way)))),
      )
      const kept = naively(value, (way) => wanted.some((path) => isPrefix(path, way) || isPrefix(way, path)))
      assert.deepEqual(sorted(project(value, { select: names })), sorted(kept))
    }),
  )
})

/** Asks of every member by its whole way whether it stays, one at a time. */
function naively(
  value: unknown,
  stays: (way: readonly string[]) => boolean,
  way: readonly string[] = [],
): unknown {
  if (Array.isArray(value)) return value.map((item) => naively(item, stays, way))
  if (typeof value !== 'object' || value === null) return value
  const copy: Record<string, unknown> = Object.create(null)
  for (const [name, member] of Object.entries(value))
    if (stays([...way, name])) copy[name] = naively(member, stays, [...way, name])
  return copy
}

/** As text, whatever order members stand in. */
function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted)}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  return `{${Object.entries(value)
    .map(([name, member]) => `${name}:${sorted(member)}`)
    .sort()}}`
}

interface Place {
  /** The way to it, without the positions in lists. */
  readonly names: string[]
  readonly at: string
}

/** Every field of a value, in a fixed order. */
function places(value: unknown, names: string[] = [], at = ''): Place[] {
  if (typeof value !== 'object' || value === null) return [{ names, at: `${at}=${value}` }]
  const inside = Array.isArray(value)
    ? value.flatMap((item, index) => places(item, names, `${at}[${index}]`))
    : Object.keys(value).flatMap((name) =>
        places((value as Record<string, unknown>)[name], [...names, name], `${at}.${name}`),
      )
  return [{ names, at }, ...inside].sort((a, b) => (a.at < b.at ? -1 : 1))
}

function select(all: readonly Place[], wanted: readonly string[][]): Place[] {
  return all.filter(({ names }) => wanted.some((path) => isPrefix(path, names) || isPrefix(names, path)))
}

function isPrefix(shorter: readonly string[], longer: readonly string[]): boolean {
  return shorter.length <= longer.length && shorter.every((name, index) => name === longer[index])
}
