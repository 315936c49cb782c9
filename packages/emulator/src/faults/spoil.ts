import type { Answer, Outcome } from '../respond/answer.ts'
import { then } from '../then.ts'
import { bodyPlays } from './body-plays.ts'
import { withoutHeaders } from './edit-answer.ts'
import type { Fault, FaultKind } from './fault.ts'
import { drawLatency } from './latency.ts'
import { refusalPlays } from './refusal-plays.ts'
import type { Plays, SpoilContext } from './spoil-context.ts'

const PLAYS: Plays<FaultKind> = {
  ...refusalPlays,
  ...bodyPlays,
  latency: (fault, { answer, random }) => {
    const after = drawLatency(fault, random)
    return then(answer(), (outcome) => ({ after, outcome }))
  },
  silence: () => 'silence',
  // It is played by the server itself; a request that was under way gets what the others get.
  'connection-refused': () => 'reset',
  reset: ({ at }, { answer }) => (at === 'body' ? then(answer(), (answer) => cut(answer, 'reset')) : 'reset'),
  truncated: ({ as }, { answer }) =>
    then(answer(), (answer) => {
      const cutAnswer = cut(answer, 'truncated')
      if (as !== 'chunked' || typeof cutAnswer === 'string') return cutAnswer
      return withoutHeaders(cutAnswer, (name) => name === 'content-length')
    }),
  'repeating-cursor': (_, { lyingPage }) => lyingPage('repeat'),
  'lying-cursor': ({ as = 'endless' }, { lyingPage, problem }) =>
    as === 'error' ? problem('invalid') : lyingPage(as),
}

/**
 * What goes out when a fault is played. The request takes effect when the fault needs the true answer, and
 * before it when the rule says `committed`.
 */
export function spoil<Kind extends FaultKind>(
  fault: Extract<Fault, { kind: Kind }> & { readonly committed?: boolean },
  context: SpoilContext,
): Outcome | Promise<Outcome> {
  const play = PLAYS[fault.kind]
  if (!fault.committed || playsTruePage(fault)) return play(fault, context)
  return then(context.answer(), (answer) => play(fault, { ...context, answer: () => answer }))
}

/** A page that lies is made by the request itself: to let it take effect before would be twice. */
function playsTruePage(fault: Fault): boolean {
  return fault.kind === 'repeating-cursor' || (fault.kind === 'lying-cursor' && fault.as !== 'error')
}

/** An answer without a body has no middle: its connection breaks before the headers. */
function cut(answer: Answer, broken: 'reset' | 'truncated'): (Answer & { broken: typeof broken }) | 'reset' {
  return typeof answer.body !== 'function' && answer.body.length === 0 ? 'reset' : { ...answer, broken }
}
