import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, it } from 'node:test'
import {
  dropEmptyKeys,
  type KeyStorage,
  type KeyWork,
  keyStatus,
  rotateOrganizationKey,
  rotateRootKey,
  verifySealedRows,
} from '@sallyport/engine'
import { queryAs } from '../query-as.ts'
import { organizationScope } from '../testing/scopes.ts'
import { startTestServer } from '../testing/test-server.ts'
import { countingRootKey, createSealedHouse, type SealedHouse } from './testing/sealed-house.ts'

const server = await startTestServer()
let house: SealedHouse
let organizationId: string
let work: KeyWork
beforeEach(async () => {
  house = await createSealedHouse(server, 12)
  organizationId = house.organizationIds[3] ?? ''
  work = house.work(house.vaultWith(house.rootKey))
})
afterEach(() => house.close())

/** Everything opens, with what is configured here and with nothing that is remembered. */
async function assertAllOpens(
  values: number,
  ...rootKeys: Parameters<SealedHouse['vaultWith']>
): Promise<void> {
  const { opened, failures } = await verifySealedRows(house.work(house.vaultWith(...rootKeys)))
  assert.deepEqual(failures.first, [])
  assert.equal(
    Object.values(opened).reduce((sum, count) => sum + count, 0),
    values,
  )
}

async function auditOf(type: string, id = organizationId): Promise<number> {
  const { rows } = await house.query(id, 'SELECT FROM sallyport.audit_events WHERE type = $1', [type])
  return rows.length
}

async function changes(): Promise<number> {
  const [row] = await queryAs<{ sequence: number }>(
    house.administrator,
    'SELECT sequence::float8 AS sequence FROM sallyport_deployment.change_clock',
  )
  return row?.sequence ?? 0
}

/** A storage that fails for good after so many changes, as a process does that is killed. */
function killedAfter(storage: KeyStorage, changesLeft: number): KeyStorage {
  let left = changesLeft
  const dying =
    <Args extends unknown[], T>(change: (...args: Args) => Promise<T>) =>
    async (...args: Args): Promise<T> => {
      if (left-- <= 0) throw new Error('killed')
      return change(...args)
    }
  return {
    ...storage,
    rewrapKey: dying(storage.rewrapKey),
    activateKey: dying(storage.activateKey),
    rewrapValues: dying(storage.rewrapValues),
    replaceDeployment: dying(storage.replaceDeployment),
    markEmpty: dying(storage.markEmpty),
    dropKey: dying(storage.dropKey),
  }
}

