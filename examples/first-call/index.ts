// Lists the issues of a repository from this process, with a token of your own. It runs offline: the
// emulator plays GitHub, from GitHub's own recorded traffic.
import assert from 'node:assert/strict'
import { githubVendor } from '@sallyport/connectors/github/vendor'
import { emulate } from '@sallyport/emulator'

const token = 'ghp_practise'
const emulator = await emulate(githubVendor, { credentials: token })
const redirectOrigins = { 'https://api.github.com': emulator.url }

// #region flow
import { connect, SallyportError } from 'sallyport'
import { github } from 'sallyport/connectors/github'

// Leave `redirectOrigins` out, and this is the real GitHub.
const client = connect(github, { credentials: { token }, redirectOrigins })
const repository = { owner: 'octokit-fixture-org', repo: 'paginate-issues' }

// One page.
const { data, page } = await client.issues.list(repository, { limit: 3 })
for (const issue of data) console.log(issue.number, issue.title)

// Every page, each fetched when it is reached.
let count = 0
for await (const issue of client.issues.list.all(repository)) {
  console.log(issue.user?.login, 'opened', issue.html_url)
  count++
}
// #endregion

// #region errors
try {
  await client.execute('issues', 'list', { ...repository, stat: 'open' })
} catch (error) {
  if (!SallyportError.isInstance(error)) throw error
  console.log(error.code, error.act) // invalid_params agent
  for (const problem of error.problems) console.log(problem.message) // ... Did you mean "state"? ...
}
// #endregion

assert.equal(data.length, 3)
assert.equal(page.complete, false)
assert.equal(count, 13)
await client.close()
await emulator.close()
