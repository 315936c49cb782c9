import { once } from 'node:events'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { SallyportError } from '@sallyport/errors'
import type { CommonOptions } from '../command-row.ts'
import type { ScreenOutput } from '../host.ts'
import { wrongUse } from '../input/wrong-use.ts'

/** Where an answer goes that is not for the screen. */
export interface Output {
  /** It is the standard output. */
  readonly standard: boolean
  write(piece: Uint8Array): Promise<void>
  /** What was written is there under its name from now on. */
  close(): Promise<void>
  /** Nothing of it stays. */
  discard(): Promise<void>
}

/**
 * Opens the file that `--output` names, or the standard output where it is `-`. A file is there under its name once it
 * is whole; one that was there stays until then, and for good without `--overwrite`.
 *
 * @throws SallyportError `invalid_request`
 */
export async function openOutput(
  { output = '-', overwrite }: Pick<CommonOptions, 'output' | 'overwrite'>,
  stdout: ScreenOutput,
): Promise<Output> {
  if (output === '-') return standardOutput(stdout)
  // Two programs may write at once.
  const draft = overwrite ? `${output}.${process.pid}.part` : output
  // `wx` fails on whatever is there, links included (man 2 open, O_EXCL).
  const file = await open(draft, 'wx', 0o600).catch((cause: NodeJS.ErrnoException) => {
    throw notWritten(output, cause)
  })
  return fileOutput(file, { draft, output })
}

function fileOutput(
  file: FileHandle,
  { draft, output }: { readonly draft: string; readonly output: string },
): Output {
  return {
    standard: false,
    async write(piece) {
      await file.writeFile(piece)
    },
    async close() {
      await file.close()
      if (draft !== output) await rename(draft, output)
    },
    async discard() {
      await file.close().catch(() => {})
      await rm(draft, { force: true })
    },
  }
}

function standardOutput(stdout: ScreenOutput): Output {
  if (stdout.isTTY === true) {
    throw wrongUse('A file does not go to a terminal, which it could change.', 'Add --output <file>.')
  }
  return {
    standard: true,
    async write(piece) {
      if (!stdout.write(piece)) await once(stdout, 'drain')
    },
    async close() {},
    async discard() {},
  }
}

function notWritten(output: string, cause: NodeJS.ErrnoException): SallyportError {
  if (cause.code === 'EEXIST') {
    return new SallyportError('invalid_request', `${output} is there already.`, {
      fix: 'Name another file, or add --overwrite.',
      cause,
    })
  }
  return new SallyportError('invalid_request', `${output} cannot be written.`, { cause })
}
