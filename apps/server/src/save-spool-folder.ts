import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { SaveSpool, SpooledSave } from '@sallyport/engine'
import { SallyportError } from '@sallyport/errors'

export interface SpoolFolderOptions {
  readonly path: string
  /** Told once of a file that does not read as a save; it stays where it is. */
  readonly onUnreadable: (error: unknown) => void
}

const NAME = /^[0-9a-f-]{36}\.[0-9a-f-]{36}\.\d+\.json$/
const MAX_BYTES = 4 * 1024 * 1024

/**
 * Saves that the database did not take, one file each, sealed as they would lie there. A file is whole or it is not
 * there, and it is on disk before anybody goes on.
 */
export function saveSpoolFolder({ path, onUnreadable }: SpoolFolderOptions): SaveSpool {
  const told = new Set<string>()
  const unreadableAt = (name: string) => (error: unknown) => {
    if (!told.has(name)) onUnreadable(error)
    told.add(name)
  }
  const fileOf = (save: SpooledSave) => join(path, nameOf(save))
  return {
    async put(save) {
      await mkdir(path, { recursive: true, mode: 0o700 })
      const draft = `${fileOf(save)}.draft`
      await write(draft, encode(save))
      await rename(draft, fileOf(save))
      await syncFolder(path)
    },
    async remove(save) {
      await rm(fileOf(save), { force: true })
    },
    async list() {
      const names = (await entries(path)).filter((name) => NAME.test(name)).sort()
      const saves: SpooledSave[] = []
      for (const name of names) {
        const save = await read(join(path, name)).catch(unreadableAt(name))
        if (save) saves.push(save)
      }
      return saves
    },
  }
}

/** One attempt has one answer: another save of it goes into the same place. */
function nameOf({ organizationId, attempt: { connectorId, version } }: SpooledSave): string {
  return `${organizationId}.${connectorId}.${version}.json`
}

function encode({ answer, spare, ...save }: SpooledSave): string {
  const { sealed, ...times } = answer
  return `${JSON.stringify({ ...save, ...times, sealed: base64(sealed), spare: base64(spare) })}\n`
}

async function read(path: string): Promise<SpooledSave> {
  const file = await readFile(path)
  if (file.length > MAX_BYTES) throw unreadable(path)
  try {
    return decode(JSON.parse(file.toString('utf8')))
  } catch (cause) {
    throw unreadable(path, cause)
  }
}

function decode(value: Readonly<Record<string, unknown>>): SpooledSave {
  const { organizationId, attempt, sealed, spare, expiresAt, refreshAt } = value
  const { connectorId, version, lineage, fence } = attempt as Readonly<Record<string, unknown>>
  return {
    organizationId: text(organizationId),
    attempt: {
      connectorId: text(connectorId),
      version: number(version),
      lineage: number(lineage),
      fence: number(fence),
    },
    answer: {
      sealed: Buffer.from(text(sealed), 'base64'),
      expiresAt: expiresAt === undefined ? undefined : number(expiresAt),
      refreshAt: refreshAt === undefined ? undefined : number(refreshAt),
    },
    spare: Buffer.from(text(spare), 'base64'),
  }
}

function text(value: unknown): string {
  if (typeof value === 'string') return value
  throw new TypeError('a text is missing')
}

function number(value: unknown): number {
  if (typeof value === 'number') return value
  throw new TypeError('a number is missing')
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}

function unreadable(path: string, cause?: unknown): SallyportError {
  return new SallyportError('internal', `The file ${path} is no save of a credential.`, { cause })
}

async function entries(path: string): Promise<string[]> {
  try {
    return await readdir(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

async function write(path: string, content: string): Promise<void> {
  const file = await open(path, 'w', 0o600)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** A rename is on disk once its folder is (man 2 fsync). */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
