import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, test } from 'node:test'
import { readTables } from '@sallyport/postgres'
import { engineUnderTest } from './testing/index.ts'

const under = await engineUnderTest()
after(() => under.close())
const { call } = under
const bearer = await under.applicationToken()

const PATH = '/api/v1/integrations/templates/connections'
const SNOWFLAKE = '424892c4-daac-4491-b35d-c6688ba547ba'
const SECRET = `pw-${randomBytes(16).toString('hex')}`
const DESTINATION = {
  destination_name: 'Warehouse',
  destination_definition_id: SNOWFLAKE,
  destination_config: { host: 'warehouse.example', credentials: { password: SECRET } },
}

const create = (body: object) => call('POST', PATH, { bearer, body })
const patch = (id: string, body: object) => call('PATCH', `${PATH}/${id}`, { bearer, body })

test('a connection template is kept, and says that nothing of it is run', async () => {
  const { status, text, body } = await create({ ...DESTINATION, cron_expression: '0 0 12 * * ?' })
  assert.equal(status, 200, text)
  const { id, created_at, updated_at, warnings, ...rest } = body
  assert.deepEqual(rest, {
    organization_id: under.application.organization_id,
    destination_name: 'Warehouse',
    icon: null,
    cron_expression: '0 0 12 * * ?',
    data_hosting_type: 'user_hosted',
    tags: [],
    runs: false,
    destination_definition_id: SNOWFLAKE,
    destination_config: { host: '**********', credentials: '**********' },
    non_breaking_changes_preference: 'ignore',
    sync_on_create: true,
  })
  assert.deepEqual([created_at, warnings[0].code], [updated_at, 'not_run'])
  assert.deepEqual((await call('GET', `${PATH}/${id}`, { bearer })).body, body)
  const { data } = (await call('GET', PATH, { bearer })).body
  assert.deepEqual([data.length, data[0].id, data[0].runs], [1, id, false])
})

test('what is secret of a destination lies sealed, and comes back nowhere', async () => {
  const made = await create(DESTINATION)
  const changed = await patch(made.body.id, {
    destination_config: { host: 'elsewhere.example', password: `${SECRET}-2` },
  })
  const list = await call('GET', PATH, { bearer })
  for (const { status, text } of [made, changed, list]) {
    assert.equal(status, 200, text)
    assert.ok(!text.includes(SECRET) && !text.includes('elsewhere.example'))
  }
  assert.deepEqual(Object.keys(changed.body.destination_config), ['host', 'password'])
  const rows = await readTables(under.engine.database)
  assert.ok(!JSON.stringify(rows).includes(SECRET))
  const [row] = rows.filter(({ columns }) => columns.id === made.body.id && columns.config_keys)
  assert.equal(row?.columns.version, '2')
  const masked = await patch(made.body.id, { destination_config: changed.body.destination_config })
  assert.deepEqual([masked.status, masked.body.errors[0].field], [422, 'destination_config'])
})

test('one that is hosted for the organization has a schedule and no destination', async () => {
  const made = await create({ data_hosting_type: 'airbyte_hosted', cron_expression: null })
  assert.deepEqual([made.status, made.body.destination_name, made.body.destination_config], [200, null, null])
  for (const body of [{ destination_name: 'x' }, DESTINATION]) {
    const { status } = await create({ data_hosting_type: 'airbyte_hosted', ...body })
    assert.equal(status, 422)
    assert.equal((await patch(made.body.id, body)).status, 422)
  }
})

test('every field is checked, and all that is missing is said', async () => {
  const bare = await create({})
  assert.equal(bare.status, 422)
  assert.deepEqual(
    bare.body.errors.map(({ field }: { field: string }) => field),
    ['destination_name', 'destination_definition_id', 'destination_config'],
  )
  for (const wrong of [
    { cron_expression: '0 12 * * *' },
    { cron_expression: '' },
    { non_breaking_changes_preference: 'whatever' },
    { sync_on_create: 'yes' },
    { destination_definition_id: 'snowflake' },
    { destination_name: '' },
    { destination_config: [] },
    { destination_config: { big: 'x'.repeat(300_000) } },
    { data_hosting_type: 'elsewhere' },
  ]) {
    assert.equal((await create({ ...DESTINATION, ...wrong })).status, 422, JSON.stringify(wrong).slice(0, 80))
  }
})

test('a change leaves what it does not name, and another destination needs its own settings', async () => {
  const { body: made } = await create({ ...DESTINATION, cron_expression: '0 0 12 * * ?' })
  const { body } = await patch(made.id, {
    cron_expression: null,
    sync_on_create: false,
    non_breaking_changes_preference: 'propagate_fully',
  })
  assert.deepEqual(
    { ...body, updated_at: '' },
    {
      ...made,
      cron_expression: null,
      sync_on_create: false,
      non_breaking_changes_preference: 'propagate_fully',
      updated_at: '',
    },
  )
  const elsewhere = { destination_definition_id: '22f6c74f-5699-40ff-833c-4a879ea40133' }
  assert.equal((await patch(made.id, elsewhere)).status, 422)
  assert.equal((await patch(made.id, { ...elsewhere, destination_config: { project: 'x' } })).status, 200)
})

test('they are tagged and chosen like source templates, and go when they are deleted', async () => {
  const [one, two] = [(await create(DESTINATION)).body.id, (await create(DESTINATION)).body.id]
  const tagged = async (id: string, name: string) =>
    (await call('POST', `${PATH}/${id}/tags`, { bearer, body: { tag: name } })).body.tags
  assert.deepEqual(await tagged(one, 'daily'), ['daily'])
  assert.deepEqual(await tagged(one, 'warehouse'), ['daily', 'warehouse'])
  assert.deepEqual(await tagged(two, 'daily'), ['daily'])
  const chosen = async (query: string) =>
    (await call('GET', `${PATH}?${query}`, { bearer })).body.data.map(({ id }: { id: string }) => id)
  assert.deepEqual(await chosen('tags=daily&tags=warehouse'), [one])
  assert.deepEqual(await chosen('tags=daily&tags=warehouse&tags_mode=any'), [one, two])
  const off = await call('DELETE', `${PATH}/${one}/tags/daily`, { bearer })
  assert.deepEqual(off.body.tags, ['warehouse'])
  const gone = await call('DELETE', `${PATH}/${one}`, { bearer })
  assert.deepEqual([gone.status, Object.keys(gone.body)], [200, ['id', 'deleted_at']])
  for (const [method, path] of [
    ['GET', `${PATH}/${one}`],
    ['DELETE', `${PATH}/${one}`],
    ['DELETE', `${PATH}/${one}/tags/daily`],
  ] as const) {
    const reply = await call(method, path, { bearer })
    assert.deepEqual([reply.status, reply.body.code], [404, 'template_not_found'])
  }
  const scoped = await under.scopedToken('acme')
  assert.equal((await call('GET', PATH, { bearer: scoped })).status, 403)
})

test('a cron expression is described, or it is said why it is none', async () => {
  const describe = async (cron_expression: string) =>
    (await call('POST', `${PATH}/cron/describe`, { bearer, body: { cron_expression } })).body
  assert.deepEqual(await describe('0 0 9 ? * MON-FRI'), {
    description: 'At 09:00, on Monday to Friday.',
    is_valid: true,
  })
  const wrong = await describe('0 0 25 * * ?')
  assert.deepEqual(wrong, { description: '"25" is no hour of a cron expression.', is_valid: false })
})
