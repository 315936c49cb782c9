import assert from 'node:assert/strict'
import { test } from 'node:test'
import { credentialHash } from './index.ts'
import { start, TOKEN } from './testing/start.ts'

test('the ledger holds each request, in order, and answers in one line', async () => {
  const { github, call } = await start({ now: () => 42 })
  await call('/user')
  await call('/repositories/1000/issues?per_page=3')
  await call('/user', { headers: { authorization: 'Bearer ghp_stolen' } })
  await call('/nowhere')

  assert.equal(github.ledger.count(), 4)
  assert.equal(github.ledger.count({ method: 'GET', path: '/user' }), 2)
  assert.equal(github.ledger.count({ operation: 'GET /repos/{owner}/{repo}/issues' }), 1)
  assert.equal(github.ledger.count({ token: 'ghp_stolen' }), 1)
  assert.equal(github.ledger.count({ verdict: 'refused' }), 2)
  assert.equal(github.ledger.count({ status: 404, operation: null }), 1)
  assert.deepEqual(github.ledger.requests({ status: 200 })[1], {
    time: 42,
    method: 'GET',
    path: '/repositories/1000/issues',
    operation: 'GET /repos/{owner}/{repo}/issues',
    query: { per_page: '3' },
    headers: { accept: '*/*', 'content-type': 'application/json', 'user-agent': 'node' },
    credential: credentialHash(TOKEN),
    verdict: 'valid',
    violations: [],
    fault: null,
    status: 200,
  })
  github.ledger.clear()
  assert.equal(github.ledger.count(), 0)
})

test('no token is in the ledger in clear, whatever its scheme', async () => {
  const { github, call } = await start()
  for (const scheme of ['Bearer', 'token', 'Basic', 'Digest']) {
    await call('/user', { headers: { authorization: `${scheme} ghp_marked` } })
  }
  await call('/user', { headers: { authorization: 'ghp_marked' } })
  assert.equal(github.ledger.count({ token: 'ghp_marked' }), 5)
  assert.equal(JSON.stringify(github.ledger.requests()).includes('ghp_marked'), false)
})
