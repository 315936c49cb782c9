import assert from 'node:assert/strict'
import { emulate } from '@sallyport/emulator'
import { SallyportError } from '@sallyport/errors'
import type { CallRequest } from '@sallyport/runtime'
import { openStage, type PlayOptions, type Stage } from '../../testing/stage.ts'
import { googleDrive } from '../definition.ts'
import { googleDriveVendor } from '../vendor.ts'

/** The connector, and a Drive that begins with three files. */
export const openDrive = (options: Omit<PlayOptions, 'now' | 'links'> = {}): Promise<Stage> =>
  openStage({ definition: googleDrive, play: (played) => emulate(googleDriveVendor, played) }, options)

export interface DriveFile {
  readonly id: string
  readonly name: string
  readonly mimeType: string
  readonly size: string
  readonly parents: readonly string[]
  readonly trashed: boolean
  readonly shortcutDetails?: { readonly targetId: string }
}

/** `files.create_folder`, and what it gives. */
export async function does<Given>(
  stage: Stage,
  name: string,
  params: NonNullable<CallRequest['params']> = {},
): Promise<Given> {
  const [entity = '', action = ''] = name.split('.')
  return (await stage.call({ entity, action, params })).data as Given
}

export async function uploaded(stage: Stage, name: string, content: Uint8Array): Promise<DriveFile> {
  const upload = { entity: 'files', action: 'upload', params: { name } }
  return (await stage.call(upload, { file: { type: 'text/plain', content } })).data as DriveFile
}

export async function failure(call: Promise<unknown>): Promise<SallyportError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  assert.ok(SallyportError.isInstance(error), String(error))
  return error
}
