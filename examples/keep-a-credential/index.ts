// Keeps a credential whose refresh token is good for one use, so that a program can start again. It runs offline: the
// emulator plays Linear, this program starts itself twice, and what runs then knows the first refresh token only.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { linearVendor } from '@sallyport/connectors/linear/vendor'
import { emulate } from '@sallyport/emulator'

// #region flow
import { connect } from 'sallyport'
import { linear } from 'sallyport/connectors/linear'
import { fileCredentialStore } from 'sallyport/local'

async function program({ path, key, refresh_token, ...more }: Settings) {
  // Leave `key` out, and whoever can read the file has the tokens.
  const credentialStore = fileCredentialStore({ path, key })
  const credentials = { refresh_token, client_id: 'app', client_secret: 'app-secret' }
  const client = connect(linear, { credentials, credentialStore, ...more })
  const { data } = await client.teams.list({})
  await client.close()
  return data.length
}
// #endregion

interface Settings {
  readonly path: string
  /** 32 bytes. */
  readonly key: Uint8Array
  readonly refresh_token: string
  readonly redirectOrigins: Readonly<Record<string, string>>
}

const [role, path = '', refresh_token = '', origin = ''] = process.argv.slice(2)
if (role === 'program') {
  const key = Buffer.alloc(32, 'from where you keep secrets')
  const redirectOrigins = { 'https://api.linear.app': origin }
  console.log(await program({ path, key, refresh_token, redirectOrigins }), 'teams')
} else await playTwice()

async function playTwice(): Promise<void> {
  const redirect = 'http://127.0.0.1:9/callback'
  const application = { client_id: 'app', client_secret: 'app-secret' }
  const emulator = await emulate(linearVendor, {
    oauth: {
      clients: [{ clientId: 'app', clientSecret: 'app-secret', redirectUris: [redirect] }],
      // A refresh token that comes again ends all that came of it.
      settings: { refresh: { rotation: 'always', reuse: 'revoke_family' }, accessTokenSeconds: 2 },
    },
  })
  const asked = { response_type: 'code', client_id: 'app', redirect_uri: redirect, scope: 'read' }
  const consent = `${emulator.url}/oauth/authorize?${new URLSearchParams(asked)}`
  const code = new URL((await emulator.oauth?.consent(consent)) ?? '').searchParams.get('code') ?? ''
  const grant = { grant_type: 'authorization_code', code, redirect_uri: redirect, ...application }
  const body = new URLSearchParams(grant)
  const answer = await fetch(`${emulator.url}/oauth/token`, { method: 'POST', body })
  const { refresh_token: first = '' } = (await answer.json()) as Record<string, string>

  const folder = await mkdtemp(join(tmpdir(), 'sallyport-example-'))
  const run = async () => {
    const given = ['program', join(folder, 'linear.credential'), first, emulator.url]
    const { stdout } = await promisify(execFile)(process.execPath, [fileURLToPath(import.meta.url), ...given])
    assert.match(stdout, /\d teams/)
    return emulator.ledger.count({ operation: 'POST /oauth/token', status: 200 })
  }
  // The first run uses up the refresh token that both are given.
  const exchanged = await run()
  // By then the access token has ended. The second run renews it with the refresh token that the first one got.
  await sleep(2_000)
  assert.ok((await run()) > exchanged)
  assert.equal(emulator.ledger.count({ operation: 'POST /oauth/token', token: first }), 1)
  await emulator.close()
  await rm(folder, { recursive: true })
}
