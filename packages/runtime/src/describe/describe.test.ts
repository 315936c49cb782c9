import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Definition } from '@sallyport/definition'
import { parseConfig } from '../resolve/config.ts'
import { failureOf } from '../testing/failure-of.ts'
import { weather } from '../testing/weather.ts'
import { type DescribeOptions, describe } from './describe.ts'
import { MAX_CHARACTERS } from './less-detail.ts'

const everything = () => true
const about = (more: Partial<DescribeOptions> = {}) =>
  describe({ definition: weather, config: {}, allows: everything, ...more })

test('all entities are described with their actions, and how to call them', () => {
  const { connector_name, detail, entities, instructions, pagination } = about()
  assert.deepEqual([connector_name, detail], ['weather', 'full'])
  assert.deepEqual(
    entities.map(({ name, actions }) => [name, Object.keys(actions ?? {})]),
    [
      ['stations', ['list', 'get', 'create', 'update', 'delete']],
      ['reports', ['list', 'api_search', 'latest']],
    ],
  )
  assert.match(instructions, /execute/)
  assert.match(pagination, /end_cursor/)
})

test('one entity is described by itself', () => {
  const { entities } = about({ entity: 'reports' })
  assert.deepEqual(
    entities.map(({ name }) => name),
    ['reports'],
  )
})

test('a parameter has name, place, type, whether it is required, and what it may be', () => {
  const { params, paginated, effect } =
    about({ entity: 'stations' }).entities[0]?.actions?.list ?? assert.fail()
  const named = (name: string) => params.find((param) => param.name === name)
  assert.deepEqual(named('country'), { name: 'country', in: 'path', required: true, type: 'string' })
  assert.deepEqual(named('state'), {
    name: 'state',
    in: 'query',
    required: false,
    type: 'string',
    enum: ['open', 'closed', 'all'],
  })
  assert.equal(named('since')?.format, 'date-time')
  assert.deepEqual([named('keeper')?.type, named('keeper')?.nullable], ['string', true])
  assert.deepEqual([named('season')?.enum, named('season')?.nullable], [['summer', 'winter'], true])
  assert.deepEqual([named('tags')?.type, named('tags')?.items], ['array', { type: 'string' }])
  assert.deepEqual([named('limit')?.maximum, named('cursor')?.in], [100, 'query'])
  assert.deepEqual([paginated, effect], [true, 'read'])
  assert.deepEqual(
    params.slice(0, 2).map(({ required }) => required),
    [true, true],
  )
})

test('parameters of a write stand in its body', () => {
  const { params } = about({ entity: 'stations' }).entities[0]?.actions?.update ?? assert.fail()
  assert.deepEqual(
    params.slice(0, 2).map(({ name, in: place }) => [name, place]),
    [
      ['id', 'path'],
      ['height', 'body'],
    ],
  )
})

test('what the settings of the connector supply is not required', () => {
  const config = parseConfig(weather, { places: 'pt/lisbon' })
  const { params } = about({ entity: 'stations', config }).entities[0]?.actions?.list ?? assert.fail()
  const city = params.find(({ name }) => name === 'city')
  assert.deepEqual([city?.required, city?.default], [false, 'lisbon'])
})

test('what the caller may not do is not there, and neither is an entity of which nothing is left', () => {
  const reading = about({ allows: ({ operation }) => operation.effect === 'read' })
  assert.deepEqual(Object.keys(reading.entities[0]?.actions ?? {}), ['list', 'get'])
  const stations = about({ allows: ({ entity }) => entity === 'stations' })
  assert.deepEqual(
    stations.entities.map(({ name }) => name),
    ['stations'],
  )
  const error = failureOf(() => about({ entity: 'reports', allows: ({ entity }) => entity === 'stations' }))
  assert.deepEqual([error.code, error.fix], ['unknown_entity', 'Use one of: stations.'])
})

test('an unknown entity is answered with the near miss', () => {
  assert.match(failureOf(() => about({ entity: 'station' })).message, /Did you mean "stations"\?/)
})

/** A definition with so many entities, each with the actions of stations. */
function many(count: number): Definition {
  const names = Array.from({ length: count }, (_, index) => `entity_with_a_long_name_${index}`)
  return { ...weather, entities: Object.fromEntries(names.map((name) => [name, weather.entities.stations])) }
}

for (const [count, detail] of [
  [2, 'full'],
  [33, 'without_descriptions'],
  [38, 'parameters_by_name'],
  [200, 'actions_by_name'],
  [2_000, 'names'],
  [20_000, 'names'],
] as const) {
  test(`${count} entities are described ${detail}, within the bound`, () => {
    const description = about({ definition: many(count) })
    assert.equal(description.detail, detail)
    assert.ok(JSON.stringify(description).length <= MAX_CHARACTERS + 100)
    assert.ok(description.entities.length > 0)
  })
}