describe('the rotation of the root key', () => {
  it('moves every organization key and then the deployment, so that the new root key alone opens all', async () => {
    await house.fill(organizationId, 20)
    const next = await countingRootKey(server, randomUUID())
    const before = await changes()
    const seen: number[] = []
    const rotation = await rotateRootKey(house.work(house.vaultWith(next, house.rootKey)), ({ rewrapped }) =>
      seen.push(rewrapped),
    )
    assert.deepEqual([rotation.rewrapped, rotation.deploymentMoved, rotation.failures.count], [12, true, 0])
    assert.deepEqual(
      seen.slice(0, 12),
      Array.from({ length: 12 }, (_, at) => at + 1),
    )
    assert.equal(next.wraps, 12 + 2, 'one for each key, and for the two secrets of the deployment')
    assert.equal(await changes(), before, 'no cache has to hear of it')
    assert.equal((await house.keys.storage.deployment()).rootKeyId, next.keyId)
    const alone = house.vaultWith(next)
    const { sealed } = await house.keys.storage.deployment()
    assert.equal(String(Buffer.from(await alone.openForDeployment('probe', sealed.probe))), 'probe')
    await assertAllOpens(12 + 20 + 2 + 3, next)
    assert.equal(await auditOf('organization_key.rewrapped'), 1)
    assert.equal(await auditOf('root_key.rotated', house.organizationIds[0]), 1)
  })

  it('asks the root keys for nothing when it is run again', async () => {
    const next = await countingRootKey(server, randomUUID())
    await rotateRootKey(house.work(house.vaultWith(next, house.rootKey)))
    const [wraps, unwraps] = [next.wraps, house.rootKey.unwraps]
    const again = await rotateRootKey(house.work(house.vaultWith(next)))
    assert.deepEqual([again.rewrapped, again.deploymentMoved], [0, false])
    assert.deepEqual([next.wraps, house.rootKey.unwraps], [wraps, unwraps])
  })

  it('goes on where it was killed, after any number of steps, and all opens with both keys meanwhile', async () => {
    const next = await countingRootKey(server, randomUUID())
    const vault = house.vaultWith(next, house.rootKey)
    let kills = 0
    for (let steps = 0; ; steps++) {
      const dying = house.work(vault, { storage: killedAfter(house.keys.storage, steps % 4) })
      const ended = await rotateRootKey(dying).catch((error: unknown) => String(error))
      if (typeof ended !== 'string') break
      assert.match(ended, /killed/)
      kills++
      await assertAllOpens(12, next, house.rootKey)
    }
    assert.ok(kills >= 5, `${kills}`)
    await assertAllOpens(12, next)
    assert.equal((await house.keys.storage.deployment()).rootKeyId, next.keyId)
  })

  it('may be run twice at once', async () => {
    const next = await countingRootKey(server, randomUUID())
    const runs = [1, 2].map(() => rotateRootKey(house.work(house.vaultWith(next, house.rootKey))))
    const results = await Promise.all(runs)
    assert.equal(
      results.reduce((sum, { rewrapped }) => sum + rewrapped, 0),
      12,
    )
    assert.equal(results.filter(({ deploymentMoved }) => deploymentMoved).length, 1)
    await assertAllOpens(12, next)
  })

  it('finds in its last pass what an engine with the old setting made meanwhile', async () => {
    const next = await countingRootKey(server, randomUUID())
    const vault = house.vaultWith(next, house.rootKey)
    const late = house.vaultWith(house.rootKey)
    let made = false
    const first = house.organizationIds.toSorted()[0] ?? ''
    const storage: KeyStorage = {
      ...house.keys.storage,
      // The deployment moves when the first pass has gone by.
      async replaceDeployment(...args) {
        const [active] = await house.keys.storage.keys(organizationScope(first))
        const key = await late.createOrganizationKey(first, randomUUID())
        const event = { id: randomUUID(), type: 'organization_key.rotated' } as const
        const actor = { kind: 'operator', applicationId: null } as const
        made = await house.keys.storage.activateKey(
          organizationScope(first),
          { replaces: active?.id ?? '', key },
          { ...event, actor, subjectId: key.id, requestId: 'x', at: new Date() },
        )
        return house.keys.storage.replaceDeployment(...args)
      },
    }
    const { rewrapped } = await rotateRootKey(house.work(vault, { storage }))
    assert.deepEqual([made, rewrapped], [true, 13])
    await assertAllOpens(12, next)
  })

  it('tells of a key that does not open, moves the others, and leaves the deployment its old root key', async () => {
    await house.query(
      organizationId,
      "UPDATE sallyport.organization_keys SET wrapped = wrapped || 'x'::bytea",
    )
    const next = await countingRootKey(server, randomUUID())
    const rotation = await rotateRootKey(house.work(house.vaultWith(next, house.rootKey)))
    assert.deepEqual([rotation.rewrapped, rotation.deploymentMoved], [11, false])
    assert.equal(rotation.failures.count, 1)
    assert.deepEqual(rotation.failures.first[0]?.organizationId, organizationId)
    assert.equal((await house.keys.storage.deployment()).rootKeyId, house.rootKey.keyId)
  })
})

