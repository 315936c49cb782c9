import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { SallyportError } from '@sallyport/errors'
import { openAwsKms } from './aws-kms.ts'
import { describeRootKeyProvider } from './conformance.ts'
import { loadOptionalPackage } from './optional-package.ts'
import { createRemoteRootKey } from './remote-root-key.ts'
import { type AwsKmsDouble, startAwsKmsDouble } from './testing/aws-kms-double.ts'
import { realEdge } from './testing/real-edge.ts'
import { VersionedKey } from './testing/versioned-key.ts'

let kms: AwsKmsDouble
before(async () => {
  kms = await startAwsKmsDouble()
  for (const id of ['root', 'other', 'disabled'])
    kms.keys.set(id, { key: new VersionedKey(), state: 'Enabled' })
})
after(() => kms.service.close())

const arn = (id: string) => `arn:aws:kms:eu-central-1:111122223333:key/${id}`
async function open(key: string, secretAccessKey = kms.caller.secretAccessKey) {
  const { accessKeyId } = kms.caller
  const client = { endpoint: kms.service.url, credentials: { accessKeyId, secretAccessKey } }
  return createRemoteRootKey(await openAwsKms({ key, region: 'eu-central-1', client }), realEdge)
}
const notInstalled: string = '@aws-sdk/not-installed'
const data = Buffer.from('organization 1')

describeRootKeyProvider({
  name: 'AWS KMS, through its own client',
  async create() {
    return {
      rootKey: await open(arn('root')),
      sameAgain: await open(arn('root')),
      other: await open(arn('other')),
    }
  },
})

describe('a root key in AWS KMS', () => {
  it('may be named by an alias, whose region is then in its id', async () => {
    const rootKey = await open('alias/root')
    assert.equal(rootKey.keyId, 'aws-kms:eu-central-1:alias/root')
    const wrapped = await rootKey.wrap(Buffer.from('key'), data)
    assert.equal(Buffer.from(await rootKey.unwrap(wrapped, data)).toString(), 'key')
  })

  it('binds to what belongs together by one pair of the encryption context', async () => {
    await (await open(arn('root'))).wrap(Buffer.from('key'), data)
    const { EncryptionContext } = JSON.parse(kms.service.requests.at(-1)?.body ?? '')
    assert.deepEqual(Object.keys(EncryptionContext), ['sallyport-binding'])
    assert.equal(Buffer.from(EncryptionContext['sallyport-binding'], 'base64').length, 32)
  })

  it('is asked once for each wrap and unwrap, and not again where it refuses', async () => {
    const rootKey = await open(arn('disabled'))
    const before = kms.service.requests.length
    const wrapped = await rootKey.wrap(Buffer.from('key'), data)
    await rootKey.unwrap(wrapped, data)
    const [key] = [kms.keys.get('disabled') ?? assert.fail()]
    key.state = 'Disabled'
    await rejects(rootKey.unwrap(wrapped, data), /may be missing, disabled/)
    assert.equal(kms.service.requests.length, before + 3)
  })

  for (const [action, permission] of [
    ['Encrypt', 'kms:Decrypt'],
    ['Decrypt', 'kms:Encrypt'],
  ] as const) {
    it(`says that it needs ${permission} where it has ${action} alone`, async (t) => {
      const rootKey = await open(arn('root'))
      const wrapped = await rootKey.wrap(Buffer.from('key'), data)
      t.after(() => {
        kms.caller.actions = ['Encrypt', 'Decrypt']
      })
      kms.caller.actions = [action]
      const attempt =
        action === 'Encrypt' ? rootKey.unwrap(wrapped, data) : rootKey.wrap(Buffer.from('key'), data)
      const error = await rejects(attempt, /does not let the engine use it/)
      assert.ok(error.fix?.includes(permission), error.fix)
    })
  }

  it('is denied to a signature with another secret', async () => {
    await rejects(
      (await open(arn('root'), 'another')).wrap(Buffer.from('key'), data),
      /does not let the engine/,
    )
  })

  it('is refused where the client is not installed, by the name of the package', async () => {
    const missing = loadOptionalPackage('@aws-sdk/client-kms', () => import(notInstalled))
    await assert.rejects(missing, {
      code: 'configuration_invalid',
      message: /needs the package @aws-sdk\/client-kms/,
      fix: /npm install @aws-sdk\/client-kms/,
    })
  })
})

async function rejects(attempt: Promise<unknown>, message: RegExp): Promise<SallyportError> {
  const error = await attempt.then(
    () => assert.fail('it was not refused'),
    (reason: unknown) => reason,
  )
  assert.ok(SallyportError.isInstance(error), String(error))
  assert.deepEqual([error.code, error.retryable], ['vault_unavailable', false])
  assert.match(error.message, message)
  return error
}
