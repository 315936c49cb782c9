// Uploads a definition to a running engine by push.sh, connects an account to it and calls it; then changes a text that
// models read, which takes an approval. The third party is a server of ten lines.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { engineUnderTest } from '@sallyport/server/testing'

const weather = createServer((request, response) => {
  const allowed = request.headers.authorization === 'Bearer wx_demo'
  const body = allowed ? { stations: [{ id: 'a1', city: 'lisbon' }], next: null } : { error: 'no' }
  response.writeHead(allowed ? 200 : 401, { 'content-type': 'application/json' }).end(JSON.stringify(body))
})
weather.listen(0, '127.0.0.1')
await once(weather, 'listening')
const address = weather.address()
assert.ok(typeof address === 'object' && address !== null)

const house = await engineUnderTest({
  config: { redirectOrigins: new Map([['https://api.weather.example', `http://127.0.0.1:${address.port}`]]) },
})
try {
  const { client_id, client_secret } = house.application
  const { stdout } = await promisify(execFile)('bash', [fileURLToPath(new URL('push.sh', import.meta.url))], {
    cwd: fileURLToPath(new URL('../../', import.meta.url)),
    env: {
      ...process.env,
      SALLYPORT_URL: house.engine.url,
      SALLYPORT_CLIENT_ID: client_id,
      SALLYPORT_CLIENT_SECRET: client_secret,
    },
  })
  process.stdout.write(stdout)
  assert.match(stdout, /is now version 1\.\n.* is already version 1\.\n/)

  const bearer = await house.applicationToken()
  const body = { connector_type: 'weather', workspace_name: 'acme', credentials: { token: 'wx_demo' } }
  const made = await house.call('POST', '/api/v1/integrations/connectors', { bearer, body })
  const call = { entity: 'stations', action: 'list', params: { city: 'lisbon' } }
  const { body: answer } = await house.execute(bearer, made.body.id, call)
  assert.deepEqual(answer.result, [{ id: 'a1', city: 'lisbon' }])

  const definition = JSON.parse(await readFile(new URL('weather.json', import.meta.url), 'utf8'))
  definition.about = 'Reports of weather stations, and tides.'
  const sources = '/api/v1/integrations/definitions/sources'
  const refused = await house.call('POST', sources, { bearer, body: { definition } })
  assert.equal(refused.body.code, 'approval_required')
  const approve = refused.body.errors[0].details.hash
  const approved = await house.call('POST', sources, { bearer, body: { definition, approve } })
  assert.deepEqual([approved.status, approved.body.version], [201, 2])
} finally {
  await house.close()
  weather.close()
}
