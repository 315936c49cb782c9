import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emulate } from '@sallyport/emulator'
import { openStage } from '../testing/stage.ts'
import { linear } from './definition.ts'
import { linearVendor } from './vendor.ts'

const open = () => openStage({ definition: linear, play: (options) => emulate(linearVendor, options) })

interface Issue {
  readonly id: string
  readonly title: string
  readonly team: { readonly id: string }
  readonly priority: number
}

test('issues are walked over a connection, and one is created from flat parameters', async () => {
  await using stage = await open()
  const issues: Issue[] = []
  let cursor: string | undefined
  do {
    const { data, page } = await stage.call({
      entity: 'issues',
      action: 'list',
      limit: 2,
      ...(cursor !== undefined && { cursor }),
    })
    issues.push(...(data as Issue[]))
    cursor = page?.nextCursor ?? undefined
  } while (cursor !== undefined)
  assert.ok(issues.length > 2)
  assert.equal(new Set(issues.map(({ id }) => id)).size, issues.length)

  const params = { teamId: issues[0]?.team.id ?? '', title: 'Door stuck', priority: 2, description: null }
  const created = (await stage.call({ entity: 'issues', action: 'create', params })).data as Issue
  assert.deepEqual([created.title, created.priority], ['Door stuck', 2])
  const filter = { title: { eq: 'Door stuck' } }
  const found = (await stage.call({ entity: 'issues', action: 'list', params: { filter } })).data as Issue[]
  assert.deepEqual(
    found.map(({ id }) => id),
    [created.id],
  )
  assert.equal(stage.ledger.count({ verdict: 'refused' }), 0)
})

test('errors in the answer are told as what they are', async () => {
  await using stage = await open()
  const create = (params: Record<string, unknown>) =>
    stage.call({ entity: 'issues', action: 'create', params })
  await assert.rejects(create({ teamId: 'nowhere', title: 'x' }), ({ code }) =>
    /^upstream_(not_found|invalid)$/.test(code),
  )
  await assert.rejects(create({ title: 'x' }), { code: 'invalid_params' })
  const credential = { api_key: 'wrong' }
  await assert.rejects(stage.call({ entity: 'issues', action: 'list' }, { credential }), {
    code: 'credential_invalid',
  })
})
