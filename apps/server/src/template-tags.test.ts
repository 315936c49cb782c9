import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { engineUnderTest, GITHUB_TOKEN } from './testing/index.ts'

const under = await engineUnderTest()
after(() => under.close())
const { call } = under
const operator = await under.applicationToken()
const bearer = await under.scopedToken('acme')

const TEMPLATES = '/api/v1/integrations/templates'
const SOURCES = `${TEMPLATES}/sources`
const TAGS = `${TEMPLATES}/tags`
const GITHUB = 'ef69ef6e-aa7f-4af1-a01d-ef775033524e'

const createTag = (name: string, as = operator) => call('POST', TAGS, { bearer: as, body: { name } })
const tag = (id: string, name: string, as = operator) =>
  call('POST', `${SOURCES}/${id}/tags`, { bearer: as, body: { tag: name } })
const untag = (id: string, name: string) =>
  call('DELETE', `${SOURCES}/${id}/tags/${encodeURIComponent(name)}`, { bearer: operator })
const at = (name: string) => `${TAGS}/${encodeURIComponent(name)}`

async function make(name: string, tags: readonly string[] = []): Promise<string> {
  const body = { actor_definition_id: GITHUB, partial_default_config: {}, name, tags }
  return (await call('POST', SOURCES, { bearer: operator, body })).body.id
}

async function listed(query: string): Promise<string[]> {
  const { status, text, body } = await call('GET', `${SOURCES}?${query}`, { bearer })
  assert.equal(status, 200, text)
  return body.data.map(({ name }: { name: string }) => name)
}

async function tagNames(): Promise<string[]> {
  const { body } = await call('GET', TAGS, { bearer: operator })
  return body.data.map(({ name }: { name: string }) => name)
}

const both = await make('Both', ['crm', 'beta'])
const crm = await make('CRM alone', ['crm'])
const none = await make('No tags')

test('templates are chosen by every one of some tags, or by any', async () => {
  assert.deepEqual(await listed('tags=crm'), ['Both', 'CRM alone'])
  assert.deepEqual(await listed('tags=crm&tags=beta'), ['Both'])
  assert.deepEqual(await listed('tags=crm&tags=beta&tags_mode=all'), ['Both'])
  assert.deepEqual(await listed('tags=crm&tags=beta&tags_mode=any'), ['Both', 'CRM alone'])
  assert.deepEqual(await listed('tags=nobody'), [])
  assert.deepEqual(await listed('tags=nobody&tags=beta&tags_mode=any&use_global=true'), ['Both'])
  assert.deepEqual(await listed(''), ['Both', 'CRM alone', 'No tags'])
  const { status } = await call('GET', `${SOURCES}?tags_mode=some`, { bearer })
  assert.equal(status, 422)
})

test('a tag is made once, and shown as the contract has it', async () => {
  const made = await createTag('sales')
  assert.deepEqual(Object.keys(made.body), ['id', 'name', 'organization_id', 'created_at', 'updated_at'])
  assert.deepEqual([made.status, made.body.organization_id], [200, under.application.organization_id])
  const again = await createTag(' sales ')
  assert.deepEqual([again.status, again.body], [200, made.body])
  assert.deepEqual(await tagNames(), ['beta', 'crm', 'sales'])
})

test('a tag is put on templates and taken off, also with a scoped token, and twice is once', async () => {
  for (const as of [operator, bearer, bearer]) {
    const { status, body } = await tag(none, 'new here', as)
    assert.deepEqual([status, body.id, body.tags], [200, none, ['new here']])
  }
  assert.deepEqual(await listed('tags=new%20here'), ['No tags'])
  for (const _ of [1, 2]) {
    const { status, body } = await untag(none, 'new here')
    assert.deepEqual([status, body.tags], [200, []])
  }
  assert.ok((await tagNames()).includes('new here'))
})

