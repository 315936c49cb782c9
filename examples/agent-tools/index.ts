// Tools for an agent, of a customer's connectors, within a budget of tokens. There is no model here: what one would ask
// for is written down. The engine is a whole one, started for this example, with an emulated GitHub behind it.
import assert from 'node:assert/strict'
import { engineUnderTest, GITHUB_TOKEN } from '@sallyport/server/testing'
import { sallyport } from 'sallyport'
import { github } from 'sallyport/connectors/github'

const house = await engineUnderTest()
try {
  const url = house.engine.url
  const { client_id: clientId, client_secret: clientSecret } = house.application
  const credentials = { token: GITHUB_TOKEN }

  // #region workspace
  const acme = sallyport({ url, clientId, clientSecret }).workspace('acme')

  await acme.connectors.create(github, { credentials })
  for await (const { name, type, status } of acme.connectors.list()) console.log(name, type, status)
  // #endregion

  // #region tools
  const { mode, tools, tokens } = await acme.tools({ maxTokens: 4_000 })
  console.log(
    mode,
    tokens,
    tools.map(({ name }) => name),
  ) // discovery ... search_tools, execute ...
  // #endregion

  // #region run
  const execute = tools.find(({ name }) => name === 'execute')
  const asked = { tool: 'github_issues_list', params: { owner: 'octokit-fixture-org', limit: 3 } }
  const outcome = await execute?.run(asked, { callId: 'call_1' })
  if (outcome?.kind === 'correct') console.log(outcome.text) // "repo" is missing: the model can mend it
  // #endregion

  assert.equal(mode, 'discovery')
  assert.ok(tokens <= 4_000)
  assert.equal(outcome?.kind, 'correct')
  assert.match(outcome.text, /"repo"/)
} finally {
  await house.close()
}
