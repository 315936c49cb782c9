import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseDefinition } from '@sallyport/definition'
import { compileLinear } from './resolve/pattern.ts'
import { hostileDefinitions } from './testing/hostile-definitions.ts'
import { weatherJson } from './testing/hostile-parts.ts'

for (const { title, json, expected } of hostileDefinitions) {
  test(`it is refused: ${title}`, () => {
    const { definition, problems } = parseDefinition(json(), { compile: compileLinear })
    assert.equal(definition, undefined)
    const lines = problems.map(({ path, message }) => `${path}: ${message}`)
    assert.ok(
      lines.some((line) => expected.test(line)),
      `${expected} is in none of: ${lines.slice(0, 5).join(' | ')}`,
    )
    assert.ok(problems.length <= 50 && JSON.stringify(problems).length < 20_000)
  })
}

test('a sound one is taken, as a frozen copy', () => {
  const json = weatherJson()
  const { definition, problems } = parseDefinition(json, { compile: compileLinear })
  assert.deepEqual(problems, [])
  assert.deepEqual(definition, json)
  json.server.url = 'https://evil.example'
  assert.equal(definition?.server.url, 'https://api.weather.example/v2/')
  assert.ok(definition && Object.isFrozen(definition.server) && Object.isFrozen(definition.errors.message))
})

test('everything that is wrong is said at once', () => {
  const json = weatherJson()
  json.about = ''
  json.auth.token.mechanism.extra = 1
  json.entities.stations.actions.list.page = { style: 'cursor', size: 'n', max: 'x', after: 'c' }
  const { problems } = parseDefinition(json, { compile: compileLinear })
  assert.deepEqual(
    problems.map(({ path }) => path).sort(),
    [
      'about',
      'auth.token.mechanism.extra',
      'entities.stations.actions.list.page.max',
      'entities.stations.actions.list.page.next',
    ].sort(),
  )
})
