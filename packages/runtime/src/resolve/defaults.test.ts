import assert from 'node:assert/strict'
import { test } from 'node:test'
import { params, weather } from '../testing/weather.ts'
import { withDefaults } from './defaults.ts'
import { resolve } from './resolve.ts'

const { get } = weather.entities.stations.actions
const operation = {
  ...get,
  params: params({
    id: { type: 'string' },
    'unit?': { type: 'string', default: 'metric' },
    'raw?': { default: false },
  }),
}

test('what a schema states as its default is sent where nothing was given, and only there', () => {
  assert.deepEqual(withDefaults(operation, { id: 'x' }), { id: 'x', unit: 'metric', raw: false })
  assert.deepEqual(withDefaults(operation, { id: 'x', unit: null, raw: true }), {
    id: 'x',
    unit: null,
    raw: true,
  })
})

test('a default is checked like what is given', () => {
  const stations = { ...weather.entities.stations, actions: { get: operation } }
  const definition = { ...weather, entities: { stations } }
  const call = resolve({ definition, config: {} }, { entity: 'stations', action: 'get', params: { id: 'x' } })
  assert.deepEqual(call.params, { id: 'x', unit: 'metric', raw: false })
})
