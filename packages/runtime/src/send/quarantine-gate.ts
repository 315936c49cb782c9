import { SallyportError } from '@sallyport/errors'

/** Lets through, or throws `quarantined`. */
export type Gate = () => void

/** The one gate on the one way out. @param reason Why it is shut; `undefined` while it is open. */
export function createGate(reason: () => string | undefined = () => undefined): Gate {
  return () => {
    const shut = reason()
    if (shut === undefined) return
    throw new SallyportError('quarantined', `Nothing is sent to third parties: ${shut}`, {
      sideEffect: 'none',
      fix: 'An operator looks at what differs, and runs "sallyport adopt" where this database is the one to work with.',
    })
  }
}
