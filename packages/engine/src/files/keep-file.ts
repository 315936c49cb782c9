import { SallyportError } from '@sallyport/errors'
import { isMediaType, piecesOf } from '@sallyport/runtime'
import type { Vault } from '@sallyport/vault'
import type { Principal } from '../execute/principal.ts'
import type { FileStore, StoredFile } from '../ports.ts'
import { scopeOfWorkspace, type WorkspaceScope } from '../scope.ts'
import {
  ensureWorkspace,
  type WorkspaceOptions,
  type WorkspaceReference,
} from '../workspaces/workspace-reference.ts'
import { pieceContext } from './piece-context.ts'

/** Bytes of one piece; the only part of a file that is held in memory. */
export const PIECE_BYTES = 1024 * 1024
/** Of one file, and of all that a workspace has waiting. */
const MAX_FILE = 512 * 1024 * 1024
const MAX_HELD = 4 * MAX_FILE
const LIFETIME_MS = 60 * 60 * 1000
const MAX_NAME = 255

export interface KeepOptions {
  readonly files: FileStore
  readonly vault: Vault
  readonly now: () => number
  readonly newId: () => string
}

export interface NewFile {
  readonly type: string
  readonly name: string | undefined
  readonly content: AsyncIterable<Uint8Array>
}

export interface FileFor {
  readonly reference: WorkspaceReference
  readonly file: NewFile
  readonly requestId: string
}

/** Takes a file for the workspace that a call names. */
export async function keepFileFor(
  options: KeepOptions & WorkspaceOptions,
  principal: Principal,
  { reference, file, requestId }: FileFor,
): Promise<StoredFile> {
  const workspace = await ensureWorkspace(options, principal, { reference, requestId })
  return keepFile(options, scopeOfWorkspace(workspace), file)
}

/**
 * Takes a file for one workspace, for an hour. It is sealed piece by piece as it comes. Its handle is good in that
 * workspace and in no other.
 *
 * @throws SallyportError `invalid_request` for a type or name that is none, `payload_too_large`.
 */
export async function keepFile(
  { files, vault, now, newId }: KeepOptions,
  scope: WorkspaceScope,
  { type, name, content }: NewFile,
): Promise<StoredFile> {
  checkFacts(type, name)
  const { organizationId, workspaceId } = scope
  const id = newId()
  const file = {
    id,
    organizationId,
    workspaceId,
    type,
    name: name ?? null,
    expiresAt: new Date(now() + LIFETIME_MS),
  }
  const room = Math.min(MAX_FILE, MAX_HELD - (await files.held(scope, new Date(now()))))
  await files.begin(scope, { ...file, size: 0 }, new Date(now()))
  let size = 0
  try {
    let number = 0
    // A piece is good until the next: it is sealed and stored before that.
    for await (const { bytes } of piecesOf(content, PIECE_BYTES)) {
      size += bytes.length
      if (size > room) throw tooLarge(room)
      const sealed = await vault.seal(pieceContext(scope, id, number), bytes)
      await files.append(scope, id, { number, sealed, bytes: bytes.length })
      number++
    }
    await files.complete(scope, id, new Date(now()))
  } catch (error) {
    // What is not removed now expires.
    await files.delete(scope, id).catch(() => undefined)
    throw error
  }
  return { ...file, size }
}

function checkFacts(type: string, name: string | undefined): void {
  const problems = [
    ...(isMediaType(type)
      ? []
      : [
          {
            field: 'content-type',
            code: 'format',
            message: 'The content type is no media type such as image/png.',
          },
        ]),
    ...(name === undefined || (name.length > 0 && name.length <= MAX_NAME && !/[\p{Cc}/\\]/u.test(name))
      ? []
      : [
          {
            field: 'query.name',
            code: 'format',
            message: `A name has at most ${MAX_NAME} characters and no path.`,
          },
        ]),
  ]
  if (problems.length === 0) return
  throw new SallyportError('invalid_request', problems.map(({ message }) => message).join(' '), { problems })
}

function tooLarge(room: number): SallyportError {
  return new SallyportError(
    'payload_too_large',
    `The file is over the ${Math.max(0, room)} bytes that there is room for.`,
    {
      fix: `One file may have ${MAX_FILE} bytes, and those that wait in one workspace ${MAX_HELD} together.`,
    },
  )
}
