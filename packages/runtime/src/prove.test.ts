import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SallyportError } from '@sallyport/errors'
import { prove } from './prove.ts'
import { nameOf, type ResolvedCall } from './resolve/resolved-call.ts'
import { weather } from './testing/weather.ts'

const { reports, stations } = weather.entities
const marked = {
  ...weather,
  entities: {
    stations,
    reports: {
      ...reports,
      actions: { ...reports.actions, latest: { ...reports.actions.latest, check: true } },
    },
  },
}
const byCheck = { ...marked, identity: { entity: 'reports', action: 'latest', id: ['id'] } }
const byAnother = { ...marked, identity: { entity: 'stations', action: 'list', id: ['0.id'] } }
const settings = { places: ['pt/lisbon'] }

function sender(failing: Readonly<Record<string, SallyportError>> = {}) {
  const asked: string[] = []
  const send = async (call: ResolvedCall) => {
    asked.push(`${nameOf(call)} ${call.limit ?? ''}`.trim())
    const failure = failing[nameOf(call)]
    if (failure) throw failure
    return { data: call.operation.page ? [{ id: 'listed' }] : { id: 'u1' } }
  }
  return { asked, send }
}

test('one call proves and identifies where it can', async () => {
  const { asked, send } = sender()
  const { status, account } = await prove({ definition: byCheck, config: settings }, send)
  assert.deepEqual([status, account, asked], ['succeeded', { id: 'u1', name: undefined }, ['reports.latest']])
})

test('otherwise whose it is, is asked after it is proved', async () => {
  const { asked, send } = sender()
  const { account } = await prove({ definition: byAnother, config: settings }, send)
  assert.deepEqual([account?.id, asked], ['listed', ['reports.latest', 'stations.list']])
})

test('a credential that is refused is not asked about', async () => {
  const refusal = new SallyportError('credential_invalid', 'No.')
  const { asked, send } = sender({ 'reports.latest': refusal })
  const proof = await prove({ definition: byAnother, config: settings }, send)
  assert.deepEqual([proof.status, proof.error, asked.length], ['failed', refusal, 1])
})

test('a credential that is proved stays so where nobody says whose it is', async () => {
  const failure = new SallyportError('upstream_timeout', 'Later.')
  const proof = await prove(
    { definition: byAnother, config: settings },
    sender({ 'stations.list': failure }).send,
  )
  assert.deepEqual([proof.status, proof.account, proof.unidentified], ['succeeded', undefined, failure])
})

test('without a check the first list that the settings are enough for is one', async () => {
  const { asked, send } = sender()
  assert.equal((await prove({ definition: weather, config: settings }, send)).status, 'succeeded')
  assert.deepEqual(asked, ['stations.list 1'])
})

test('where everything needs more than the settings, nothing is tried', async () => {
  const { asked, send } = sender()
  const { status } = await prove({ definition: { ...weather, entities: { stations } }, config: {} }, send)
  assert.deepEqual([status, asked], ['skipped', []])
})
