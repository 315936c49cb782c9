import { SallyportError } from '@sallyport/errors'
import { nameOf } from '../resolve/resolved-call.ts'
import type { Upload } from './session.ts'

/** Waits for more of the file as long as for an answer: no request is under way whose deadline would end the wait. */
export async function withinTime<T>(next: Promise<T>, { call, deadlineMs, signal }: Upload): Promise<T> {
  const over = Promise.withResolvers<never>()
  const late = () => over.reject(silent(nameOf(call), deadlineMs))
  const aborted = () => over.reject(signal?.reason)
  const timer = setTimeout(late, deadlineMs)
  signal?.addEventListener('abort', aborted)
  if (signal?.aborted) aborted()
  try {
    return await Promise.race([next, over.promise])
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', aborted)
  }
}

function silent(name: string, deadlineMs: number): SallyportError {
  const message = `${name} needs a file that goes on: nothing came of it for ${deadlineMs} ms.`
  return new SallyportError('invalid_params', message, {
    problems: [{ field: 'file', code: 'type', message }],
  })
}
