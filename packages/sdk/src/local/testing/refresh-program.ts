// One of several processes that refresh one credential in a file. It may die at a given point, counted from 1, which
// lies before each operation on a file, in the middle of what is written, and before and after each request.
import { appendFileSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { open, rename, rm } from 'node:fs/promises'
import type { CredentialStore, Renewal } from '@sallyport/runtime'
import { openCredentialFile, storeFrom } from '../file-credential-store.ts'
import type { FileOperations } from '../private-file.ts'
import { firstOf, refreshing } from './refreshing.ts'

const [path = '', vendor = '', first = '', dieAt = '0'] = process.argv.slice(2)
let points = 0

function point(): void {
  points += 1
  if (points === Number(dieAt)) process.kill(process.pid, 'SIGKILL')
}

function note(event: string, token: string | undefined): void {
  appendFileSync(`${path}.log`, `${JSON.stringify({ at: Date.now(), pid: process.pid, event, token })}\n`)
}

function mortal(file: FileHandle): FileHandle {
  const { writeFile, sync } = file
  file.writeFile = async (content) => {
    const bytes = content as Uint8Array
    point()
    await file.write(bytes.subarray(0, bytes.length >> 1))
    point()
    await writeFile.call(file, bytes.subarray(bytes.length >> 1))
  }
  file.sync = async () => {
    point()
    await sync.call(file)
    point()
  }
  return file
}

const files: FileOperations = {
  open: async (...given) => {
    point()
    return mortal(await open(...given))
  },
  rename: async (...given) => {
    point()
    await rename(...given)
    point()
  },
  rm,
}

function noted(store: CredentialStore): CredentialStore {
  return {
    ...store,
    async lease(intent) {
      const lease = await store.lease(intent)
      return (
        lease && {
          ...lease,
          async save(credential) {
            const how = await lease.save(credential)
            if (how === 'saved') note('saved', lease.record.credential.fields.refresh_token)
            return how
          },
        }
      )
    },
  }
}

function dying(renewal: Renewal): Renewal {
  return {
    ...renewal,
    async prepare(credential) {
      const prepared = await renewal.prepare(credential)
      return {
        ...prepared,
        async send(ms) {
          note('presents', credential.fields.refresh_token)
          point()
          const answer = await prepared.send(ms)
          point()
          return answer
        },
      }
    },
  }
}

const store = noted(storeFrom(openCredentialFile({ path }, files), firstOf(first)))
const { refresher, sender, subject } = refreshing(vendor, store)
await store.read().catch(() => undefined)
note('started', undefined)
const own = { ...subject, renewal: dying(subject.renewal) }
try {
  const { version } = await refresher.look(own)
  await refresher.refresh(own, { version, cause: 'refusal' })
} catch (error) {
  const { code } = error as { readonly code?: string }
  const known = ['reauthorization_required', 'refresh_in_progress', 'upstream_unavailable']
  if (code === undefined || !known.includes(code)) note(String(code ?? error), undefined)
}
await refresher.settleAll()
await sender.close()
process.stdout.write(String(points))
