import { SallyportError } from '@sallyport/errors'
import type { FileInput, ResolvedCall } from '@sallyport/runtime'
import type { Vault } from '@sallyport/vault'
import type { FileStore } from '../ports.ts'
import type { WorkspaceScope } from '../scope.ts'
import { pieceContext } from './piece-context.ts'

const HANDLE = /^file_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

export interface OpenOptions {
  readonly files: FileStore
  readonly vault: Vault
  readonly now: () => number
}

export function handleOf(id: string): string {
  return `file_${id}`
}

/**
 * The file behind a handle, read piece by piece.
 *
 * @throws SallyportError `file_not_found` for one of another workspace as for one that never was.
 */
export async function openFile(
  options: OpenOptions,
  scope: WorkspaceScope,
  handle: string,
): Promise<FileInput> {
  const [, id = ''] = HANDLE.exec(handle) ?? []
  const file = id === '' ? undefined : await options.files.find(scope, id, new Date(options.now()))
  if (file === undefined) throw notFound()
  const { type, name, size } = file
  return { type, size, content: read(options, scope, file), ...(name !== null && { name }) }
}

/** The file of a call whose parameters name one by its handle; what they hold themselves needs no opening. */
export async function referredFile(
  options: OpenOptions,
  scope: WorkspaceScope,
  { file }: Pick<ResolvedCall, 'file'>,
): Promise<FileInput | undefined> {
  if (file === undefined || !('handle' in file)) return undefined
  const { handle, ...facts } = file
  return { ...(await openFile(options, scope, handle)), ...facts }
}

async function* read(
  { files, vault }: OpenOptions,
  scope: WorkspaceScope,
  { id, size }: { readonly id: string; readonly size: number },
): AsyncGenerator<Uint8Array> {
  let given = 0
  for (let number = 0; given < size; number++) {
    const sealed = await files.piece(scope, id, number)
    if (sealed === undefined) throw notFound()
    const piece = await vault.open(pieceContext(scope, id, number), sealed)
    given += piece.length
    yield piece
  }
}

function notFound(): SallyportError {
  return new SallyportError('file_not_found', 'There is no such file, or its hour is over.', {
    fix: 'Send the file to POST /api/v1/files and use the handle of its answer.',
  })
}
