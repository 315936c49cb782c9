import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { readTables } from '@sallyport/postgres'
import { engineUnderTest, GITHUB_TOKEN, REPOSITORY } from './testing/index.ts'

/** Every form that a call to execute may have. */
const under = await engineUnderTest()
after(() => under.close())
const bearer = await under.scopedToken('acme')
const repositories = `${REPOSITORY.owner}/${REPOSITORY.repo}`
const credentials = { token: GITHUB_TOKEN }
const id = await under.connectGithub(bearer, { credentials, source_config: { repositories } })

const ISSUES = { entity: 'issues', action: 'list', params: { limit: 2 } }
async function ok(body: object, connector = id) {
  const reply = await under.execute(bearer, connector, body)
  assert.equal(reply.status, 200, reply.text)
  return reply.body
}
const keysOf = (record: object) => Object.keys(record).sort()

describe('fields', () => {
  const WAYS: readonly (readonly [what: string, more: object])[] = [
    ['as dotted texts', { select_fields: ['number', 'user.login', 'labels.name'] }],
    ['as lists of parts', { select_fields: [['number'], ['user', 'login'], ['labels', 'name']] }],
    ['as both at once', { select_fields: ['number', ['user', 'login'], 'labels.name'] }],
    ['under their older name', { fields: [['number'], ['user', 'login'], 'labels.name'] }],
    ['among the parameters', { params: { limit: 2, fields: ['number', ['user', 'login'], 'labels.name'] } }],
    [
      'over those to leave out',
      { select_fields: ['number', 'user.login', 'labels.name'], exclude_fields: ['number'] },
    ],
  ]
  for (const [what, more] of WAYS) {
    test(`are chosen ${what}, through lists too`, async () => {
      const { result } = await ok({ ...ISSUES, ...more })
      for (const record of result) {
        assert.deepEqual(keysOf(record), ['labels', 'number', 'user'])
        assert.deepEqual(keysOf(record.user), ['login'])
        for (const label of record.labels) assert.deepEqual(keysOf(label), ['name'])
      }
    })
  }

  for (const [what, exclude] of [
    ['dotted texts', ['body', 'user.avatar_url', 'labels.color']],
    ['lists of parts', [['body'], ['user', 'avatar_url'], ['labels', 'color']]],
  ] as const) {
    test(`are left out as ${what}`, async () => {
      const [record] = (await ok({ ...ISSUES, exclude_fields: exclude })).result
      assert.ok(!('body' in record) && !('avatar_url' in record.user) && 'login' in record.user)
      for (const label of record.labels) assert.ok(!('color' in label))
    })
  }

  for (const select_fields of [[[]], [''], [['a', 1]], ['x'.repeat(501)], 'id', [[['a']]]]) {
    test(`that are ${JSON.stringify(select_fields).slice(0, 30)} are refused`, async () => {
      assert.equal((await under.execute(bearer, id, { ...ISSUES, select_fields })).status, 422)
    })
  }
})

test('null stands for everything that was not given', async () => {
  const nothing = { params: null, select_fields: null, exclude_fields: null, fields: null }
  const more = { skip_truncation: null, intent: null }
  assert.equal((await ok({ entity: 'users', action: 'me', ...nothing, ...more })).status, 'success')
})

test('long texts are cut only where that is asked for', async () => {
  const body = 'a long text '.repeat(40)
  const params = { title: 'Long', body }
  const { result } = await ok({ entity: 'issues', action: 'create', params })
  const listed = async (more: object) => {
    const answer = await ok({ ...ISSUES, params: { limit: 100 }, select_fields: ['number', 'body'], ...more })
    return answer.result.find(({ number }: { number: number }) => number === result.number).body
  }
  assert.equal(await listed({}), body)
  assert.equal(await listed({ skip_truncation: true }), body)
  assert.match(await listed({ skip_truncation: false }), /truncated, 480 characters; use "get"/)
})

