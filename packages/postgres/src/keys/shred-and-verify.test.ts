import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, it } from 'node:test'
import {
  type KeyStorage,
  type KeyWork,
  organizationIds,
  rotateOrganizationKey,
  rotateRootKey,
  shredOrganization,
  type ValuePage,
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

describe('an organization that is shredded', () => {
  it('opens nothing any more, gets no new key, and leaves the others alone', async () => {
    await house.fill(organizationId, 20)
    await house.fill(house.organizationIds[5] ?? '', 20)
    const value = (await house.keys.storage.values(organizationScope(organizationId), undefined)).values.find(
      ({ column }) => column === 'credentials.sealed',
    )
    const before = await changes()
    assert.deepEqual(await shredOrganization(work, organizationId), { organizationId, keys: 1 })
    assert.equal((await changes()) - before, 1, 'every replica is told')
    assert.ok(value)
    const vault = house.vaultWith(house.rootKey)
    await assert.rejects(vault.open(value.context, value.sealed), /were shredded/)
    await assert.rejects(vault.seal(value.context, Buffer.from('x')), { code: 'vault_unavailable' })
    await assert.rejects(rotateOrganizationKey(work, organizationId), /was shredded/)
    assert.equal((await shredOrganization(work, organizationId)).keys, 0)
    assert.equal(await auditOf('organization.shredded'), 1)
    const { shredded, failures, opened } = await verifySealedRows(work)
    assert.deepEqual([shredded, failures.count, opened['credentials.sealed']], [1, 0, 20])
    const { rows } = await house.query(
      organizationId,
      'SELECT length(wrapped) AS size FROM sallyport.organization_keys',
    )
    assert.deepEqual(rows, [{ size: 0 }])
    const next = await countingRootKey(server, randomUUID())
    const rotation = await rotateRootKey(house.work(house.vaultWith(next, house.rootKey)))
    assert.deepEqual([rotation.rewrapped, rotation.failures.count, rotation.deploymentMoved], [11, 0, true])
  })
})

describe('the proof that every row opens', () => {
  it('names what was damaged or moved by its place, and never what it holds', async () => {
    await house.fill(organizationId, 450)
    const { rows } = await house.query(
      organizationId,
      'SELECT connector_id AS id FROM sallyport.credentials ORDER BY 1',
    )
    const [one, two, three] = rows.map(({ id }) => String(id))
    await house.query(
      organizationId,
      `UPDATE sallyport.credentials t SET sealed = o.sealed FROM sallyport.credentials o
        WHERE (t.connector_id = $1 AND o.connector_id = $2) OR (t.connector_id = $2 AND o.connector_id = $1)`,
      [one, two],
    )
    const end = 'set_byte(sealed, length(sealed) - 1, get_byte(sealed, length(sealed) - 1) # 1)'
    await house.query(
      organizationId,
      `UPDATE sallyport.credentials SET sealed = ${end} WHERE connector_id = $1`,
      [three],
    )
    const seen: number[] = []
    const { opened, failures } = await verifySealedRows(work, ({ failed }) => seen.push(failed))
    assert.deepEqual(
      failures.first.map(({ place, key }) => [place, ...key]),
      [one, two, three].map((id) => ['credentials.sealed', id]),
    )
    assert.deepEqual(opened, {
      'credentials.sealed': 447,
      'credentials.spare': 45,
      'signing_keys.sealed': 12,
      'file_pieces.sealed': 3,
      'webhooks.sealed': 0,
      'webhooks.previous_sealed': 0,
      'connection_templates.sealed': 0,
      'oauth_applications.sealed': 0,
      'connect_sessions.sealed': 0,
      'revocations.sealed': 0,
      'revocations.spare': 0,
      'idempotency_keys.sealed': 0,
      'result_pieces.sealed': 0,
    })
    assert.doesNotMatch(JSON.stringify(failures), /token of/)
    assert.ok(seen.length > 5)
  })
})

describe('the values of an organization', () => {
  const walked = async () => {
    const pages: ValuePage[] = []
    let from: ValuePage['next']
    do {
      pages.push(await house.keys.storage.values(organizationScope(organizationId), from))
      from = pages.at(-1)?.next
    } while (from !== undefined)
    return pages
  }

  it('are one transaction where they are few, and give nothing of others', async () => {
    await house.fill(organizationId, 20)
    await house.fill(house.organizationIds[4] ?? '', 20)
    const [page, ...more] = await walked()
    assert.equal(more.length, 0)
    const found = page?.values.map(({ column, context }) => [column, context.organizationId])
    const expected = Object.entries({ 'credentials.sealed': 20, 'credentials.spare': 2 })
      .concat([
        ['signing_keys.sealed', 1],
        ['file_pieces.sealed', 3],
      ])
      .flatMap(([column, count]) => Array.from({ length: count }, () => [column, organizationId]))
    assert.deepEqual(found, expected)
  })

  it('come in pages of 4 MB, each of them once', async () => {
    await house.fill(organizationId, 420)
    const huge = "sealed || convert_to(repeat('x', 1500000), 'utf8')"
    await house.query(
      organizationId,
      `UPDATE sallyport.credentials SET sealed = ${huge} WHERE connector_id IN
        (SELECT connector_id FROM sallyport.credentials ORDER BY 1 OFFSET 230 LIMIT 10)`,
    )
    const pages = await walked()
    const names = pages.flatMap(({ values }) => values.map(({ column, key }) => [column, ...key].join(' ')))
    assert.equal(names.length, 420 + 42 + 1 + 3)
    assert.equal(new Set(names).size, names.length)
    const sizes = pages.map(({ values }) => values.reduce((sum, { sealed }) => sum + sealed.length, 0))
    assert.ok(Math.max(...sizes) < 4 * 1024 * 1024 + 1_600_000, `${sizes}`)
    assert.ok(pages.length >= 5, `${sizes}`)
  })
})

describe('the organizations', () => {
  it('are walked in pages, each once', async () => {
    const ids = house.organizationIds.toSorted()
    const paged: KeyStorage = {
      ...house.keys.storage,
      organizations: async (after) => (await house.keys.storage.organizations(after)).slice(0, 5),
    }
    const walked: string[] = []
    for await (const id of organizationIds(paged)) walked.push(id)
    assert.deepEqual(walked, ids)
    assert.equal(await paged.countOrganizations(), 12)
  })
})
