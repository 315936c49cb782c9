import { open } from 'node:fs/promises'
import { SallyportError } from '@sallyport/errors'

/** Over what an engine takes. */
const MAX_BYTES = 1024 * 1024

/**
 * Reads a definition to be uploaded. What it says is the engine's to judge.
 *
 * @throws SallyportError `invalid_request` for a file that cannot be read, is too large or is no JSON.
 */
export async function readDefinitionFile(path: string): Promise<unknown> {
  const text = await readText(path)
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new SallyportError('invalid_request', `${path} is no JSON.`, { cause })
  }
}

async function readText(path: string): Promise<string> {
  const file = await open(path).catch((cause: unknown) => {
    throw new SallyportError('invalid_request', `${path} cannot be read.`, { cause })
  })
  try {
    const { size } = await file.stat()
    if (size > MAX_BYTES) throw new SallyportError('invalid_request', `${path} is larger than 1 MB.`)
    return await file.readFile('utf8')
  } finally {
    await file.close()
  }
}
