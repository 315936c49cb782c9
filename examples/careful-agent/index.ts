// What keeps an agent from doing more than it should: a token that can do less, a look before the leap, and a
// check of what a credential opens. And a file that goes through the engine without lying anywhere in clear.
import assert from 'node:assert/strict'
import { googleDriveVendor } from '@sallyport/connectors/google-drive/vendor'
import { emulate } from '@sallyport/emulator'
import { engineUnderTest, GITHUB_TOKEN } from '@sallyport/server/testing'
import { connect } from 'sallyport'
import { github } from 'sallyport/connectors/github'
import { googleDrive } from 'sallyport/connectors/google-drive'

const google = await emulate(googleDriveVendor, { credentials: 'ya29.practise', links: 'vendor' })
const played = new Map([['https://www.googleapis.com', google.url]])
const house = await engineUnderTest({ origins: played })
const { url } = house.engine
const { client_id: clientId, client_secret: clientSecret } = house.application
const repository = { owner: 'octokit-fixture-org', repo: 'paginate-issues' }
const CONNECTORS = '/api/v1/integrations/connectors'

try {
  const bearer = await house.scopedToken('acme')
  const connector = await house.connectGithub(bearer, { credentials: { token: GITHUB_TOKEN } })
  await house.call('POST', CONNECTORS, {
    bearer,
    body: { connector_type: 'google-drive', credentials: { access_token: 'ya29.practise' } },
  })

  // #region token
  // An agent gets a token that reads and writes, and can neither send messages, nor pay, nor delete.
  const { body } = await house.call('POST', '/api/v1/account/applications/scoped-token', {
    bearer: await house.applicationToken(),
    body: { workspace_name: 'acme', capabilities: ['execute'] },
  })
  const refused = await house.execute(body.token, connector, {
    entity: 'comments',
    action: 'create',
    params: { ...repository, number: 1, body: 'Hello' },
  })
  console.log(refused.body.code, refused.body.fix) // forbidden_operation It was made for: read, write. ...
  // #endregion
  assert.equal(refused.body.code, 'forbidden_operation')

  // #region preview
  const client = connect(github, { url, clientId, clientSecret, workspace: 'acme' })
  // What would be sent, to whom; nothing is.
  const request = await client.preview('issues', 'create', { ...repository, title: 'Rain' })
  console.log(request.method, request.url, request.headers.authorization, request.body)
  // Whether the credential works, and which entities it opens.
  const { status, entities } = await client.check()
  // #endregion
  assert.deepEqual([request.method, request.headers.authorization], ['POST', 'Bearer [hidden]'])
  assert.equal(house.github.ledger.count({ method: 'POST' }), 0)
  assert.equal(status, 'succeeded')
  assert.ok(entities.length > 5)
  await client.close()

  const report = Buffer.from('numbers, numbers, numbers')
  // #region files
  const drive = connect(googleDrive, { url, clientId, clientSecret, workspace: 'acme' })
  const file = { type: 'text/csv', name: 'report.csv', content: report }
  const { data } = await drive.files.upload({ name: 'report.csv' }, { file })
  const download = await drive.files.download({ fileId: data.id }, { range: { first: 0, last: 6 } })
  for await (const piece of download.body) process.stdout.write(piece)
  // #endregion
  assert.equal(download.range, `bytes 0-6/${report.length}`)
  await drive.close()
} finally {
  await house.close()
  await google.close()
}
