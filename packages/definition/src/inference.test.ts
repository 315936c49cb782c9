import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FilledBy, RecordOf } from './definition.ts'
import { get, type Params } from './operation.ts'
import { stations } from './testing/stations.ts'

// The compiler runs these tests: where a line below `@ts-expect-error` is allowed, that comment is an error.

type Entities = typeof stations.entities
type StationList = Params<Entities['stations']['actions']['list']>
type Station = RecordOf<Entities['stations']>

test('parameters have the types that their schemas state', () => {
  const fit: StationList[] = [{ city: 'ghent' }, { city: 'ghent', state: 'all' }]
  const unfit: StationList[] = [
    // @ts-expect-error `city` is required.
    {},
    // @ts-expect-error `city` is text.
    { city: 9000 },
    // @ts-expect-error `state` has three values.
    { city: 'ghent', state: 'gone' },
    // @ts-expect-error There is no `town`.
    { city: 'ghent', town: 'ghent' },
  ]
  assert.equal(fit.length + unfit.length, 6)
})

test('an operation without parameters takes none', () => {
  type CityList = Params<Entities['cities']['actions']['list']>
  const none: CityList = {}
  // @ts-expect-error There is no `city`.
  const one: CityList = { city: 'ghent' }
  assert.notDeepEqual(none, one)
})

test('records have the types that their schema states', () => {
  const fit: Station[] = [
    { id: 1, city: 'ghent' },
    { id: 1, city: 'ghent', closed_at: null },
  ]
  const unfit: Station[] = [
    // @ts-expect-error `id` is a number.
    { id: '1', city: 'ghent' },
    // @ts-expect-error `city` is never null.
    { id: 1, city: null },
  ]
  // @ts-expect-error It may be null or missing.
  const closed: (string | undefined)[] = fit.map((station) => station.closed_at)
  assert.equal(closed.length, unfit.length)
})

test('a setting fills the parameters that it names, and no others', () => {
  const filled: FilledBy<typeof stations, 'place'>[] = [
    'city',
    // @ts-expect-error The setting `place` fills no `id`.
    'id',
  ]
  const unset: FilledBy<typeof stations, never>[] = [
    // @ts-expect-error Without a setting nothing is filled.
    'city',
  ]
  assert.equal(filled.length - unset.length, 1)
})

test('entities, actions, paths and methods keep their names', () => {
  const path: '/cities/{city}/stations' = stations.entities.stations.actions.list.path
  const built: { readonly method: 'GET'; readonly records: 'data' } = get('/things', { records: 'data' })
  // @ts-expect-error There is no entity `trees`.
  assert.equal(stations.entities.trees, undefined)
  // @ts-expect-error The action `list` of cities states no `records`.
  assert.equal(stations.entities.cities.actions.list.records, undefined)
  assert.deepEqual([path, built.method], ['/cities/{city}/stations', 'GET'])
})