describe('the rotation of an organization key', () => {
  it('puts every value under a new key, tells no cache of each, and drops the old one once it is empty', async () => {
    await house.fill(organizationId, 1_203)
    await house.fill(house.organizationIds[4] ?? '', 5)
    const before = await changes()
    const values = 1_203 + 121 + 3 + 1
    const rotation = await rotateOrganizationKey(work, organizationId)
    assert.deepEqual(
      [rotation.moved, rotation.left, rotation.empty, rotation.resumed, rotation.failures.count],
      [values, 0, 1, false, 0],
    )
    // The old key is retired, the new one there, the old one empty.
    assert.equal((await changes()) - before, 3)
    assert.deepEqual(await dropEmptyKeys(work, organizationId), { dropped: 0, waiting: 1 })
    await assertAllOpens(values + 11 + 5 + 1 + 3, house.rootKey)
    assert.deepEqual(await dropEmptyKeys(work, organizationId, 0), { dropped: 1, waiting: 0 })
    await assertAllOpens(values + 11 + 5 + 1 + 3, house.rootKey)
    const keys = await house.keys.storage.keys(organizationScope(organizationId))
    assert.deepEqual(
      keys.map(({ id }) => id),
      [rotation.activeKeyId],
    )
    assert.deepEqual(
      [await auditOf('organization_key.rotated'), await auditOf('organization_key.dropped')],
      [1, 1],
    )
    const status = await keyStatus(work)
    assert.deepEqual([status.organizations, status.retired, status.valuesUnderRetired], [12, 0, 0])
  })

  it('goes on where it was killed, after any number of steps, and begins no other', async () => {
    await house.fill(organizationId, 300)
    const values = 300 + 30 + 3 + 1
    let kills = 0
    for (let steps = 0; ; steps++) {
      const dying = { ...work, storage: killedAfter(house.keys.storage, steps % 3) }
      const ended = await rotateOrganizationKey(dying, organizationId).catch((error: unknown) =>
        String(error),
      )
      if (typeof ended !== 'string') break
      kills++
      await assertAllOpens(values + 11, house.rootKey)
    }
    assert.ok(kills >= 3, `${kills}`)
    const keys = await house.keys.storage.keys(organizationScope(organizationId))
    assert.deepEqual([keys.length, await auditOf('organization_key.rotated')], [2, 1])
    await dropEmptyKeys(work, organizationId, 0)
    await assertAllOpens(values + 11, house.rootKey)
  })

  it('may be run twice at once: one key is made, and both end', async () => {
    await house.fill(organizationId, 1_200)
    const other = house.work(house.vaultWith(house.rootKey))
    const results = await Promise.all(
      [work, other].map((each) => rotateOrganizationKey(each, organizationId)),
    )
    assert.deepEqual(new Set(results.map(({ activeKeyId }) => activeKeyId)).size, 1)
    assert.equal(
      results.reduce((sum, { moved }) => sum + moved, 0),
      1_200 + 120 + 3 + 1,
    )
    assert.deepEqual(
      results.map(({ left }) => left),
      [0, 0],
    )
    assert.equal((await house.keys.storage.keys(organizationScope(organizationId))).length, 2)
  })

  it('loses to whoever saves at the same time, and what they saved stays', async () => {
    await house.fill(organizationId, 300)
    const vault = house.vaultWith(house.rootKey)
    const scope = organizationScope(organizationId)
    const saved = new Map<string, string>()
    let batches = 0
    const storage: KeyStorage = {
      ...house.keys.storage,
      async rewrapValues(at, column, batch) {
        if (column === 'credentials.sealed') batches++
        // Between the reading and the writing of each batch, five of its rows get another version.
        for (const { before } of column === 'credentials.sealed' ? batch.slice(0, 5) : []) {
          const version = before.context.version + 1
          const sealed = await vault.seal({ ...before.context, version }, Buffer.from('refreshed'))
          const text = 'UPDATE sallyport.credentials SET sealed = $2, version = $3 WHERE connector_id = $1'
          await house.query(organizationId, text, [before.key[0], sealed, version])
          saved.set(before.key[0] ?? '', Buffer.from(sealed).toString('hex'))
        }
        return house.keys.storage.rewrapValues(at, column, batch)
      },
    }
    const rotation = await rotateOrganizationKey({ ...work, storage }, organizationId)
    assert.ok(batches > 2, String(batches))
    assert.deepEqual([saved.size, rotation.left], [5 * batches, 0])
    for (const [id, hex] of saved) {
      const { rows } = await house.query(
        organizationId,
        'SELECT sealed FROM sallyport.credentials WHERE connector_id = $1',
        [id],
      )
      assert.equal(rows[0]?.sealed.toString('hex'), hex)
    }
    assert.equal(await house.keys.storage.countUnder(scope, rotation.activeKeyId), 300 + 30 + 3 + 1)
  })

  it('keeps an empty key when a value comes late, and a value that comes later than the key finds none', async () => {
    await house.fill(organizationId, 3)
    const row = await house.query(
      organizationId,
      'SELECT connector_id, sealed FROM sallyport.credentials LIMIT 1',
    )
    const { connector_id: id, sealed: late } = row.rows[0]
    const save = (sealed: Uint8Array) =>
      house.query(organizationId, 'UPDATE sallyport.credentials SET sealed = $2 WHERE connector_id = $1', [
        id,
        sealed,
      ])
    await rotateOrganizationKey(work, organizationId)
    await save(late)
    assert.deepEqual(await dropEmptyKeys(work, organizationId, 0), { dropped: 0, waiting: 1 })
    const again = await rotateOrganizationKey(work, organizationId)
    assert.deepEqual([again.resumed, again.moved, again.left], [true, 1, 0])
    assert.deepEqual(await dropEmptyKeys(work, organizationId, 0), { dropped: 1, waiting: 0 })
    await assert.rejects(save(late), /credentials_sealed_key_id/)
    await assertAllOpens(3 + 1 + 3 + 12, house.rootKey)
  })

  it('tells of values that do not open, and goes on with the others', async () => {
    await house.fill(organizationId, 30)
    await house.query(
      organizationId,
      `UPDATE sallyport.credentials SET sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1)
        WHERE connector_id IN (SELECT connector_id FROM sallyport.credentials ORDER BY connector_id LIMIT 2)`,
    )
    const rotation = await rotateOrganizationKey(work, organizationId)
    assert.deepEqual([rotation.left, rotation.failures.count, rotation.empty], [2, 2, 0])
    assert.deepEqual(
      new Set(rotation.failures.first.map(({ place }) => place)),
      new Set(['credentials.sealed']),
    )
    assert.deepEqual(await dropEmptyKeys(work, organizationId, 0), { dropped: 0, waiting: 1 })
  })

  it('is refused for an organization that is not there', async () => {
    await assert.rejects(rotateOrganizationKey(work, randomUUID()), /There is no organization/)
  })
})
