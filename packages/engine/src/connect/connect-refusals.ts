import { SallyportError } from '@sallyport/errors'

const AGAIN = 'Go back to the application that you came from, and begin again.'

export function connectSessionNotFound(): SallyportError {
  return new SallyportError(
    'connect_session_not_found',
    'This link leads to no connection that is being made.',
    {
      fix: AGAIN,
    },
  )
}

export function connectSessionOver(): SallyportError {
  return new SallyportError('connect_session_over', 'This link has been used, or its time is over.', {
    fix: AGAIN,
  })
}

export function foreignBrowser(): SallyportError {
  return new SallyportError(
    'foreign_browser',
    'This connection was begun in another browser, or this one takes no cookies.',
    { fix: `Do not go on with a link that somebody else began with. ${AGAIN}` },
  )
}

/** @param most Connections that are being made in one workspace. */
export function tooManySessions(most: number): SallyportError {
  const message = `In this workspace ${most} connections are being made already.`
  return new SallyportError('invalid_request', message, {
    fix: 'Use a link that was made, or wait: each is over when it is used, and after ten minutes.',
    problems: [{ field: 'body', code: 'limit', message }],
  })
}

export function invalidCallback(): SallyportError {
  return new SallyportError('invalid_callback', 'This is no answer to a question that this engine asked.', {
    fix: AGAIN,
  })
}
