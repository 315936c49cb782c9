import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { SallyportError } from '@sallyport/errors'

/** Over what an engine takes. */
const MAX_BYTES = 1024 * 1024

/** Where the value of an option comes from. */
export type InputSource = 'argument' | 'file' | 'stdin'

/** Says where `text` points: `@file`, `-` for the standard input, or itself. */
export function sourceOf(text: string): InputSource {
  if (text === '-') return 'stdin'
  return text.startsWith('@') ? 'file' : 'argument'
}

/**
 * Reads the JSON of an option: as it is, from `@file`, or from the standard input where it is `-`.
 *
 * @throws SallyportError `invalid_request`
 */
export async function readJson(text: string, stdin: Readable): Promise<unknown> {
  const source = sourceOf(text)
  if (source === 'file') return readJsonFile(text.slice(1))
  const said = source === 'stdin' ? await readAll(stdin) : text
  return parse(said, source === 'stdin' ? 'The standard input' : 'What was given as JSON')
}

/**
 * Reads a file that the caller names.
 *
 * @throws SallyportError `invalid_request` for one that cannot be read, is over 1 MB or is no JSON
 */
export async function readJsonFile(path: string): Promise<unknown> {
  return parse(await readTextFile(path), path)
}

/** @throws SallyportError `invalid_request` for a file that cannot be read or is over 1 MB. */
export async function readTextFile(path: string): Promise<string> {
  const file = await open(path).catch((cause: unknown) => {
    throw new SallyportError('invalid_request', `${path} cannot be read.`, { cause })
  })
  // A pipe or a device has no size to be looked at before it is read.
  return readAll(file.createReadStream(), path).catch((cause: unknown) => {
    if (SallyportError.isInstance(cause)) throw cause
    throw new SallyportError('invalid_request', `${path} cannot be read.`, { cause })
  })
}

/** All that comes, up to 1 MB. */
export async function readAll(stream: Readable, what = 'The standard input'): Promise<string> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of stream) {
    const bytes = Buffer.from(piece)
    size += bytes.length
    if (size > MAX_BYTES) throw tooLarge(what)
    pieces.push(bytes)
  }
  return Buffer.concat(pieces).toString('utf8')
}

function parse(text: string, what: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The parser's own words repeat what it read, which may be a secret.
    throw new SallyportError('invalid_request', `${what} is no JSON.`)
  }
}

function tooLarge(what: string): SallyportError {
  return new SallyportError('invalid_request', `${what} is larger than 1 MB.`)
}
