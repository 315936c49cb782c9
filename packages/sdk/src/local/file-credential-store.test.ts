import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeCredentialStore } from '@sallyport/runtime/testing'
import { openCredentialFile, storeFrom, storeIn } from './file-credential-store.ts'

/** The suite goes by tenths of a second, which a busy disk may take for one sync: in memory where the system has that. */
const FOLDER = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

for (const [name, key] of [
  ['a file', undefined],
  ['a sealed file', Buffer.alloc(32, 7)],
] as const) {
  describeCredentialStore({
    name,
    async create(credential) {
      const folder = await mkdtemp(join(FOLDER, 'sallyport-credential-'))
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
