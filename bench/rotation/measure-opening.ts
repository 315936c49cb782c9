import { createCipheriv, createDecipheriv, createSecretKey, randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createVault, type WrappedOrganizationKey } from '@sallyport/vault'
import { createKeyFile } from '@sallyport/vault/providers/key-file'
import { median } from '../median.ts'

const BYTES = 1_500
const TIMES = 20_000
const ROUNDS = 5

/** Opening a credential with its organization's key in memory, beside one decryption by node:crypto. */
export async function measureOpening(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-bench-open-'))
  const rootKeys = [await createKeyFile(join(folder, 'root.key'))]
  rmSync(folder, { recursive: true, force: true })
  const keys: WrappedOrganizationKey[] = []
  const find = async () => keys[0]
  const vault = createVault({
    deploymentId: randomUUID(),
    rootKeys,
    organizationKeys: { findActive: find, find },
  })
  const organizationId = randomUUID()
  keys.push(await vault.createOrganizationKey(organizationId, randomUUID()))
  const context = {
    organizationId,
    workspaceId: randomUUID(),
    subjectId: randomUUID(),
    purpose: 'credential',
    version: 1,
  } as const
  const sealed = await vault.seal(context, randomBytes(BYTES))
  const bare = bareBox()
  const rounds = { bare: [] as number[], vault: [] as number[] }
  for (let round = 0; round < ROUNDS; round++) {
    rounds.bare.push(await microsEach(async () => bare()))
    rounds.vault.push(await microsEach(() => vault.open(context, sealed)))
  }
  const [base, opened] = [median(rounds.bare.slice(1)), median(rounds.vault.slice(1))]
  const line = (name: string, micros: number) =>
    `| ${name} | ${micros.toFixed(1)} | ${(1e6 / micros).toFixed(0)} | ${(micros / base).toFixed(2)} |`
  return `What unlocking costs a call: one credential of 1.5 KB, its organization's key in memory, one thread. Opening it
takes two decryptions, of the data key and of the content, and the encoding of what they are bound to.

| opened | us | a second | ratio |
| --- | ---: | ---: | ---: |
${line('one AES-256-GCM decryption by node:crypto, its key held as a KeyObject', base)}
${line('a sealed credential', opened)}`
}

/** As cheap as it can be had: from raw bytes Node.js 24 takes about 12 us more to set up a cipher. */
function bareBox(): () => Buffer {
  const [key, nonce] = [createSecretKey(randomBytes(32)), randomBytes(12)]
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const box = Buffer.concat([cipher.update(randomBytes(BYTES)), cipher.final()])
  const tag = cipher.getAuthTag()
  return () => {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 })
    decipher.setAuthTag(tag)
    const opened = decipher.update(box)
    decipher.final()
    return opened
  }
}

async function microsEach(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  for (let time = 0; time < TIMES; time++) await work()
  return ((performance.now() - startedAt) * 1000) / TIMES
}
