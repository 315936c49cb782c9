import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Github, github } from '../connectors/github.ts'
import { type Client, sallyport, type Workspace } from '../index.ts'

// The compiler checks this file with all others: a line below "@ts-expect-error" that compiles is an error.

const ENGINE = { url: 'https://engine.example', clientId: 'id', clientSecret: 'secret' }

/** Never called: only its types count. */
export async function calls(acme: Workspace) {
  await acme.connectors.create(github, { credentials: { token: 't' } })
  await acme.connectors.create(github, { credentials: { token: 't' }, config: { repositories: 'o/r' } })
  await acme.connectors.create('github', { credentials: { whatever: 't' } })
  // @ts-expect-error no such field of GitHub's
  await acme.connectors.create(github, { credentials: { tokn: 't' } })
  // @ts-expect-error fields of two ways to authenticate
  await acme.connectors.create(github, { credentials: { token: 't', access_token: 't' } })
  // @ts-expect-error no such setting
  await acme.connectors.create(github, { credentials: { token: 't' }, config: { repos: 'o/r' } })

  const plain: Client<Github> = acme.connect(github)
  const configured = acme.connect(github, { configured: ['repositories'], connector: 'Second' })
  await configured.issues.list()
  // @ts-expect-error nothing fills the repository
  await plain.issues.list()

  await acme.tools({ maxTokens: 4_000, connectors: ['github'], effects: ['money'] })
  // @ts-expect-error reading and writing are open anyway
  await acme.tools({ effects: ['write'] })
  // @ts-expect-error a client has one connector
  await plain.tools({ connectors: ['github'] })
}

export function options() {
  sallyport({ ...ENGINE, organization: 'id' }).workspace('acme')
  // @ts-expect-error the secret is missing
  sallyport({ url: 'https://engine.example', clientId: 'id' })
}

test('options that cannot work are refused at once', () => {
  assert.throws(() => sallyport({ ...ENGINE, url: 'engine' }), TypeError)
  assert.throws(() => sallyport({ ...ENGINE, clientSecret: '' }), /"clientSecret"/)
  assert.throws(() => sallyport(ENGINE).workspace(''), /"workspace"/)
})
