import assert from 'node:assert/strict'
import { after, beforeEach, describe, test } from 'node:test'
import { type EngineOptions, sallyport } from 'sallyport'
import { github } from 'sallyport/connectors/github'
import { engineOptions } from './testing/engine-options.ts'
import { engineUnderTest, GITHUB_TOKEN, REPOSITORY } from './testing/engine-under-test.ts'

const credentials = { token: GITHUB_TOKEN }

const house = await engineUnderTest()
after(() => house.close())
beforeEach(() => house.github.ledger.clear())

function workspace(name: string, more: Partial<EngineOptions> = {}) {
  return sallyport(engineOptions(house, more)).workspace(name)
}

async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

/** Sends on, and loses the answers that it is told to: as a network does that fails on the way back. */
function losing(path: string, times: number) {
  let left = times
  const sent: (string | null)[] = []
  const send: typeof fetch = async (input, init) => {
    const response = await fetch(input, init)
    if (!new URL(String(input)).pathname.endsWith(path)) return response
    sent.push(new Headers(init?.headers).get('idempotency-key'))
    if (left-- <= 0) return response
    await response.body?.cancel()
    throw new TypeError('fetch failed')
  }
  return { fetch: send, sent }
}

/** Sends on, and remembers what was asked for. */
function counting() {
  const paths: string[] = []
  const send: typeof fetch = (input, init) => {
    paths.push(`${init?.method} ${new URL(String(input)).pathname}`)
    return fetch(input, init)
  }
  return { fetch: send, paths }
}

describe('connectors of a workspace', () => {
  test('are made, listed, looked at, tried, described and ended', async () => {
    const { connectors } = workspace('whole way')
    const made = await connectors.create(github, { credentials, name: 'First' })
    assert.deepEqual([made.name, made.type, made.status], ['First', 'github', 'active'])

    const listed = await collected(connectors.list())
    assert.deepEqual(
      listed.map(({ id, name, type }) => ({ id, name, type })),
      [{ id: made.id, name: 'First', type: 'github' }],
    )
    // By its id, its name, and its type where it is the only one.
    for (const reference of [made.id, 'first', 'github']) {
      assert.equal((await connectors.get(reference)).id, made.id)
    }
    assert.equal((await connectors.check('First')).status, 'succeeded')
    const { connector_name } = await connectors.describe('First', { entity: 'issues' })
    assert.equal(connector_name, 'github')

    const { jobId } = await connectors.delete('First')
    assert.match(jobId ?? '', /^[0-9a-f-]{36}$/)
    assert.deepEqual(await collected(connectors.list()), [])
  })

  test('are listed page by page', async () => {
    const { connectors } = workspace('pages')
    for (const name of ['a', 'b', 'c']) {
      await connectors.create('github', { credentials, name, validate: false })
    }
    const names: string[] = []
    for await (const { name } of connectors.list({ pageSize: 2 })) names.push(name)
    assert.deepEqual(names, ['a', 'b', 'c'])
  })

  test('are never guessed: the error lists the choices', async () => {
    const { connectors, execute } = workspace('two')
    for (const name of ['One', 'Two'])
      await connectors.create('github', { credentials, name, validate: false })
    await assert.rejects(execute('github', 'users', 'me'), {
      code: 'connector_ambiguous',
      fix: /"One" .*"Two"/,
    })
    await assert.rejects(execute('Three', 'users', 'me'), {
      code: 'connector_not_found',
      fix: /"One" .*"Two"/,
    })
    assert.equal((await execute('Two', 'users', 'me')).page, undefined)
  })

  test('of which the answer was lost are made once', async () => {
    const { fetch, sent } = losing('/connectors', 1)
    const { connectors } = workspace('lost', { fetch })
    const { id } = await connectors.create('github', { credentials })
    assert.equal(new Set(sent).size, 1)
    assert.deepEqual(
      (await collected(workspace('lost').connectors.list())).map((one) => one.id),
      [id],
    )
  })

  test('are ended once, where the answer of that was lost', async () => {
    const { connectors } = workspace('ended')
    const { id } = await connectors.create('github', { credentials, validate: false })
    const { fetch, sent } = losing(`/${id}`, 1)
    assert.deepEqual(await workspace('ended', { fetch }).connectors.delete(id), { jobId: undefined })
    assert.equal(sent.length, 2)
    assert.deepEqual(await collected(connectors.list()), [])
    // Whoever names what is not there is told so.
    await assert.rejects(connectors.delete(id), { code: 'connector_not_found' })
  })

  test('that are not there are none, and nothing is made by looking', async () => {
    assert.deepEqual(await collected(workspace('nobody').connectors.list()), [])
    await assert.rejects(workspace('nobody').tools(), { code: 'workspace_not_found', act: 'developer' })
  })
})

