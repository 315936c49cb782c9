import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { engineUnderTest } from './testing/engine-under-test.ts'

const house = await engineUnderTest()
after(() => house.close())
const { call } = house
const bearer = await house.applicationToken()
const info = await call('GET', '/api/v1/account/applications/scoped-token/info', {
  bearer: await house.scopedToken('acme'),
})
const workspace_id = String(info.body.workspace_id)
const WORKFLOWS = '/api/v1/internal/workflows'
const inAcme = `?workspace_id=${workspace_id}`

async function create(body: object = {}) {
  const reply = await call('POST', WORKFLOWS, { bearer, body: { workspace_id, name: 'nightly', ...body } })
  assert.equal(reply.status, 200, reply.text)
  return reply.body
}

async function automate(id: string, body: object) {
  return call('POST', `${WORKFLOWS}/${id}/automations`, { bearer, body: { workspace_id, ...body } })
}

test('a workflow is kept as existing clients give and read it, and says that it is not run', async () => {
  const made = await create({ tasks: [{ prompt: 'Sum up', nested: { deep: [1] } }] })
  const { id, created_at, updated_at, ...rest } = made
  assert.deepEqual(rest, {
    name: 'nightly',
    workspace_id,
    tasks: [{ prompt: 'Sum up', nested: { deep: [1] } }],
    runs: false,
    warning: {
      code: 'not_run_yet',
      message: 'Workflows and automations are stored; this version of the engine does not run them.',
    },
  })
  assert.ok(Date.parse(created_at) > 0 && created_at === updated_at)
  assert.deepEqual((await call('GET', `${WORKFLOWS}/${id}${inAcme}`, { bearer })).body, made)
  const renamed = await call('PATCH', `${WORKFLOWS}/${id}${inAcme}`, { bearer, body: { name: 'daily' } })
  assert.deepEqual([renamed.body.name, renamed.body.tasks], ['daily', made.tasks])
  const listed = async () =>
    (await call('GET', WORKFLOWS + inAcme, { bearer })).body.data.filter(
      (row: { id: string }) => row.id === id,
    )
  assert.deepEqual(await listed(), [renamed.body])
  assert.deepEqual((await call('DELETE', `${WORKFLOWS}/${id}${inAcme}`, { bearer })).body, { id })
  assert.equal((await call('GET', `${WORKFLOWS}/${id}${inAcme}`, { bearer })).status, 404)
  assert.deepEqual(await listed(), [])
})

test('an automation is kept with what was given, and with what is usual', async () => {
  const { id: workflow_id } = await create()
  const made = await automate(workflow_id, { cron_expression: '0 9 * * MON-FRI', timezone: 'Europe/Berlin' })
  assert.equal(made.status, 200, made.text)
  const { id, created_at, updated_at, warning, ...rest } = made.body
  assert.deepEqual(rest, {
    workflow_id,
    workspace_id,
    enabled: true,
    trigger_type: 'schedule',
    cron_expression: '0 9 * * MON-FRI',
    timezone: 'Europe/Berlin',
    completion_webhook_url: null,
    trigger_webhook_url: null,
    runs: false,
  })
  assert.equal(warning.code, 'not_run_yet')
  const path = `${WORKFLOWS}/${workflow_id}/automations`
  assert.deepEqual((await call('GET', path + inAcme, { bearer })).body, { data: [made.body] })
  const body = { enabled: false, completion_webhook_url: 'https://app.example/done' }
  const changed = await call('PATCH', `${path}/${id}${inAcme}`, { bearer, body })
  assert.deepEqual(
    [changed.body.enabled, changed.body.completion_webhook_url, changed.body.cron_expression],
    [false, 'https://app.example/done', '0 9 * * MON-FRI'],
  )
  assert.deepEqual((await call('GET', `${path}/${id}${inAcme}`, { bearer })).body, changed.body)
  const cleared = await call('PATCH', `${path}/${id}${inAcme}`, {
    bearer,
    body: { completion_webhook_url: null },
  })
  assert.equal(cleared.body.completion_webhook_url, null)
  assert.deepEqual((await call('DELETE', `${path}/${id}${inAcme}`, { bearer })).body, { id })
  assert.equal((await call('GET', `${path}/${id}${inAcme}`, { bearer })).status, 404)
  assert.ok(created_at && updated_at)
})

