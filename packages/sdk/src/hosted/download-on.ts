import type { Download, DownloadRequest } from '../transport.ts'
import type { EngineSession } from './engine-session.ts'
import { repeatSafely } from './repeat-safely.ts'

interface Wanted {
  /** Of the connector. */
  readonly id: string
  readonly request: DownloadRequest
}

/** Begins a download. Until it has begun it is asked for again where the engine was not there for a moment. */
export function downloadOn(
  { files, tokens, now, newId }: EngineSession,
  { id, request }: Wanted,
): Promise<Download> {
  const { signal } = request
  const idempotencyKey = newId()
  const ask = () => tokens.use(signal, (token) => files.download(id, request, { token, idempotencyKey }))
  return repeatSafely(ask, { signal, now })
}