describe('execute', () => {
  test('runs by names alone, and a typed client of the workspace the same', async () => {
    const acme = workspace('execute')
    await acme.connectors.create(github, { credentials })
    const { data, page } = await acme.execute('github', 'issues', 'list', REPOSITORY, { limit: 3 })
    const same = await acme.connect(github).issues.list(REPOSITORY, { limit: 3 })
    assert.deepEqual(data, same.data)
    assert.equal(page?.complete, false)
  })

  test('looks a name up once, and again when its connector was replaced', async () => {
    const { fetch, paths } = counting()
    const acme = workspace('looked up', { fetch })
    const { id } = await acme.connectors.create('github', { credentials, name: 'Ours' })
    for (const _ of [1, 2, 3]) await acme.execute('Ours', 'users', 'me')
    const lookUps = () => paths.filter((path) => path === 'GET /api/v1/integrations/connectors').length
    assert.equal(lookUps(), 1)
    await acme.connectors.delete(id)
    await acme.connectors.create('github', { credentials, name: 'Ours' })
    assert.equal((await acme.execute('Ours', 'users', 'me')).page, undefined)
    assert.equal(lookUps(), 2)
  })

  test('gives a small file inside of JSON, and `download` any file as it comes', async () => {
    const acme = workspace('files')
    await acme.connectors.create(github, { credentials })
    const file = { owner: 'octokit-fixture-org', repo: 'hello-world', path: 'README.md' }
    const { body } = await acme.download('github', 'files', 'download', file)
    const pieces: Uint8Array[] = []
    for await (const piece of body) pieces.push(piece)
    assert.match(Buffer.concat(pieces).toString(), /hello-world/)
    const { data } = await acme.execute('github', 'files', 'download', file)
    assert.equal((data as { readonly encoding: string }).encoding, 'base64')
    await assert.rejects(acme.download('github', 'users', 'me'), /users\.me gives no file/)
  })

  test('of a write whose answer was lost asks again, and it happens once', async () => {
    const { fetch, sent } = losing('/execute', 1)
    const acme = workspace('write once', { fetch })
    await acme.connectors.create(github, { credentials })
    house.github.ledger.clear()
    const { data } = await acme.execute('github', 'issues', 'create', { ...REPOSITORY, title: 'Once' })
    assert.equal((data as { readonly title: string }).title, 'Once')
    assert.equal(sent.length, 2)
    assert.equal(house.github.ledger.count({ method: 'POST', status: 201 }), 1)
  })

  test('that is given up rejects with the reason of the signal', async () => {
    const acme = workspace('given up')
    const reason = new Error('enough')
    const signal = AbortSignal.abort(reason)
    await assert.rejects(acme.execute('github', 'users', 'me', {}, { signal }), (error) => error === reason)
    await assert.rejects(collected(acme.connectors.list({ signal })), (error) => error === reason)
    await assert.rejects(acme.tools({ signal }), (error) => error === reason)
  })
})

test('the organization is named where an application reaches several', async () => {
  const { organization_id: organization } = house.application
  const acme = workspace('organization', { organization })
  await acme.connectors.create(github, { credentials })
  assert.equal((await collected(acme.connectors.list())).length, 1)
  const elsewhere = workspace('organization', { organization: '0b6d8a3e-6a3c-4c52-9d0c-3a4f6d2f7c11' })
  await assert.rejects(collected(elsewhere.connectors.list()), { status: 403 })
})
