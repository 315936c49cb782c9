import type { Download } from '../transport.ts'
import { brokenOff } from './lost-answer.ts'

/** Whether an answer is a file: an engine gives none without this header, and nothing else with it. */
export function isFile({ headers }: Response): boolean {
  return headers.get('content-security-policy') === 'sandbox'
}

export function downloadOf({ headers, body }: Response, signal: AbortSignal | undefined): Download {
  const length = headers.get('content-length')
  return {
    type: headers.get('content-type') ?? undefined,
    length: length === null ? undefined : Number(length),
    range: headers.get('content-range') ?? undefined,
    disposition: headers.get('content-disposition') ?? undefined,
    body: body === null ? nothing() : piecesOf(body, signal),
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** Not every runtime lets a stream be iterated. */
async function* piecesOf(
  stream: ReadableStream<Uint8Array>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader()
  const read = () =>
    reader.read().catch((error: unknown) => {
      throw signal?.aborted ? signal.reason : brokenOff(error)
    })
  try {
    for (;;) {
      const { done, value } = await read()
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}
