import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SallyportError } from '@sallyport/errors'
import { check } from './check.ts'
import { nameOf, type ResolvedCall } from './resolve/resolved-call.ts'
import { weather } from './testing/weather.ts'

const { reports } = weather.entities
const checked = {
  ...weather,
  entities: {
    ...weather.entities,
    reports: {
      ...reports,
      actions: { ...reports.actions, latest: { ...reports.actions.latest, check: true } },
    },
  },
}
const settings = { places: ['pt/lisbon'] }

function sending(refused: string, asked: string[] = []) {
  return async (call: ResolvedCall) => {
    asked.push(`${nameOf(call)} ${call.limit ?? ''}`.trim())
    if (nameOf(call) === refused) throw new SallyportError('upstream_forbidden', 'No.')
    return { data: {} }
  }
}

test('the declared call is made, then one cheap read of each entity', async () => {
  const asked: string[] = []
  const report = await check({ definition: checked, config: settings }, { send: sending('', asked) })
  assert.deepEqual(asked, ['reports.latest', 'stations.list 1', 'reports.latest'])
  assert.equal(report.status, 'succeeded')
  assert.deepEqual(
    report.entities.map(({ entity, status }) => `${entity} ${status}`),
    ['stations succeeded', 'reports succeeded'],
  )
})

test('an entity whose reads need more than the settings is skipped', async () => {
  const { entities } = await check({ definition: checked, config: {} }, { send: sending('') })
  assert.deepEqual(entities[0], { entity: 'stations', status: 'skipped', error: undefined })
})

test('a credential that is refused is told, and nothing else is asked', async () => {
  const asked: string[] = []
  const report = await check(
    { definition: checked, config: settings },
    { send: sending('reports.latest', asked) },
  )
  assert.deepEqual([report.status, report.error?.code, report.entities], ['failed', 'upstream_forbidden', []])
  assert.equal(asked.length, 1)
})

test('an entity that the credential may not read fails by itself', async () => {
  const options = { send: sending('stations.list'), entities: ['stations'] }
  const { status, entities } = await check({ definition: checked, config: settings }, options)
  assert.equal(status, 'succeeded')
  assert.deepEqual(
    entities.map(({ status, error }) => [status, error?.code]),
    [['failed', 'upstream_forbidden']],
  )
})
