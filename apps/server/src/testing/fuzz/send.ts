import { leakWatch } from '../leak-watch.ts'
import type { Composed } from './compose.ts'

/** Longer than the longest call may take, 24 s. */
const LONGEST_MS = 30_000

export interface Received {
  /** 0 where there was no answer in time. */
  readonly status: number
  readonly type: string
  readonly text: string
  readonly ms: number
}

/** Sends a request as it is, and waits for the whole answer. */
export async function send(url: string, composed: Composed): Promise<Received> {
  const startedAt = performance.now()
  const answer = await exchange(url, composed).catch((error: unknown) => ({
    status: 0,
    type: '',
    text: String(error),
  }))
  return { ...answer, ms: performance.now() - startedAt }
}

async function exchange(url: string, { method, path, headers, body, bearer }: Composed) {
  // Words that stand for a secret here stand for a name there: of bodies only what is known elsewhere is looked for.
  leakWatch.sent({ bearer, body: undefined })
  const response = await fetch(url + path, {
    method,
    signal: AbortSignal.timeout(LONGEST_MS),
    headers: { ...headers, ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }) },
    ...(body !== undefined && { body }),
  })
  const text = await response.text()
  leakWatch.answered(`${method} ${path.split('?')[0]}`, response, text)
  return { status: response.status, type: response.headers.get('content-type') ?? '', text }
}

export function shown(
  { method, path, body }: Composed,
  { status, text }: { status: number; text: string },
): string {
  return `${method} ${path} ${String(body ?? '').slice(0, 300)} -> ${status} ${text.slice(0, 300)}`
}
