import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { SallyportError } from '@sallyport/errors'
import { createVault, type RootKeyProvider } from '@sallyport/vault'
import type { Principal } from '../execute/principal.ts'
import { scopeOfOrganization } from '../scope.ts'
import type { IdempotencyStore, KeptCall } from './idempotency-store.ts'
import { MAX_KEPT } from './kept-outcome.ts'
import { once } from './once.ts'

const ACME = '01900000-0000-7000-8000-00000000000a'
const scope = scopeOfOrganization(ACME)
const open: RootKeyProvider = {
  keyId: 'open',
  wrap: async (bytes) => bytes,
  unwrap: async (bytes) => Uint8Array.from(bytes),
}
const bare = { deploymentId: 'deployment', rootKeys: [open] }
const none = { findActive: async () => undefined, find: async () => undefined }
const key = await createVault({ ...bare, organizationKeys: none }).createOrganizationKey(
  ACME,
  '01900000-0000-7000-8000-0000000000c1',
)
const vault = createVault({
  ...bare,
  organizationKeys: { findActive: async () => key, find: async () => key },
})

let stored: Map<string, KeptCall>
let broken: 'end' | undefined
let failures: unknown[]
let did: number
let replays: number
beforeEach(() => {
  stored = new Map()
  broken = undefined
  failures = []
  did = 0
  replays = 0
})

/** Rows as a database has them. */
const idempotency: IdempotencyStore = {
  async begin(_, { keyHash, ...call }) {
    const name = Buffer.from(keyHash).toString('hex')
    const before = stored.get(name)
    if (before === undefined) stored.set(name, { ...call, sealed: null, age: 0 })
    return before
  },
  async end(_, { id, sealed }) {
    if (broken === 'end') throw new SallyportError('storage_unavailable', 'The database is away.')
    for (const [name, call] of stored) if (call.id === id) stored.set(name, { ...call, sealed })
  },
  async forget(_, id) {
    for (const [name, call] of stored) if (call.id === id) stored.delete(name)
  },
}

const principal = { scope, applicationId: 'app', kind: 'application' } as unknown as Principal
const run = <T>(work: () => Promise<T>, request: unknown = { a: 1 }) => {
  const keyed = {
    key: 'k',
    request,
    onReplay: () => {
      replays++
    },
  }
  const options = { idempotency, vault, now: () => 0, onFailure: (error: unknown) => failures.push(error) }
  return once(
    options,
    {
      scope,
      id: `call ${stored.size}`,
      workspaceId: null,
      keyed,
      place: { workspace: 'w', principal },
      keep: (result: T) => result,
      isHarmless: ({ sideEffect }) => sideEffect === 'none',
    },
    async () => {
      did++
      return work()
    },
  )
}
const gives = (value: unknown) => run(async () => value)
const refusal = { code: 'outcome_unknown' }

test('what was answered is answered again', async () => {
  assert.deepEqual(await gives({ b: [1] }), { b: [1] })
  assert.deepEqual(await gives({ b: [2] }), { b: [1] })
  assert.deepEqual([did, replays], [1, 1])
})

test('another request under the key is refused, once it is known what the first one was', async () => {
  await gives(1)
  await assert.rejects(
    run(async () => 2, { a: 2 }),
    { code: 'idempotency_key_reused' },
  )
  assert.deepEqual([did, replays], [1, 0])
})

test('a large answer is told as done, and one just within the bound is kept', async () => {
  const fits = 'x'.repeat(MAX_KEPT - 2)
  await gives(fits)
  assert.equal(await gives(0), fits)
  stored.clear()
  await gives(`${fits}x`)
  await assert.rejects(gives(0), { ...refusal, sideEffect: 'done' })
})

test('an answer that could not be saved is given all the same, and the call stays one without an end', async () => {
  broken = 'end'
  assert.equal(await gives(1), 1)
  assert.equal(failures.length, 1)
  await assert.rejects(gives(2), { code: 'idempotency_in_progress', retryable: true })
  for (const [name, call] of stored) stored.set(name, { ...call, age: 60_000 })
  await assert.rejects(gives(2), { ...refusal, sideEffect: 'unknown' })
  assert.equal(did, 1)
})

test('a failure is remembered where it may have changed something', async () => {
  const unknown = new SallyportError('outcome_unknown', 'Lost.', { fix: 'Look.', sideEffect: 'done' })
  await assert.rejects(
    run(() => Promise.reject(unknown)),
    unknown,
  )
  await assert.rejects(gives(1), { ...refusal, message: 'Lost.', fix: 'Look.', sideEffect: 'done' })
  assert.deepEqual([did, replays], [1, 1])
})

test('a failure that nobody foresaw may have changed something', async () => {
  await assert.rejects(
    run(() => Promise.reject(new TypeError('a mistake'))),
    TypeError,
  )
  await assert.rejects(gives(1), { ...refusal, sideEffect: 'unknown' })
  assert.equal(did, 1)
})

test('one that changed nothing leaves the key free', async () => {
  const refused = new SallyportError('upstream_not_found', 'Nothing there.')
  await assert.rejects(
    run(() => Promise.reject(refused)),
    refused,
  )
  assert.equal(await gives(1), 1)
  assert.equal(did, 2)
})
