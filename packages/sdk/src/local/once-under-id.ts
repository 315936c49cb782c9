import { SallyportError } from '@sallyport/errors'

/** Calls that are remembered; the oldest goes first. */
const MAX_REMEMBERED = 1_000

/**
 * Does what comes again under one id once: who asks again gets what was answered, or is going to be. What failed and has
 * certainly changed nothing is done anew.
 */
export function onceUnderId<T>() {
  const known = new Map<string, Promise<T>>()
  return (id: string, work: () => Promise<T>): Promise<T> => {
    const before = known.get(id)
    if (before !== undefined) return before
    const working = work().catch((error: unknown) => {
      if (SallyportError.isInstance(error) && error.sideEffect === 'none') known.delete(id)
      throw error
    })
    known.set(id, working)
    const [oldest] = known.keys()
    if (known.size > MAX_REMEMBERED && oldest !== undefined) known.delete(oldest)
    return working
  }
}
