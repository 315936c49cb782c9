import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, describe, test } from 'node:test'
import { engineUnderTest, GITHUB_TOKEN } from './testing/index.ts'

/** Connectors named as people name them, found again page by page, and what is said where one is not there. */
const under = await engineUnderTest()
after(() => under.close())
const { call } = under
const CONNECTORS = '/api/v1/integrations/connectors'
const made = { credentials: { token: GITHUB_TOKEN }, validate: false }
const ME = { entity: 'users', action: 'me' }

describe('a connector in the path', () => {
  test('may be named by its name or its type, in any case, with a scoped token', async () => {
    const bearer = await under.scopedToken('names')
    const id = await under.connectGithub(bearer, { ...made, name: 'Our code' })
    for (const name of ['Our code', 'our%20CODE', 'github', 'GitHub', id]) {
      const reply = await call('POST', `${CONNECTORS}/${name}/execute`, { bearer, body: ME })
      assert.deepEqual([reply.status, reply.body.execution_metadata?.connector_instance_id], [200, id])
      assert.equal((await call('GET', `${CONNECTORS}/${name}`, { bearer })).body.id, id)
      assert.equal((await call('GET', `${CONNECTORS}/${name}/inspect`, { bearer })).body.connector_id, id)
    }
  })

  test('of a name that several have is refused with all of them', async () => {
    const bearer = await under.scopedToken('twins')
    const ids = [await under.connectGithub(bearer, made), await under.connectGithub(bearer, made)]
    const { status, body } = await call('POST', `${CONNECTORS}/github/execute`, { bearer, body: ME })
    assert.deepEqual([status, body.code], [409, 'connector_ambiguous'])
    assert.deepEqual(
      body.errors[0].details.candidates.map(({ id }: { id: string }) => id),
      ids,
    )
  })

  test('that is not there is answered with what the workspace of the token has, and with nothing else', async () => {
    const [own, other] = [await under.scopedToken('own'), await under.scopedToken('other')]
    const ours = await under.connectGithub(own, { ...made, name: 'Ours' })
    const theirs = await under.connectGithub(other, { ...made, name: 'Theirs' })
    for (const name of [theirs, randomUUID(), 'Theirs', 'stripe']) {
      const { status, body, text } = await call('GET', `${CONNECTORS}/${name}`, { bearer: own })
      assert.deepEqual([status, body.code], [404, 'connector_not_found'])
      assert.deepEqual(body.errors[0].details.candidates, [
        { id: ours, name: 'Ours', connector_name: 'github' },
      ])
      assert.ok(!text.includes(theirs) && !text.includes('Theirs'))
    }
  })

  test('is looked for in no workspace by a token that is bound to none', async () => {
    const bearer = await under.applicationToken()
    const { status, body } = await call('GET', `${CONNECTORS}/github`, { bearer })
    assert.deepEqual([status, body.code, body.errors], [404, 'connector_not_found', []])
  })

  test('is changed and ended by its id alone', async () => {
    const bearer = await under.scopedToken('own')
    assert.equal((await call('DELETE', `${CONNECTORS}/github`, { bearer })).status, 422)
    assert.equal((await call('PUT', `${CONNECTORS}/github`, { bearer, body: {} })).status, 422)
  })
})

describe('a list of connectors', async () => {
  const bearer = await under.scopedToken('many')
  const ids: string[] = []
  for (let count = 0; count < 5; count++) ids.push(await under.connectGithub(bearer, made))

  test('comes whole without a limit', async () => {
    const { body } = await call('GET', CONNECTORS, { bearer })
    assert.deepEqual([body.data.length, body.next], [5, null])
  })

  for (const path of [
    '/api/v1/integrations/connectors',
    '/api/v1/connectors/instances_for_user',
    '/api/v1/connectors/connectors_for_user',
  ]) {
    test(`at ${path} is followed by "next", which has no host, to the end`, async () => {
      const seen: string[] = []
      let next = `${path}?workspace_name=many&limit=2`
      while (next !== null) {
        assert.ok(next.startsWith(`${path}?`))
        const { status, body } = await call('GET', next, { bearer })
        assert.equal(status, 200)
        const rows = body.data ?? body.instances ?? body.connectors
        assert.ok(rows.length <= 2)
        seen.push(...rows.map(({ id }: { id: string }) => id))
        next = body.next
      }
      assert.deepEqual(seen, ids)
    })
  }

  for (const [query, code] of [
    ['limit=0', 'invalid_request'],
    ['limit=1001', 'invalid_request'],
    ['limit=two', 'invalid_request'],
    ['cursor=nope', 'invalid_cursor'],
    ['definition_id=github', 'invalid_request'],
  ] as const) {
    test(`refuses ${query}`, async () => {
      const { status, body } = await call('GET', `${CONNECTORS}?${query}`, { bearer })
      assert.deepEqual([status, body.code], [422, code])
    })
  }

  test('is of one type where that is asked for', async () => {
    const count = async (definition: string) => {
      const { body } = await call('GET', `${CONNECTORS}?definition_id=${definition}`, { bearer })
      return body.data.length
    }
    assert.equal(await count('ef69ef6e-aa7f-4af1-a01d-ef775033524e'), 5)
    assert.equal(await count(randomUUID()), 0)
  })
})
