// The same call through an engine, which holds the credential of each customer. The engine is a whole one
// on a database of its own, started for this example, with an emulated GitHub behind it.
import assert from 'node:assert/strict'
import { engineUnderTest, GITHUB_TOKEN } from '@sallyport/server/testing'
import { connect } from 'sallyport'
import { github } from 'sallyport/connectors/github'

const house = await engineUnderTest()
try {
  // Once for each customer: the account is connected, and its credential sealed.
  const scopedToken = await house.scopedToken('acme')
  await house.connectGithub(scopedToken, { credentials: { token: GITHUB_TOKEN } })

  const url = house.engine.url
  const { client_id: clientId, client_secret: clientSecret } = house.application
  const repository = { owner: 'octokit-fixture-org', repo: 'paginate-issues' }

  // #region flow
  const client = connect(github, { url, clientId, clientSecret, workspace: 'acme' })

  const { data, page } = await client.issues.list(repository, { limit: 3 })
  for (const issue of data) console.log(issue.number, issue.title)

  // An agent chooses while it runs: any action by name, checked just the same.
  const same = await client.execute('issues', 'list', repository, { limit: 3 })
  // #endregion

  assert.equal(data.length, 3)
  assert.equal(page.complete, false)
  assert.deepEqual(same.data, data)
  await client.close()
} finally {
  await house.close()
}
