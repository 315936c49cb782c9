import { setTimeout as sleep } from 'node:timers/promises'
import { type Credential, type CredentialStore, storeOver } from '@sallyport/runtime'
import { CredentialFile } from './credential-file.ts'
import { unreadable } from './file-failures.ts'
import { begin } from './kept-credential.ts'
import { FILE_OPERATIONS, type FileOperations } from './private-file.ts'

export interface FileCredentialStoreOptions {
  /** Of the file, for one credential. `<path>.lock` stays beside it, and `<path>.draft` for a moment. */
  readonly path: string
  /**
   * 32 bytes that seal the file with AES-256-GCM. Without a key it is not encrypted: whoever can read it has the tokens,
   * and only its mode (0600) is in their way.
   */
  readonly key?: Uint8Array
}

/**
 * Keeps a credential in a file, for `credentialStore` of `connect`: programs that start again, and several at once, go
 * on with the tokens that the last of them was given. The file decides from its second use on; a credential that no
 * program began with before takes its place.
 *
 * Steps fail with `storage_unavailable` where the disk or the lock fails, and with `vault_unavailable` where the file is
 * damaged, sealed otherwise, or open to others: it then stays as it is.
 *
 * @throws TypeError for a key that is not 32 bytes.
 *
 * @example
 * ```ts
 * import { connect } from 'sallyport'
 * import { linear } from 'sallyport/connectors/linear'
 * import { fileCredentialStore } from 'sallyport/local'
 *
 * const credentialStore = fileCredentialStore({ path: '/var/lib/my-agent/linear.credential', key })
 * const client = connect(linear, { credentials: { refresh_token, client_id, client_secret }, credentialStore })
 * ```
 */
export function fileCredentialStore(
  options: FileCredentialStoreOptions,
): (first: Credential) => CredentialStore {
  const file = openCredentialFile(options)
  return (first) => storeFrom(file, first)
}

/** The file itself, with operations on files that may be given. */
export function openCredentialFile(
  { path, key }: FileCredentialStoreOptions,
  files: FileOperations = FILE_OPERATIONS,
): CredentialFile {
  if (key !== undefined && key.length !== 32) throw new TypeError('"key" is to be 32 bytes')
  const wait = (ms: number, signal?: AbortSignal) => sleep(ms, undefined, { signal })
  return new CredentialFile({ path, key, files, wait, now: Date.now })
}

/** A store over a file that begins with a credential, unless it has one that comes from it. */
export function storeFrom(file: CredentialFile, first: Credential): CredentialStore {
  let begun: Promise<unknown> | undefined
  const begins = async () => {
    await file.change((kept) => {
      if (kept !== undefined) checkConnector(file.path, kept.record.credential, first)
      return begin(kept, first)
    })
  }
  // One that failed is tried again by the next step.
  const ready = () => {
    begun ??= begins().catch((error: unknown) => {
      begun = undefined
      throw error
    })
    return begun
  }
  const store = storeIn(file)
  return {
    ...store,
    async read() {
      await ready()
      return store.read()
    },
    async lease(intent) {
      await ready()
      return store.lease(intent)
    },
  }
}

/** A store over what a file holds. */
export function storeIn(file: CredentialFile): CredentialStore {
  return {
    ...storeOver(file.cell()),
    // One cell for each lease: what was asked for before another credential came is not saved in its place.
    lease: (intent) => storeOver(file.cell()).lease(intent),
  }
}

function checkConnector(path: string, kept: Credential, first: Credential): void {
  if (kept.definitionId === first.definitionId) return
  throw unreadable(path, 'holds a credential for another connector', 'Name a file for each credential.')
}
