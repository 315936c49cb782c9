import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { unreadable } from './file-failures.ts'
import type { KeptCredential } from './kept-credential.ts'
import { readKept } from './read-kept.ts'

/** Of a file: where it lies, for errors, and what seals it. */
export interface FileFormat {
  readonly path: string
  /** 32 bytes. Without one the file is not encrypted. */
  readonly key: Uint8Array | undefined
}

const PLAIN = /^sallyport-credential 1 plain ([A-Za-z0-9_-]{43})$/
const SEALED = 'sallyport-credential 1 sealed'
const ANY = /^sallyport-credential (\d{1,9}) /
const MAX_HEADER = 128
const IV = 12
const TAG = 16

/**
 * One line that says what follows, then JSON: as it is, with its SHA-256 in that line, or sealed with AES-256-GCM as
 * nonce, tag and ciphertext. Whichever byte changes, the file does not open.
 */
export function encodeFile(kept: KeptCredential, { key }: FileFormat): Buffer {
  const body = Buffer.from(JSON.stringify(kept))
  if (key === undefined) return Buffer.from(`sallyport-credential 1 plain ${digest(body)}\n${body}`)
  const iv = randomBytes(IV)
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG }).setAAD(Buffer.from(SEALED))
  const sealed = Buffer.concat([cipher.update(body), cipher.final()])
  return Buffer.concat([Buffer.from(`${SEALED}\n`), iv, cipher.getAuthTag(), sealed])
}

/** @throws SallyportError `vault_unavailable` for what is damaged, sealed otherwise, or of another version. */
export function decodeFile(bytes: Buffer, format: FileFormat): KeptCredential {
  const end = bytes.subarray(0, MAX_HEADER).indexOf('\n')
  const header = bytes.subarray(0, Math.max(end, 0)).toString('latin1')
  const body = bytes.subarray(end + 1)
  const { path, key } = format
  const [, version] = ANY.exec(header) ?? []
  if (version !== undefined && version !== '1') throw unreadable(path, `is of version ${version}`, NEWER)
  const isSealed = header === SEALED
  if (isSealed && key === undefined)
    throw unreadable(path, 'is sealed', 'Give the `key` that it is sealed with.')
  if (!isSealed && PLAIN.test(header) && key !== undefined) throw unreadable(path, 'is not sealed', UNSEALED)
  const opened = key === undefined ? plain(header, body) : isSealed ? unsealed(body, key) : undefined
  const kept = opened && readKept(opened)
  if (kept === undefined) {
    throw unreadable(
      path,
      key === undefined ? 'is damaged' : 'is damaged, or sealed with another key',
      DAMAGED,
    )
  }
  return kept
}

const NEWER = 'Use the version of this library that wrote it, or a later one.'
const UNSEALED =
  'Leave the `key` out, or name another path and begin there with a refresh token that was never used.'
const DAMAGED = 'Move it away, and connect the account again.'

function plain(header: string, body: Buffer): Buffer | undefined {
  const [, sum] = PLAIN.exec(header) ?? []
  return sum === digest(body) ? body : undefined
}

function unsealed(body: Buffer, key: Uint8Array): Buffer | undefined {
  if (body.length < IV + TAG) return undefined
  const opening = createDecipheriv('aes-256-gcm', key, body.subarray(0, IV), { authTagLength: TAG })
  opening.setAAD(Buffer.from(SEALED)).setAuthTag(body.subarray(IV, IV + TAG))
  try {
    return Buffer.concat([opening.update(body.subarray(IV + TAG)), opening.final()])
  } catch {
    return undefined
  }
}

function digest(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('base64url')
}
