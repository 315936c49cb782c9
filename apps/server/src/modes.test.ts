import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { connect } from 'sallyport'
import { github } from 'sallyport/connectors/github'
import { engineUnderTest, GITHUB_TOKEN } from './testing/engine-under-test.ts'
import { describeMode } from './testing/modes-conformance.ts'
import { tapPort } from './testing/port-tap.ts'

const repositories = 'octokit-fixture-org/paginate-issues'
const tap = await tapPort()
const redirectOrigins = { 'https://api.github.com': tap.url }
const house = await engineUnderTest({
  config: { redirectOrigins: new Map(Object.entries(redirectOrigins)) },
})
tap.forwardTo(house.github.url)
after(async () => {
  await house.close()
  await tap.close()
})

const local = describeMode('local', async () => {
  const options = { credentials: { token: GITHUB_TOKEN }, redirectOrigins }
  const client = connect(github, options)
  const configured = connect(github, { ...options, config: { repositories } })
  return {
    client,
    configured,
    github: house.github,
    tap,
    another: async () => connect(github, options),
    close: () => configured.close(),
  }
})

const hosted = describeMode('hosted', async () => {
  const { client_id: clientId, client_secret: clientSecret } = house.application
  const options = { url: house.engine.url, clientId, clientSecret }
  const credentials = { token: GITHUB_TOKEN }
  await house.connectGithub(await house.scopedToken('plain'), { credentials })
  await house.connectGithub(await house.scopedToken('set up'), {
    credentials,
    source_config: { repositories },
  })
  const client = connect(github, { ...options, workspace: 'plain' })
  const configured = connect(github, { ...options, workspace: 'set up', configured: ['repositories'] })
  const another = async (workspace: string) => {
    // GitHub may be set to refuse calls by now, and it is these that are looked at.
    await house.connectGithub(await house.scopedToken(workspace), { credentials, validate: false })
    return connect(github, { ...options, workspace })
  }
  return {
    client,
    configured,
    github: house.github,
    tap,
    another,
    close: () => configured.close(),
  }
})

test('local and hosted mode give the same results and say the same of failures', async () => {
  assert.ok(local.size > 40)
  for (const [title, seen] of local) assert.deepEqual(hosted.get(title), seen, title)
})
