import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { assertErrorAnswer } from '@sallyport/http/testing'
import { addOrganization } from './testing/add-organization.ts'
import { createCaller } from './testing/caller.ts'
import { engineUnderTest, GITHUB_TOKEN, REPOSITORY } from './testing/index.ts'

const HOUR = 3_600
const connections = { connections: 100, connectionsPerNetwork: 100 }
const under = await engineUnderTest({
  config: {
    limits: {
      ...connections,
      application: { calls: 40, seconds: HOUR },
      workspace: { calls: 10, seconds: HOUR },
    },
  },
})
after(() => under.close())
const rival = await addOrganization(under, 'rival')
const theirs = createCaller(under.engine.url, {
  client_id: rival.clientId,
  client_secret: rival.clientSecret,
  organization_id: rival.id,
})
const bearer = await under.scopedToken('acme')
const operator = await under.applicationToken()
const id = await under.connectGithub(operator, {
  workspace_name: 'acme',
  credentials: { token: GITHUB_TOKEN },
  validate: false,
})
const LIST = { entity: 'issues', action: 'list', params: { ...REPOSITORY, limit: 1 } }
const look = (as = bearer) => under.call('GET', '/api/v1/integrations/templates/sources', { bearer: as })

test('an answer says which limit there is, and what is left of it', async () => {
  const { headers } = await look()
  assert.equal(headers.get('ratelimit-policy'), '"workspace";q=10;w=3600')
  assert.match(headers.get('ratelimit') ?? '', /^"workspace";r=9;t=\d+$/)
  const ofOperator = await look(operator)
  assert.equal(ofOperator.headers.get('ratelimit-policy'), '"application";q=40;w=3600')
})

test('a workspace that has called too often is refused whoever calls for it, and others go on', async () => {
  for (let call = 0; call < 9; call++) assert.equal((await look()).status, 200)
  const refused = await look()
  const { retry_at } = assertErrorAnswer(refused, { code: 'rate_limited', says: /workspace/ })
  assert.equal(refused.headers.get('ratelimit-policy'), '"workspace";q=10;w=3600')
  assert.match(refused.headers.get('ratelimit') ?? '', /^"workspace";r=0;t=\d+$/)
  const seconds = Number(refused.headers.get('retry-after'))
  assert.ok(seconds > 300 && seconds <= 360, String(seconds))
  assert.ok(retry_at !== null && Date.parse(retry_at) > Date.now())

  under.github.ledger.clear()
  assertErrorAnswer(await under.execute(operator, id, LIST), 'rate_limited')
  assert.equal(under.github.ledger.count(), 0)
  assert.equal((await look(await under.scopedToken('elsewhere'))).status, 200)
})

test('an application that has called too often is refused, and those of other organizations go on', async () => {
  let answer = await look(operator)
  for (let call = 0; call < 40 && answer.status === 200; call++) answer = await look(operator)
  assertErrorAnswer(answer, { code: 'rate_limited', says: /application/ })
  // Also with tokens of its workspaces, which are the application's.
  assertErrorAnswer(await look(), { code: 'rate_limited', says: /application/ })
  assert.equal((await look(await theirs.applicationToken())).status, 200)
})

test('logins and health are not counted', async () => {
  assert.equal(typeof (await under.applicationToken()), 'string')
  assert.equal((await under.call('GET', '/healthz')).headers.get('ratelimit'), null)
})
