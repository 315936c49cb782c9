import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SallyportError } from '@sallyport/errors'
import fastify from 'fastify'
import { answerReadiness, type Checks } from './readiness.ts'

const passes = async () => {}
const fails = (error: unknown) => () => Promise.reject(error)
const closed = new SallyportError('vault_unavailable', 'The sealed bytes do not open here.')
const quarantined = new SallyportError('quarantined', 'It is at epoch 3.', {
  problems: ['behind', 'timeline'].map((code) => ({ field: 'database', code, message: 'at epoch 3' })),
})

const CASES: readonly (readonly [what: string, checks: Checks, status: number, said: object])[] = [
  ['no checks', {}, 200, {}],
  ['checks that pass', { database: passes, root_key: passes }, 200, { database: 'ok', root_key: 'ok' }],
  [
    'a key that does not open',
    { database: passes, root_key: fails(closed) },
    503,
    { database: 'ok', root_key: 'vault_unavailable' },
  ],
  [
    'a failure that nobody foresaw',
    { database: fails(new Error('password "hunter2"')), root_key: passes },
    503,
    { database: 'internal', root_key: 'ok' },
  ],
  [
    'several reasons',
    { deployment: fails(quarantined) },
    503,
    { deployment: 'quarantined: behind, timeline' },
  ],
  ['what is no error', { database: fails('hunter2') }, 503, { database: 'internal' }],
]

for (const [what, checks, status, said] of CASES) {
  test(`readiness with ${what} is ${status}, every check named and nothing told that it says`, async () => {
    const server = fastify()
    server.get('/readyz', (_, reply) => answerReadiness(checks, reply))
    const answer = await server.inject('/readyz')
    assert.equal(answer.statusCode, status)
    assert.deepEqual(answer.json(), { status: status === 200 ? 'ready' : 'not_ready', checks: said })
  })
}
