import { type FileFact, type Operation, valueAt } from '@sallyport/definition'
import { type Problem, SallyportError } from '@sallyport/errors'
import { ask, bodyOf } from '../ask.ts'
import { type FileInput, sizeOf } from '../file-input.ts'
import { givenAddress } from '../given-address.ts'
import { plan } from '../plan.ts'
import { nameOf, type ResolvedCall } from '../resolve/resolved-call.ts'
import { headerOf, type UpstreamAnswer } from '../send/upstream.ts'
import { paramsOfEnd } from './finish-session.ts'
import { nothingHappened } from './nothing-happened.ts'
import type { Session, TakesSession, Upload } from './session.ts'

/**
 * Asks for an address to send the file to. Nothing has happened before it is sent.
 *
 * @throws SallyportError `invalid_params` where the third party is to be told a fact of the file that is not known;
 * the families `upstream` and `engine`.
 */
export async function openSession(upload: Upload): Promise<Session> {
  const { call, takes } = upload
  const request = plan(openingOf(upload))
  try {
    const answer = await ask(upload, request, { credential: true })
    const body = bodyOf(upload, answer, 'at' in takes.address ? 'json' : 'anything')
    const address = addressIn(takes.address, answer, body)
    if (typeof address !== 'string') throw nowhere(call)
    return { address: givenAddress(call, address, answer.url), answer: body }
  } catch (error) {
    throw nothingHappened(error)
  }
}

function addressIn(place: TakesSession['address'], { headers }: UpstreamAnswer, body: unknown): unknown {
  return 'at' in place ? valueAt(body, place.at) : headerOf(headers, place.header)
}

/** The call as it opens the upload: facts of the file stand among the parameters, those of the end do not. */
function openingOf({ call, takes, file }: Upload): ResolvedCall {
  const inHeaders = takes.tellsInHeaders ?? {}
  const told = factsOf(call, { ...takes.tells, ...inHeaders }, { file, takes })
  const atEnd = paramsOfEnd(call.operation)
  const params = Object.entries(call.params).filter(([name]) => !atEnd.has(name))
  return {
    ...call,
    operation: { ...call.operation, wire: { ...call.operation.wire, ...wireOf(Object.keys(inHeaders)) } },
    params: { ...Object.fromEntries(params), ...told },
  }
}

function wireOf(headers: readonly string[]): NonNullable<Operation['wire']> {
  return Object.fromEntries(headers.map((name) => [name, { in: 'header' }]))
}

type Facts = Readonly<Record<string, FileFact>>

function factsOf(
  call: ResolvedCall,
  facts: Facts,
  { file, takes }: Pick<Upload, 'file' | 'takes'>,
): Readonly<Record<string, string | number>> {
  const known = { size: sizeOf(file), type: file.type, name: file.name }
  // Of an upload in pieces the last one tells the size.
  const needed = Object.values(facts).filter((fact) => fact !== 'size' || takes.pieces === undefined)
  const missing = [...new Set(needed)].filter((fact) => known[fact] === undefined)
  if (missing.length > 0) throw unknownFacts(call, missing)
  const told = Object.entries(facts).map(([name, fact]) => [name, known[fact]] as const)
  return Object.fromEntries(told.flatMap(([name, fact]) => (fact === undefined ? [] : [[name, fact]])))
}

function unknownFacts(call: ResolvedCall, missing: readonly (keyof FileInput)[]): SallyportError {
  const problems = missing.map((fact): Problem => {
    const message = `The third party has to be told the ${fact} of the file before it comes.`
    return { field: `file.${fact}`, code: 'required', message }
  })
  return new SallyportError(
    'invalid_params',
    `${nameOf(call)} needs the ${missing.join(' and the ')} of its file.`,
    {
      problems,
      fix: `Give ${missing.map((fact) => `"${fact}"`).join(' and ')} with the file.`,
    },
  )
}

function nowhere(call: ResolvedCall): SallyportError {
  return new SallyportError('projection_failed', `${nameOf(call)}: the answer has no address for the file.`, {
    fix: `The definition of ${call.definition.title} is wrong here. Please report it with the request id.`,
  })
}
