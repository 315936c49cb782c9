// A loop of LangChain.js over a GitHub account of your own, in local mode. It runs offline: the emulator plays GitHub, and
// a double of LangChain's own the model.
import assert from 'node:assert/strict'
import { AIMessage } from '@langchain/core/messages'
import { fakeModel } from '@langchain/core/testing'
import { githubVendor } from '@sallyport/connectors/github/vendor'
import { emulate } from '@sallyport/emulator'

const token = 'ghp_practise'
const emulator = await emulate(githubVendor, { credentials: token })
const redirectOrigins = { 'https://api.github.com': emulator.url }
const list = { owner: 'octokit-fixture-org', repo: 'paginate-issues', limit: 3 }
const model = fakeModel()
  // There is no such state: the model is told, and tries again.
  .respondWithTools([{ name: 'github_issues_list', args: { ...list, state: 'opened' }, id: 'call_1' }])
  .respondWithTools([{ name: 'github_issues_list', args: { ...list, state: 'open' }, id: 'call_2' }])
  .respond(new AIMessage('Three issues are open.'))

// #region flow
import { type BaseMessage, HumanMessage } from '@langchain/core/messages'
import { connect } from 'sallyport'
import { github } from 'sallyport/connectors/github'
import { langchainTools } from 'sallyport/langchain'

const client = connect(github, { credentials: { token }, redirectOrigins })
const tools = langchainTools(await client.tools({ entities: ['issues'] }))
const bound = model.bindTools(tools)

// `createAgent({ model, tools })` of the package `langchain` is this loop, and more.
const messages: BaseMessage[] = [new HumanMessage('What is open in paginate-issues?')]
let said = await bound.invoke(messages)
while (said.tool_calls?.length) {
  messages.push(said)
  for (const call of said.tool_calls) {
    const tool = tools.find(({ name }) => name === call.name)
    // A message for the model, also where it can mend the call; whatever it cannot mend is thrown here.
    messages.push(await tool?.invoke({ ...call, type: 'tool_call' }))
  }
  said = await bound.invoke(messages)
}
console.log(said.text)
// #endregion

const results = messages.filter(({ type }) => type === 'tool')
assert.deepEqual(
  results.map((message) => 'status' in message && message.status),
  ['error', 'success'],
)
assert.equal(said.text, 'Three issues are open.')
await client.close()
await emulator.close()