describe('what does not fit is refused, and changes nothing', async () => {
  const { id } = await create({ name: 'strict' })
  const kept = (await automate(id, { trigger_type: 'manual' })).body
  const UNFIT: readonly (readonly [what: string, body: object, field: string])[] = [
    ['a schedule without times', {}, 'cron_expression'],
    ['cron of six fields', { cron_expression: '0 0 9 * * 1' }, 'cron_expression'],
    ['cron out of its range', { cron_expression: '61 9 * * *' }, 'cron_expression'],
    ['cron with words of Quartz', { cron_expression: '0 9 L * ?' }, 'cron_expression'],
    ['a day that never comes', { cron_expression: '0 0 31 2 *' }, 'cron_expression'],
    ['a zone that is none', { cron_expression: '* * * * *', timezone: 'Mars/Olympus' }, 'timezone'],
    ['an offset in place of a zone', { cron_expression: '* * * * *', timezone: '+02:00' }, 'timezone'],
    [
      'an address without TLS',
      { trigger_type: 'manual', completion_webhook_url: 'http://a.example' },
      'completion_webhook_url',
    ],
    ['another trigger', { trigger_type: 'sometimes' }, 'trigger_type'],
  ]
  for (const [what, body, field] of UNFIT) {
    test(what, async () => {
      const change = { trigger_type: 'schedule', ...body }
      const path = `${WORKFLOWS}/${id}/automations/${kept.id}${inAcme}`
      for (const reply of [await automate(id, body), await call('PATCH', path, { bearer, body: change })]) {
        assert.equal(reply.status, 422, reply.text)
        assert.match(reply.text, new RegExp(`"${field}\\W`))
      }
      assert.deepEqual((await call('GET', path, { bearer })).body, kept)
    })
  }

  test('a name that is none, tasks that are too many, and too much of them', async () => {
    for (const body of [
      { name: ' ' },
      { tasks: Array.from({ length: 101 }, () => ({})) },
      { tasks: [{ text: 'x'.repeat(65 * 1024) }] },
      { tasks: ['text'] },
    ]) {
      const reply = await call('POST', WORKFLOWS, { bearer, body: { workspace_id, name: 'x', ...body } })
      assert.equal(reply.status, 422, reply.text)
    }
  })
})

test('a workspace is named, and sees its own alone', async () => {
  const { id } = await create({ name: 'ours' })
  assert.equal((await call('GET', WORKFLOWS, { bearer })).status, 400)
  await house.scopedToken('other')
  const other = '?workspace_name=other'
  assert.deepEqual((await call('GET', WORKFLOWS + other, { bearer })).body, { data: [] })
  const answers = [
    await call('GET', `${WORKFLOWS}/${id}${other}`, { bearer }),
    await call('PATCH', `${WORKFLOWS}/${id}${other}`, { bearer, body: { name: 'theirs' } }),
    await call('DELETE', `${WORKFLOWS}/${id}${other}`, { bearer }),
    await call('GET', `${WORKFLOWS}/${id}/automations${other}`, { bearer }),
    await call('POST', `${WORKFLOWS}/${id}/automations${other}`, {
      bearer,
      body: { trigger_type: 'manual' },
    }),
  ]
  assert.deepEqual(
    new Set(answers.map(({ status, body }) => `${status} ${body.code}`)),
    new Set(['404 workflow_not_found']),
  )
  assert.equal((await call('GET', `${WORKFLOWS}/${id}${inAcme}`, { bearer })).body.name, 'ours')
})

test('a workspace has at most 100, and a workflow at most 20 automations, also when all come at once', async () => {
  await house.scopedToken('full')
  const workspace_name = 'full'
  const many = (count: number, send: () => ReturnType<typeof call>) =>
    Promise.all(Array.from({ length: count }, send))
  const made = await many(102, () => call('POST', WORKFLOWS, { bearer, body: { workspace_name, name: 'x' } }))
  assert.equal(made.filter(({ status }) => status === 200).length, 100)
  const id = made.find(({ status }) => status === 200)?.body.id
  const body = { workspace_name, trigger_type: 'manual' }
  const automations = await many(22, () => call('POST', `${WORKFLOWS}/${id}/automations`, { bearer, body }))
  assert.equal(automations.filter(({ status }) => status === 200).length, 20)
})

test('what is stored goes with its workspace', async () => {
  const { body } = await call('GET', '/api/v1/account/applications/scoped-token/info', {
    bearer: await house.scopedToken('leaving'),
  })
  await call('POST', WORKFLOWS, { bearer, body: { workspace_name: 'leaving', name: 'x' } })
  await call('POST', `/api/v1/workspaces/${body.workspace_id}/offboard`, { bearer })
  const reply = await call('POST', WORKFLOWS, {
    bearer,
    body: { workspace_id: body.workspace_id, name: 'x' },
  })
  assert.equal(reply.status, 404, reply.text)
})
