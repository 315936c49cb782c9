import { SallyportError } from '@sallyport/errors'

/** Whether the operating system failed for this reason: `ENOENT`, `ELOOP` ... */
export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

/** What is in the file cannot be used; it stays as it is. Says nothing of what is in it. */
export function unreadable(path: string, what: string, fix: string): SallyportError {
  return new SallyportError('vault_unavailable', `The credential file ${path} ${what}.`, {
    fix,
    act: 'developer',
    retryable: false,
  })
}

export function diskFailed(path: string, doing: 'read' | 'written', cause: unknown): SallyportError {
  if (SallyportError.isInstance(cause)) return cause
  return new SallyportError('storage_unavailable', `The credential file ${path} could not be ${doing}.`, {
    fix: 'Look at the disk and at the permissions of the folder.',
    act: 'developer',
    cause,
  })
}