test('why a call was made is recorded with it', async () => {
  await ok({ ...ISSUES, intent: 'To find what broke.' })
  for (let tries = 0; tries < 100; tries++) {
    const rows = await readTables(under.engine.database)
    if (
      rows.some(
        ({ table, columns }) => table === 'sallyport.executions' && columns.intent === 'To find what broke.',
      )
    )
      return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  assert.fail('the intent is nowhere')
})

describe('lists', () => {
  test('are gone through by cursor and limit among the parameters, each record once', async () => {
    const seen: number[] = []
    let cursor: string | null = null
    do {
      const answer: Listed = await ok({ ...ISSUES, params: { limit: 4, ...(cursor && { cursor }) } })
      seen.push(...answer.result.map(({ number }) => number))
      cursor = answer.connector_metadata.end_cursor
      assert.equal(answer.connector_metadata.has_next_page, cursor !== null)
    } while (cursor !== null)
    assert.ok(seen.length > 8)
    assert.equal(new Set(seen).size, seen.length)
  })

  test('say what the third party says beside them, under its own names', async () => {
    const query = `repo:${repositories}`
    const answer = await ok({ entity: 'issues', action: 'api_search', params: { query, per_page: 2 } })
    const { has_next_page: goesOn, end_cursor: cursor, total_count: total } = answer.connector_metadata
    assert.deepEqual([goesOn, typeof cursor, typeof total], [true, 'string', 'number'])
    assert.equal(answer.result.length, 2)
  })

  test('that the third party gives whole are given in parts too', async () => {
    for (const path of ['a.txt', 'b.txt', 'c.txt']) {
      const params = { path: `docs/${path}`, message: 'Add', content: 'eA==' }
      await ok({ entity: 'files', action: 'create', params })
    }
    const list = { entity: 'files', action: 'list', params: { path: 'docs', limit: 2 } }
    const first: Listed = await ok(list)
    assert.deepEqual([first.result.length, first.connector_metadata.has_next_page], [2, true])
    const cursor = first.connector_metadata.end_cursor
    const second: Listed = await ok({ ...list, params: { ...list.params, cursor } })
    assert.deepEqual([second.result.length, second.connector_metadata.end_cursor], [1, null])
    const foreign = await under.execute(bearer, id, { ...list, params: { ...list.params, cursor: 'nope' } })
    assert.deepEqual([foreign.status, foreign.body.code], [422, 'invalid_cursor'])
  })
})

interface Listed {
  readonly result: readonly { readonly number: number }[]
  readonly connector_metadata: { readonly has_next_page: boolean; readonly end_cursor: string | null }
}

describe('describe', () => {
  const entitiesOf = async (as: string, connector = id) => {
    const reply = await under.execute(as, connector, { entity: '', action: 'describe' })
    assert.equal(reply.status, 200, reply.text)
    const { entities } = reply.body.result as { entities: readonly { name: string; actions: object }[] }
    return new Map(entities.map(({ name, actions }) => [name, Object.keys(actions)]))
  }

  test('asks nobody, and is open to a connector whose credential was never tried', async () => {
    const untried = await under.connectGithub(bearer, { credentials, validate: false })
    const before = under.github.ledger.count()
    assert.ok((await entitiesOf(bearer, untried)).has('issues'))
    assert.equal(under.github.ledger.count(), before)
  })

  test('has what the connector is open for, and nothing else', async () => {
    const entities = [{ entity: 'issues', modes: ['read'] }, { entity: 'labels' }]
    const limited = await under.connectGithub(bearer, { credentials, entities })
    const described = await entitiesOf(bearer, limited)
    assert.deepEqual([...described.keys()], ['issues', 'labels'])
    assert.ok(!described.get('issues')?.includes('create') && described.get('labels')?.includes('create'))
    const other = await under.execute(bearer, limited, { entity: 'teams', action: 'describe' })
    assert.deepEqual([other.status, other.body.fix], [422, 'Use one of: issues, labels.'])
  })

  test('has what the token may do', async () => {
    const made = await under.call('POST', '/api/v1/embedded/scoped-token', {
      bearer: await under.applicationToken(),
      body: { workspace_name: 'acme', capabilities: ['read'] },
    })
    const described = await entitiesOf(String(made.body.token))
    assert.ok(described.get('issues')?.includes('list') && !described.get('issues')?.includes('create'))
  })

  test('does not require what the settings supply, and takes a choice of fields', async () => {
    const { result } = await ok({
      entity: 'issues',
      action: 'describe',
      select_fields: ['entities.actions.list.params'],
    })
    assert.deepEqual(Object.keys(result), ['entities'])
    const owner = result.entities[0].actions.list.params.find(
      ({ name }: { name: string }) => name === 'owner',
    )
    assert.deepEqual([owner.required, owner.default], [false, REPOSITORY.owner])
  })
})

describe('what cannot be run', () => {
  const REFUSED: readonly (readonly [request: object, code: string, words: RegExp])[] = [
    [{ entity: 'issue', action: 'list' }, 'unknown_entity', /Did you mean "issues"\? Use one of: /],
    [{ entity: '', action: 'list' }, 'unknown_entity', /Use one of: /],
    [{ entity: 'issues', action: 'lst' }, 'unsupported_action', /Did you mean "list"\? Use one of: /],
    [{ entity: 'issues', action: 'authorize' }, 'unsupported_action', /Use one of: /],
    [{ entity: 'issues', action: 'search' }, 'context_store_unavailable', /api_search \(params: q/],
    [
      { entity: 'issues', action: 'context_store_search' },
      'context_store_unavailable',
      /list \(params: owner/,
    ],
    [{ ...ISSUES, params: { state: 'shut' } }, 'invalid_params', /must be one of: open, closed, all/],
    [{ ...ISSUES, params: { limit: 101 } }, 'invalid_params', /from 1 to 100/],
  ]
  for (const [request, code, words] of REFUSED) {
    test(`${JSON.stringify(request)} is ${code}, and says what there is`, async () => {
      const { status, body } = await under.execute(bearer, id, request)
      assert.deepEqual([status, body.code, body.act], [422, code, 'agent'])
      assert.match(body.errors.map(({ message }: { message: string }) => message).join(' '), words)
    })
  }
})