test('a tag that is renamed is so wherever it is', async () => {
  const { status, body } = await call('PUT', at('crm'), { bearer: operator, body: { name: 'CRM/é 100%' } })
  assert.deepEqual([status, body.name], [200, 'CRM/é 100%'])
  assert.deepEqual(await listed(`tags=${encodeURIComponent('CRM/é 100%')}`), ['Both', 'CRM alone'])
  assert.deepEqual(await listed('tags=crm'), [])
  const taken = await call('PUT', at('beta'), { bearer: operator, body: { name: 'sales' } })
  assert.deepEqual([taken.status, taken.body.errors[0].error_code], [422, 'taken'])
  const missing = await call('PUT', at('nobody'), { bearer: operator, body: { name: 'somebody' } })
  assert.deepEqual([missing.status, missing.body.code], [404, 'tag_not_found'])
})

test('a tag that is deleted is on nothing any more, and templates stay', async () => {
  const { status, body } = await call('DELETE', at('CRM/é 100%'), { bearer: operator })
  assert.deepEqual([status, Object.keys(body)], [200, ['id', 'deleted_at']])
  const { data } = (await call('GET', SOURCES, { bearer })).body
  assert.deepEqual(
    data.map(({ tags }: { tags: string[] }) => tags),
    [['beta'], [], []],
  )
  assert.equal((await call('DELETE', at('CRM/é 100%'), { bearer: operator })).status, 404)
})

test('a tag has 1 to 255 characters that a path can name', async () => {
  const longest = '\u{1F600}'.repeat(255)
  assert.equal((await createTag(longest)).status, 200)
  assert.equal((await call('DELETE', at(longest), { bearer: operator })).status, 200)
  for (const name of ['', ' ', 'x'.repeat(256), 'a\nb', '.', '..']) {
    assert.equal((await createTag(name)).status, 422, JSON.stringify(name))
  }
  assert.equal((await tag(crm, '..')).status, 422)
})

test('there is a bound for the tags of a template', async () => {
  const many = Array.from({ length: 50 }, (_, index) => `tag ${index}`)
  const full = await make('Full', many)
  const { status, body } = await tag(full, 'one more')
  assert.deepEqual([status, body.message], [422, 'A template has at most 50 tags, and an organization 500.'])
  assert.equal((await tag(full, 'tag 7')).status, 200)
})

test('names of tags are for programs of the organization, and global templates have none', async () => {
  assert.equal((await call('PUT', at('beta'), { bearer, body: { name: 'x' } })).status, 403)
  assert.equal((await call('DELETE', at('beta'), { bearer })).status, 403)
  assert.equal((await createTag('from a workspace', bearer)).status, 200)
  const [global] = (await call('GET', `${SOURCES}/global`, { bearer })).body.data
  assert.equal((await tag(global.id, 'beta')).status, 403)
  assert.equal((await tag('00000000-0000-7000-8000-000000000000', 'beta')).body.code, 'template_not_found')
  assert.equal((await untag(both, 'never there')).status, 200)
})

test('the page of a widget is shown the templates with its tags, and connects through no others', async () => {
  const only = await make('For the page', ['page'])
  const reply = await call('POST', '/api/v1/account/applications/widget-token', {
    bearer: operator,
    body: {
      workspace_name: 'acme',
      allowed_origin: 'https://app.example',
      selected_source_template_tags: ['page'],
    },
  })
  const page: string = JSON.parse(Buffer.from(reply.body.token, 'base64').toString()).token
  const seen = await call('GET', `${SOURCES}?use_global=true`, { bearer: page })
  assert.deepEqual(
    seen.body.data.map(({ id }: { id: string }) => id),
    [only],
  )
  assert.deepEqual((await call('GET', `${SOURCES}/global`, { bearer: page })).body.data, [])
  assert.equal((await call('GET', `${SOURCES}/${only}`, { bearer: page })).status, 200)
  assert.equal((await call('GET', `${SOURCES}/${both}`, { bearer: page })).body.code, 'template_not_found')
  const connect = (body: object) =>
    call('POST', '/api/v1/integrations/connectors', {
      bearer: page,
      body: { credentials: { token: GITHUB_TOKEN }, ...body },
    })
  for (const named of [{ source_template_id: both }, { connector_type: 'slack' }]) {
    assert.equal((await connect(named)).body.code, 'template_not_found')
  }
  // Of several templates of the type there is one that the page knows.
  const made = await connect({ connector_type: 'github' })
  assert.equal(made.status, 200, made.text)
  assert.equal(made.body.source_template.id, only)
})
