import assert from 'node:assert/strict'
import { constants, publicEncrypt, randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { SallyportError, Secret } from '@sallyport/errors'
import { createAzureKeyVault } from './azure-key-vault.ts'
import { type AzureLogin, azureAccessTokens } from './azure-login.ts'
import { describeRootKeyProvider } from './conformance.ts'
import { createRemoteRootKey } from './remote-root-key.ts'
import { type AzureDouble, startAzureDouble } from './testing/azure-double.ts'
import { realEdge } from './testing/real-edge.ts'

let azure: AzureDouble
before(async () => {
  azure = await startAzureDouble()
  azure.tokens.add('good')
  azure.applicationProofs.add('hunter2')
  for (const name of ['root', 'other']) azure.rotate(name)
})
after(() => azure.service.close())

const serviceOf = (name: string, token = 'good') =>
  createAzureKeyVault({ origin: azure.service.url, name, accessToken: async () => token, fetch })
const open = (name: string, token?: string) => createRemoteRootKey(serviceOf(name, token), realEdge)
const data = Buffer.from('organization 1')

describeRootKeyProvider({
  name: 'Azure Key Vault',
  async create() {
    return { rootKey: open('root'), sameAgain: open('root'), other: open('other') }
  },
})

describe('a root key in Azure Key Vault', () => {
  it('opens what older versions wrapped, each with its own', async () => {
    const rootKey = open('root')
    const wrapped = await rootKey.wrap(Buffer.from('key'), data)
    azure.rotate('root')
    const newer = await rootKey.wrap(Buffer.from('key'), data)
    for (const each of [wrapped, newer]) {
      for (const reader of [rootKey, open('root')])
        assert.equal(Buffer.from(await reader.unwrap(each, data)).toString(), 'key')
    }
    const versions = azure.keys.get('root')?.versions.map(({ version }) => version)
    const used = [wrapped, newer].map((each) => Buffer.from(each.subarray(3, 19)).toString('hex'))
    assert.deepEqual(used, versions?.slice(-2))
  })

  it('is asked once to unwrap, when its public half is known', async () => {
    const rootKey = open('root')
    const wrapped = await rootKey.wrap(Buffer.from('key'), data)
    const before = azure.service.requests.length
    await rootKey.unwrap(wrapped, data)
    assert.equal(azure.service.requests.length, before + 1)
  })

  it('opens nothing that somebody wrapped who has the public half alone', async () => {
    const key = azure.keys.get('other')?.versions[0] ?? assert.fail()
    const oaep = { key: key.publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }
    const forged = publicEncrypt(oaep, randomBytes(32))
    const genuine = await serviceOf('other').wrapKey(
      randomBytes(32),
      randomBytes(32),
      AbortSignal.timeout(5000),
    )
    const before = azure.service.asked('unwrapkey').length
    for (const signature of [randomBytes(256), genuine.subarray(-256)]) {
      const made = Buffer.concat([Buffer.from(key.version, 'hex'), forged, signature])
      const unwrapping = serviceOf('other').unwrapKey(made, randomBytes(32), AbortSignal.timeout(5000))
      await assert.rejects(unwrapping, { code: 'vault_unavailable', retryable: false })
    }
    assert.equal(azure.service.asked('unwrapkey').length, before)
  })

  it('says what it is denied, and what is off', async () => {
    await assert.rejects(open('root', 'bad').wrap(Buffer.from('key'), data), {
      retryable: false,
      fix: /get, sign and unwrapKey/,
    })
    const key = azure.keys.get('other') ?? assert.fail()
    key.enabled = false
    await assert.rejects(open('other').wrap(Buffer.from('key'), data), {
      retryable: false,
      message: /disabled/,
    })
    key.enabled = true
  })
})

describe('a login at Azure', () => {
  const tokensOf = (login: AzureLogin, monotonic = () => performance.now()) =>
    azureAccessTokens({
      login,
      resource: 'https://vault.azure.net',
      edge: { fetch, monotonic },
      authority: azure.service.url,
      metadata: azure.service.url,
    })
  const application = { tenantId: 'tenant', clientId: 'client' }
  const get = async (tokens: (signal: AbortSignal) => Promise<string>) => tokens(AbortSignal.timeout(5000))

  it('with a secret gives a token that is kept until shortly before its end', async () => {
    let clock = 0
    const tokens = tokensOf({ kind: 'secret', ...application, secret: new Secret('hunter2') }, () => clock)
    const first = await get(tokens)
    assert.ok(azure.tokens.has(first))
    clock = 3_478_000
    assert.equal(await get(tokens), first)
    clock = 3_480_000
    assert.notEqual(await get(tokens), first)
  })

  it('with the token of a pod reads it each time it is needed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sallyport-azure-login-'))
    try {
      const tokenFile = join(folder, 'token')
      await writeFile(tokenFile, 'pod-token\n')
      azure.applicationProofs.add('pod-token')
      assert.ok(azure.tokens.has(await get(tokensOf({ kind: 'federated', ...application, tokenFile }))))
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('as the machine asks its metadata service', async () => {
    assert.ok(azure.tokens.has(await get(tokensOf({ kind: 'machine' }))))
  })

  it('that is refused says which variables to look at, and shows no secret', async () => {
    const tokens = tokensOf({ kind: 'secret', ...application, secret: new Secret('wrong-secret') })
    const error = await get(tokens).catch((reason: unknown) => reason)
    assert.ok(SallyportError.isInstance(error), String(error))
    assert.deepEqual([error.code, error.retryable], ['vault_unavailable', false])
    assert.match(error.fix ?? '', /AZURE_CLIENT_ID/)
    assert.equal(`${error.stack} ${error.fix} ${error.cause}`.includes('wrong-secret'), false)
  })
})
