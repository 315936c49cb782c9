import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SallyportError } from '@sallyport/errors'
import { type ExternalAccount, identify } from './identify.ts'
import { weather } from './testing/weather.ts'

const identity = { entity: 'reports', action: 'latest', id: ['team.id', 'id'], name: ['team.name', 'name'] }
const context = { definition: { ...weather, identity }, config: {} }
const told = (data: unknown) => identify(context, async () => ({ data }))

const RECORDS: readonly (readonly [what: string, record: unknown, account: ExternalAccount | undefined])[] = [
  ['texts', { team: { id: 't1', name: 'Acme' }, id: 'u2', name: 'Ada' }, { id: 't1/u2', name: 'Acme / Ada' }],
  ['numbers', { team: { id: 7 }, id: 8 }, { id: '7/8', name: undefined }],
  ['a name alone', { team: { id: 7 }, id: 8, name: 'Ada' }, { id: '7/8', name: 'Ada' }],
  ['a part that is missing', { team: { id: 't1' }, name: 'Ada' }, undefined],
  ['a part that is empty', { team: { id: ' ' }, id: 'u2' }, undefined],
  ['a part that is no text', { team: { id: 't1' }, id: { a: 1 } }, undefined],
  ['no record', null, undefined],
  ['an id that is too long', { team: { id: 'x'.repeat(250) }, id: 'u'.repeat(10) }, undefined],
  [
    'a name that is too long',
    { team: { id: 1, name: '😀'.repeat(300) }, id: 2 },
    { id: '1/2', name: '😀'.repeat(255) },
  ],
  [
    'a name that moves the cursor',
    { team: { id: 1, name: 'A\u001b[2J\u202e\n b\ud800' }, id: 2 },
    { id: '1/2', name: 'A [2J b' },
  ],
]

for (const [what, record, account] of RECORDS) {
  test(`an account is read from ${what}`, async () => assert.deepEqual(await told(record), account))
}

test('where the definition does not say how, nobody is asked', async () => {
  assert.equal(
    await identify({ definition: weather, config: {} }, () => assert.fail('it was asked')),
    undefined,
  )
})

for (const code of ['upstream_forbidden', 'upstream_not_found'] as const) {
  test(`what a credential may not ask leaves the account unknown: ${code}`, async () => {
    const refused = () => Promise.reject(new SallyportError(code, 'No.'))
    assert.equal(await identify(context, refused), undefined)
  })
}

test('a third party that does not answer is no reason to believe that there is no account', async () => {
  const failed = () => Promise.reject(new SallyportError('upstream_unavailable', 'Later.'))
  await assert.rejects(identify(context, failed), { code: 'upstream_unavailable' })
})
