import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Store, type Stored } from './store.ts'

const stored = (key: string, scope: readonly string[], title = key): Stored => ({
  key,
  scope,
  record: { key, title },
})
const keys = (found: readonly Stored[]) => found.map(({ key }) => key)

function filled() {
  const asked: string[] = []
  const store = new Store((resource, scope) => {
    asked.push([resource, ...scope].join('/'))
    return scope.length === 2 ? [stored(`${scope.join('-')}-1`, scope)] : []
  })
  return { store, asked }
}

test('a collection is filled when it is first asked for, and once', () => {
  const { store, asked } = filled()
  assert.deepEqual(keys(store.list('issues', ['acme', 'site'])), ['acme-site-1'])
  store.list('issues', ['acme', 'site'])
  assert.deepEqual(asked, ['issues/acme/site'])
})

test('a write before the first look keeps what was there', () => {
  const { store } = filled()
  store.put('issues', stored('new', ['acme', 'site']))
  assert.deepEqual(keys(store.list('issues', ['acme', 'site'])), ['acme-site-1', 'new'])
})

test('a shorter scope sees the collections below it and no others', () => {
  const { store } = filled()
  for (const scope of [
    ['acme', 'site'],
    ['acme', 'shop'],
    ['other', 'site'],
  ])
    store.put('issues', stored(`in ${scope.join(' ')}`, scope))
  assert.deepEqual(keys(store.list('issues', ['acme'])), [
    'acme-site-1',
    'in acme site',
    'acme-shop-1',
    'in acme shop',
  ])
  assert.equal(store.find('issues', ['acme'], 'in acme shop')?.scope[1], 'shop')
  assert.equal(store.find('issues', ['acme'], 'in other site'), undefined)
})

test('a scope is not mistaken for another whose texts run together', () => {
  const { store } = filled()
  store.put('issues', stored('one', ['a', 'b/c']))
  assert.deepEqual(keys(store.list('issues', ['a/b', 'c'])), ['a/b-c-1'])
})

test('a change keeps the place in the order, under another name too', () => {
  const { store } = filled()
  const scope = ['acme', 'site']
  const middle = store.put('labels', stored('middle', scope))
  store.put('labels', stored('last', scope))
  store.replace('labels', middle, stored('renamed', scope))
  assert.deepEqual(keys(store.list('labels', scope)), ['acme-site-1', 'renamed', 'last'])
  assert.equal(store.find('labels', scope, 'middle'), undefined)
})

test('the version grows with each change, and not with what is only discovered', () => {
  const { store } = filled()
  const scope = ['acme', 'site']
  const versions = [
    () => store.discover('repos', stored('found', scope)),
    () => store.put('repos', stored('made', scope)),
    () => store.remove('repos', stored('made', scope)),
  ].map((act) => {
    act()
    return store.version
  })
  assert.deepEqual(versions, [0, 1, 2])
  assert.equal(store.find('repos', scope, 'made'), undefined)
})
