import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { googleAccessTokens } from './google-kms.ts'
import { LoopbackDouble } from './testing/loopback-double.ts'

test("Google's own library gives the token of a federated login, and keeps it", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-google-login-'))
  const sts = await LoopbackDouble.start(({ body }) => {
    const isExchange = body.includes('token-exchange') && body.includes('pod-token')
    return isExchange
      ? { status: 200, body: { access_token: 'ya29.federated', expires_in: 3600, token_type: 'Bearer' } }
      : { status: 400, body: { error: 'invalid_request' } }
  })
  const before = process.env.GOOGLE_APPLICATION_CREDENTIALS
  t.after(async () => {
    if (before === undefined) delete process.env.GOOGLE_APPLICATION_CREDENTIALS
    else process.env.GOOGLE_APPLICATION_CREDENTIALS = before
    await sts.close()
    await rm(folder, { recursive: true })
  })
  await writeFile(join(folder, 'pod-token'), 'pod-token')
  const path = join(folder, 'credentials.json')
  await writeFile(
    path,
    JSON.stringify({
      type: 'external_account',
      audience: '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/p',
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      token_url: `${sts.url}/v1/token`,
      credential_source: { file: join(folder, 'pod-token') },
    }),
  )
  process.env.GOOGLE_APPLICATION_CREDENTIALS = path
  const accessToken = await googleAccessTokens('projects/acme/locations/l/keyRings/r/cryptoKeys/k')
  assert.equal(await accessToken(), 'ya29.federated')
  assert.equal(await accessToken(), 'ya29.federated')
  assert.equal(sts.requests.length, 1)
})
