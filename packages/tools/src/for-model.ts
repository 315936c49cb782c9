import type { Act, Problem, SallyportError } from '@sallyport/errors'
import { markUntrusted } from './untrusted.ts'

/** Of one text. */
const MAX_TEXT = 1_500
const MAX_PROBLEMS = 10
const MAX_CANDIDATES = 20
const MAX_NAME = 80

/** A failure as a model gets to read it. */
export interface ModelFailure {
  readonly code: string
  /** Who can do something about it. Where it is the agent, it may try again. */
  readonly act: Act
  readonly text: string
}

/**
 * Words a failure for a model: what is wrong, how to mend it, what is allowed and what could have been meant. Errors
 * carry no secrets; where one repeats what a third party said, that is marked as such.
 */
export function forModel(error: SallyportError): ModelFailure {
  const { code, act, message, fix, problems, family, retryAt, sideEffect } = error
  const lines = [
    ...(family === 'upstream'
      ? saidByOthers(error)
      : [`Failed: ${code}. ${cut(message)}`, ...unsaid(problems, message)]),
    ...(fix === undefined || message.includes(fix) ? [] : [cut(fix)]),
    ...candidates(problems, message),
    ...(retryAt === undefined ? [] : [`Not before ${retryAt.toISOString()}.`]),
    ...(sideEffect === 'unknown' ? ['It may have happened: look before you repeat it.'] : []),
    ...(act === 'agent' ? [] : [WHO[act]]),
  ]
  return { code, act, text: lines.join('\n') }
}

const WHO: Readonly<Record<Exclude<Act, 'agent'>, string>> = {
  user: 'You cannot mend this: the user has to.',
  developer: 'You cannot mend this: the developer of this agent has to.',
  operator: 'You cannot mend this: whoever runs the engine has to.',
  wait: 'Nothing has to be mended: it can work later.',
}

/** Messages about a third party's refusal repeat its words. */
function saidByOthers({ code, message, problems }: SallyportError): string[] {
  const others = unsaid(problems, message)
  const said = { message: cut(message), ...(others.length > 0 && { problems: others }) }
  return [`Failed: ${code}.`, markUntrusted(said, 'the third party')]
}

/** Problems that the message does not tell already. */
function unsaid(problems: readonly Problem[], message: string): string[] {
  const others = problems.filter((problem) => !message.includes(problem.message))
  const shown = others.slice(0, MAX_PROBLEMS).map((problem) => cut(problem.message))
  return others.length > shown.length ? [...shown, `And ${others.length - shown.length} more.`] : shown
}

/** Which of several could have been meant, where the message does not name them: whoever asks has to say. */
function candidates(problems: readonly Problem[], message: string): string[] {
  const listed = problems.flatMap(({ details = {} }) =>
    [details.choices ?? [], details.candidates ?? []].flat(),
  )
  const names = listed
    .filter(isNamed)
    .map(({ id, name }) => `${JSON.stringify(name.slice(0, MAX_NAME))} (${id})`)
  const others = names.filter((name) => !message.includes(name))
  const shown = others.slice(0, MAX_CANDIDATES).join(', ')
  const more = others.length > MAX_CANDIDATES ? ` and ${others.length - MAX_CANDIDATES} more` : ''
  return shown === '' ? [] : [`One of: ${shown}${more}.`]
}

function isNamed(value: unknown): value is { readonly id: string; readonly name: string } {
  const { id, name } = (value ?? {}) as { readonly id?: unknown; readonly name?: unknown }
  return typeof id === 'string' && typeof name === 'string'
}

function cut(text: string): string {
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT).toWellFormed()}...`
}
