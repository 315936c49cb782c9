import { type Problem, SallyportError } from '@sallyport/errors'

/** A command that was not given what it takes. */
export function wrongUse(message: string, fix?: string): SallyportError {
  return new SallyportError('invalid_request', message, fix === undefined ? {} : { fix })
}

/** The same with several things wrong. */
export function wrongInput(problems: readonly Problem[]): SallyportError {
  return new SallyportError('invalid_request', problems.map(({ message }) => message).join(' '), { problems })
}
