import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failureOf } from '../testing/failure-of.ts'
import { weather } from '../testing/weather.ts'
import { fillFromConfig, parseConfig, settingThatFills } from './config.ts'

const { list, get } = weather.entities.stations.actions

for (const [raw, values] of [
  ['pt/lisbon', ['pt/lisbon']],
  [' pt/lisbon\n', ['pt/lisbon']],
  [['pt/lisbon'], ['pt/lisbon']],
  ['pt/lisbon,es/madrid', ['pt/lisbon', 'es/madrid']],
  ['pt/lisbon, es/madrid', ['pt/lisbon', 'es/madrid']],
  [
    ['pt/lisbon', 'es/madrid'],
    ['pt/lisbon', 'es/madrid'],
  ],
  [[], []],
] as const) {
  test(`the setting ${JSON.stringify(raw)} is ${values.length} of values`, () => {
    assert.deepEqual(parseConfig(weather, { places: raw }), { places: values })
  })
}

test('a setting that fills nothing is read like others', () => {
  assert.deepEqual(parseConfig(weather, { contact: 'joe' }), { contact: ['joe'] })
  assert.throws(() => parseConfig(weather, { contact: 'x'.repeat(1001) }))
})

test('what is absent, null or not named by the definition is left out', () => {
  const raw = { places: null, contact: undefined, start_date: '2020-01-01', token: 'secret-by-mistake' }
  assert.deepEqual(parseConfig(weather, raw), {})
})

for (const raw of [
  'Lisbon',
  'pt/lisbon/x',
  'xpt/lisbon',
  'pt/lisbon,',
  ',',
  '',
  5,
  true,
  {},
  ['pt/lisbon', 5],
  ['pt/lisbon', null],
  [['pt/lisbon']],
  Array(1001).fill('pt/lisbon'),
  `pt/${'a'.repeat(100_000)}`,
]) {
  const shown = JSON.stringify(raw).slice(0, 30)
  test(`the setting ${shown} does not fit, and is not repeated`, () => {
    const error = failureOf(() => parseConfig(weather, { places: raw, contact: 'ghp_secret' }))
    assert.equal(error.code, 'invalid_request')
    assert.deepEqual(
      error.problems.map(({ field, code }) => [field, code]),
      [
        ['places', 'format'],
        ['contact', 'format'],
      ],
    )
    assert.ok(!JSON.stringify(error.problems).includes('ghp_secret'))
    assert.ok(JSON.stringify(error.problems).length < 500)
  })
}

const settings = parseConfig(weather, { places: 'pt/lisbon' })

for (const [title, given, filled] of [
  ['fills what is left out', {}, { country: 'pt', city: 'lisbon' }],
  ['completes what agrees with it', { country: 'pt' }, { country: 'pt', city: 'lisbon' }],
  ['fills nothing beside another value', { country: 'es' }, { country: 'es' }],
  ['fills nothing beside another value of its second piece', { city: 'porto' }, { city: 'porto' }],
  ['fills nothing beside null', { country: null }, { country: null }],
  ['gives way to values', { country: 'es', city: 'madrid' }, { country: 'es', city: 'madrid' }],
] as const) {
  test(`a setting ${title}`, () => {
    assert.deepEqual(fillFromConfig(weather, list, { params: given, settings }), filled)
  })
}

test('a setting fills no parameter that the operation does not have', () => {
  assert.deepEqual(fillFromConfig(weather, get, { params: { id: 'x' }, settings }), { id: 'x' })
})

test('a setting with several values fills nothing, for any of them would be a guess', () => {
  const several = parseConfig(weather, { places: 'pt/lisbon,es/madrid' })
  assert.deepEqual(fillFromConfig(weather, list, { params: {}, settings: several }), {})
})

test('what the caller gave stays as it was', () => {
  const params = { state: 'open' }
  fillFromConfig(weather, list, { params, settings })
  assert.deepEqual(params, { state: 'open' })
})

test('the setting that fills a parameter is known by it', () => {
  assert.equal(settingThatFills(weather, 'city'), 'places')
  assert.equal(settingThatFills(weather, 'constructor'), undefined)
})

test('a setting that was not given has its default, and one that is needed is missed by name', () => {
  const contact = { ...weather.config.contact }
  const settled = { ...weather, config: { ...weather.config, contact: { ...contact, default: 'ann' } } }
  assert.deepEqual(parseConfig(settled, {}), { contact: ['ann'] })
  assert.deepEqual(parseConfig(settled, { contact: 'joe' }), { contact: ['joe'] })
  const needed = { ...weather, config: { ...weather.config, contact: { ...contact, required: true } } }
  const { problems } = failureOf(() => parseConfig(needed, {}))
  assert.deepEqual(
    problems.map(({ field, code }) => [field, code]),
    [['contact', 'missing']],
  )
})
