import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { SallyportError, Secret } from '@sallyport/errors'
import { describeRootKeyProvider } from './conformance.ts'
import { createRemoteRootKey } from './remote-root-key.ts'
import { realEdge } from './testing/real-edge.ts'
import { startVaultDouble, type VaultDouble } from './testing/vault-double.ts'
import { VersionedKey } from './testing/versioned-key.ts'
import { renewToken, tokenFromFile } from './vault-token.ts'
import { createVaultTransit, type VaultTransitOptions } from './vault-transit.ts'

let vault: VaultDouble
before(async () => {
  vault = await startVaultDouble()
  vault.tokens.set('s.good', { seconds: 3600, renewable: true })
  for (const name of ['root', 'other']) vault.keys.set(name, { key: new VersionedKey(), derived: false })
  vault.keys.set('derived', { key: new VersionedKey(), derived: true })
  vault.keys.set('derived-other', { key: new VersionedKey(), derived: true })
})
after(() => vault.service.close())

const open = (name: string, change: Partial<VaultTransitOptions> = {}) =>
  createRemoteRootKey(
    createVaultTransit({
      origin: vault.service.url,
      mount: 'transit',
      name,
      token: async () => 's.good',
      fetch,
      ...change,
    }),
    realEdge,
  )
const data = Buffer.from('organization 1')

describeRootKeyProvider({
  name: 'Vault transit',
  async create() {
    return { rootKey: open('root'), sameAgain: open('root'), other: open('other') }
  },
})
describeRootKeyProvider({
  name: 'Vault transit with a derived key',
  async create() {
    const derived = { derived: true }
    return {
      rootKey: open('derived', derived),
      sameAgain: open('derived', derived),
      other: open('derived-other', derived),
    }
  },
})

describe('a root key in Vault', () => {
  it('opens what older versions wrapped, and wraps with the newest', async () => {
    const rootKey = open('root')
    const before = await rootKey.wrap(Buffer.from('key'), data)
    vault.keys.get('root')?.key.rotate()
    const after = await rootKey.wrap(Buffer.from('key'), data)
    assert.match(Buffer.from(before).toString('latin1'), /vault:v1:/)
    assert.match(Buffer.from(after).toString('latin1'), /vault:v2:/)
    for (const wrapped of [before, after]) {
      assert.equal(Buffer.from(await rootKey.unwrap(wrapped, data)).toString(), 'key')
    }
  })

  it('never sees what is wrapped, nor whose it is', async () => {
    vault.service.requests.length = 0
    await open('root').wrap(Buffer.from('the-organization-key'), data)
    const seen = vault.service.requests.map(({ body }) => body).join()
    for (const bytes of [Buffer.from('the-organization-key'), data]) {
      assert.equal(seen.includes(bytes.toString('base64').slice(0, -2)), false)
    }
    assert.match(seen, /associated_data/)
  })

  it('refuses by itself what was moved, since the service is told what belongs together', async () => {
    const rootKey = open('root')
    const wrapped = await rootKey.wrap(Buffer.from('key'), data)
    const before = vault.service.asked('decrypt').length
    await rejects(rootKey.unwrap(wrapped, Buffer.from('organization 2')), false, /do not open here/)
    assert.equal(vault.service.asked('decrypt').length, before + 1)
  })

  it('names its namespace', async () => {
    await open('root', { namespace: 'admin/eu' }).wrap(Buffer.from('key'), data)
    assert.equal(vault.service.requests.at(-1)?.headers['x-vault-namespace'], 'admin/eu')
  })

  it('is denied to a token that may not use it, once and for all, and says what the token needs', async () => {
    const before = vault.service.requests.length
    const error = await rejects(
      open('root', { token: async () => 's.bad' }).wrap(Buffer.from('key'), data),
      false,
      /does not let the engine use it/,
    )
    assert.match(error.fix ?? '', /update on encrypt\/<key>/)
    assert.equal(vault.service.requests.length, before + 1)
    assert.equal(`${error.stack} ${error.fix}`.includes('s.bad'), false)
  })

  it('is refused where there is no such key, and where a derived one gets no context', async () => {
    for (const name of ['missing', 'derived']) {
      await rejects(
        open(name).wrap(Buffer.from('key'), data),
        false,
        /may be missing, disabled or of another kind/,
      )
    }
  })
})

describe('the token for Vault', () => {
  it('is read from its file each time', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sallyport-vault-token-'))
    try {
      const path = join(folder, 'token')
      const token = tokenFromFile(path)
      await rejects(token(), false, /does not let the engine use it/)
      await writeFile(path, 's.first\n')
      assert.equal(await token(), 's.first')
      await writeFile(path, 's.second')
      assert.equal(await token(), 's.second')
      await writeFile(path, 'two words')
      await rejects(token(), false, /does not let the engine use it/)
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  const renewals = () => vault.service.asked('renew-self').length
  /** Starts renewing and gives what is to come later, as soon as it is known. */
  async function renewing(token: string) {
    const planned: { ms: number; task: () => void }[] = []
    renewToken({
      origin: vault.service.url,
      fetch,
      token: new Secret(token),
      later: (ms, task) => void planned.push({ ms, task }),
    })
    await sleep(100)
    return planned
  }

  it('is renewed at half of its life, again and again', async () => {
    const before = renewals()
    const planned = await renewing('s.good')
    assert.deepEqual(
      planned.map(({ ms }) => ms),
      [1_800_000],
    )
    planned[0]?.task()
    await sleep(100)
    assert.equal(planned.length, 2)
    assert.equal(renewals(), before + 2)
  })

  it('is left alone when it does not renew', async () => {
    vault.tokens.set('s.root', { seconds: 0, renewable: false })
    assert.deepEqual(await renewing('s.root'), [])
    assert.deepEqual(await renewing('s.bad'), [])
  })

  it('is renewed half a minute later when Vault did not answer', async () => {
    vault.service.fault = () => ({ status: 503, body: { errors: ['Vault is sealed'] } })
    const planned = await renewing('s.good')
    vault.service.fault = () => undefined
    assert.deepEqual(
      planned.map(({ ms }) => ms),
      [30_000],
    )
  })
})

async function rejects(
  attempt: Promise<unknown>,
  retryable: boolean,
  message: RegExp,
): Promise<SallyportError> {
  const error = await attempt.then(
    () => assert.fail('it was not refused'),
    (reason: unknown) => reason,
  )
  assert.ok(SallyportError.isInstance(error), String(error))
  assert.deepEqual([error.code, error.retryable], ['vault_unavailable', retryable])
  assert.match(error.message, message)
  return error
}
