import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { addOrganization } from './testing/add-organization.ts'
import { engineUnderTest } from './testing/engine-under-test.ts'
import { GITHUB_TOKEN } from './testing/index.ts'

const house = await engineUnderTest()
after(() => house.close())
const { call } = house
const bearer = await house.applicationToken()
const credentials = { token: GITHUB_TOKEN }
const ids: string[] = []
for (const workspace of ['acme', 'acme', 'globex']) {
  ids.push(await house.connectGithub(await house.scopedToken(workspace), { credentials }))
}
const organization = String(house.application.organization_id)
const list = (id: string, query = '') =>
  call('GET', `/api/v1/organizations/${id}/credentials${query}`, { bearer })

test('every connector of the organization is listed under the keys that existing clients know', async () => {
  const { status, body, text } = await list(organization, '?limit=200&offset=0')
  assert.equal(status, 200, text)
  assert.equal(body.total, 3)
  assert.deepEqual(
    body.data.map((row: { id: string }) => row.id),
    ids,
  )
  const { id, workspace_id, name, last_accessed_at, created_at, updated_at, ...rest } = body.data[2]
  assert.deepEqual(rest, {
    connector_name: 'github',
    context_store_status: null,
    context_store_badge_status: null,
    context_store_entity_count: 0,
  })
  assert.ok(Date.parse(last_accessed_at ?? created_at) > 0 && updated_at && workspace_id && id)
  assert.equal(name, 'GitHub - globex')
})

test('it is read page by page', async () => {
  const first = await list(organization, '?limit=2')
  const second = await list(organization, '?limit=2&offset=2')
  const after = await list(organization, '?limit=2&offset=4')
  const seen = [first, second, after].map(({ body }) => body.data.map((row: { id: string }) => row.id))
  assert.deepEqual(seen, [ids.slice(0, 2), ids.slice(2), []])
  assert.equal(after.body.total, 3)
  for (const query of ['?limit=0', '?limit=201', '?limit=x', '?offset=-1', '?limit=1&limit=2'])
    assert.equal((await list(organization, query)).status, 422, query)
})

test('another organization is not there', async () => {
  const rival = await addOrganization(house, 'rival')
  const [theirs, nobodys] = [await list(rival.id), await list('019a0000-0000-7000-8000-000000000000')]
  assert.deepEqual([theirs.status, nobodys.status], [404, 404])
  assert.deepEqual([theirs.body.code, theirs.body.message], [nobodys.body.code, nobodys.body.message])
})
