import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emulateGithub } from './index.ts'
import { description, start, TOKEN } from './testing/start.ts'

test('the raw route answers exactly its bytes, unchecked and unrecorded', async () => {
  const { github } = await start({ raw: { path: '/raw/2kb', bytes: 2048 } })
  const response = await fetch(`${github.url}/raw/2kb?any=thing`)
  assert.equal(Buffer.byteLength(JSON.stringify(await response.json())), 2048)
  assert.equal(github.ledger.count(), 0)
})

test('the raw route can stand in for a path of the vendor', async () => {
  const { github } = await start({ raw: { path: '/user', body: '{"login":"raw"}' } })
  assert.deepEqual(await (await fetch(`${github.url}/user`)).json(), { login: 'raw' })
})

test('answers can be made to take their time', async () => {
  const { call } = await start({ delay: 60 })
  const started = performance.now()
  assert.equal((await call('/user')).status, 200)
  assert.ok(performance.now() - started >= 55)
})

test('a port can be asked for, and a port that is taken is told', async () => {
  const { github } = await start()
  const port = Number(new URL(github.url).port)
  await assert.rejects(emulateGithub({ description, token: TOKEN, port }), { code: 'EADDRINUSE' })
})

test('closing ends silent, delayed and idle connections', { timeout: 2000 }, async () => {
  const { github, call } = await start()
  const slow = await start({ delay: 60_000 })
  await call('/user')
  github.faults.add({ kind: 'silence' })
  const ended = [call('/user'), slow.call('/user')].map((answer) => assert.rejects(answer))
  while (github.ledger.count() < 2 || slow.github.ledger.count() < 1) await new Promise(setImmediate)
  await Promise.all([github.close(), slow.github.close()])
  await Promise.all(ended)
  await assert.rejects(call('/user'))
})
