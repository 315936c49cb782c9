import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failureOf } from '../testing/failure-of.ts'
import { weather } from '../testing/weather.ts'
import { findOperation } from './find-operation.ts'

test('an operation is found by entity and action', () => {
  const { operation } = findOperation(weather, 'stations', 'get')
  assert.equal(operation, weather.entities.stations.actions.get)
})

test('an unknown entity is answered with the near miss and all that there are', () => {
  const error = failureOf(() => findOperation(weather, 'station', 'list'))
  assert.equal(error.code, 'unknown_entity')
  assert.equal(error.message, 'Weather has no entity "station". Did you mean "stations"?')
  assert.equal(error.fix, 'Use one of: stations, reports.')
})

test('an unknown action is answered with the near miss and all that there are', () => {
  const error = failureOf(() => findOperation(weather, 'stations', 'lst'))
  assert.equal(error.code, 'unsupported_action')
  assert.equal(error.message, 'stations has no action "lst". Did you mean "list"?')
  assert.equal(error.fix, 'Use one of: list, get, create, update, delete.')
})

test('an action of another entity is pointed out', () => {
  const error = failureOf(() => findOperation(weather, 'stations', 'api_search'))
  assert.match(error.fix ?? '', / "api_search" exists on: reports\.$/)
})

for (const action of ['context_store_search', 'search']) {
  test(`${action} is answered with the calls that ask the third party, and their parameters`, () => {
    const error = failureOf(() => findOperation(weather, 'reports', action))
    assert.deepEqual([error.code, error.status, error.act], ['context_store_unavailable', 422, 'agent'])
    assert.match(error.fix ?? '', /api_search \(params: q, limit\?, cursor\?, fields\?\)/)
    assert.match(error.fix ?? '', /list \(params: id, day, limit\?, cursor\?, fields\?\)/)
    assert.ok(error.problems[0]?.message.includes(error.fix ?? 'nothing'))
  })

  test(`${action} of an entity that is not there is not found`, () => {
    assert.equal(failureOf(() => findOperation(weather, 'report', action)).code, 'unknown_entity')
  })
}

test('clients that show nothing but the messages of problems show all of it', () => {
  for (const error of [
    failureOf(() => findOperation(weather, 'station', 'list')),
    failureOf(() => findOperation(weather, 'stations', 'lst')),
  ]) {
    assert.equal(error.problems[0]?.message, `${error.message} ${error.fix}`)
  }
})

const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '', '\u0000', '0']

for (const name of names) {
  test(`${JSON.stringify(name)} is no entity and no action`, () => {
    assert.equal(failureOf(() => findOperation(weather, name, 'list')).code, 'unknown_entity')
    const error = failureOf(() => findOperation(weather, 'stations', name))
    assert.equal(error.code, 'unsupported_action')
    assert.ok(!error.fix?.includes('exists on'))
  })
}

test('a name of a megabyte is cut in the answer', () => {
  const long = 'x'.repeat(1_000_000)
  for (const error of [
    failureOf(() => findOperation(weather, long, 'list')),
    failureOf(() => findOperation(weather, 'stations', long)),
  ]) {
    assert.ok(error.message.length + (error.fix?.length ?? 0) < 500)
  }
})

test('names that existing clients have for an operation lead to it', () => {
  const definition = { ...weather, aliases: { 'places.show': 'stations.get' } }
  const { get } = weather.entities.stations.actions
  assert.deepEqual(findOperation(definition, 'places', 'show'), {
    entity: 'stations',
    action: 'get',
    operation: get,
  })
})
