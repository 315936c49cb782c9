import { mkdir, readFile, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Login, LoginFile } from '@sallyport/cli'
import { SallyportError } from '@sallyport/errors'
import { writePrivateFile } from './private-file.ts'

/** The file of `sallyport login`, in a folder that nobody else can look into. */
export function loginFile(path: string): LoginFile {
  return {
    path,
    async read() {
      const text = await readFile(path, 'utf8').catch(() => undefined)
      return text === undefined ? undefined : parse(path, text)
    },
    async write(login) {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      await writePrivateFile(path, `${JSON.stringify(login, null, 2)}\n`)
    },
    async remove() {
      const there = (await readFile(path).catch(() => undefined)) !== undefined
      await rm(path, { force: true })
      return there
    },
  }
}

function parse(path: string, text: string): Login {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && 'client_id' in value) return value as Login
  } catch {
    // Said below, without what was read.
  }
  throw new SallyportError('configuration_invalid', `${path} is no login.`, {
    fix: 'Log in again: sallyport login.',
  })
}
