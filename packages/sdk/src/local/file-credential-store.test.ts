import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeCredentialStore } from '@sallyport/runtime/testing'
import { openCredentialFile, storeFrom, storeIn } from './file-credential-store.ts'

for (const [name, key] of [
  ['a file', undefined],
  ['a sealed file', Buffer.alloc(32, 7)],
] as const) {
  describeCredentialStore({
    name,
    async create(credential) {
      const folder = await mkdtemp(join(tmpdir(), 'sallyport-credential-'))
      const path = join(folder, 'one.credential')
      const file = () => openCredentialFile({ path, ...(key && { key }) })
      await storeFrom(file(), credential).read()
      return {
        open: () => storeIn(file()),
        remove: () => rm(path),
        async revoke() {
          await file().change((kept) => kept && { ...kept, record: { ...kept.record, state: 'revoked' } })
        },
        [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
      }
    },
  })
}
