import type { Behaviour } from '../behaviour/behaviour.ts'
import type { Variables } from '../behaviour/filled.ts'
import type { Description } from '../description/operation.ts'
import type { JsonObject } from '../json.ts'
import { createFileReader } from '../media/file-reader.ts'
import type { CheckedRequest, Violation } from '../receive/checked-request.ts'
import { lenient } from '../receive/lenient-reader.ts'
import type { ReceivedRequest } from '../receive/received-request.ts'
import { createReader } from '../receive/request-check.ts'
import { createRouter, type Match } from '../receive/router.ts'
import { type Exchange, recordedRefusal } from '../state/recordings.ts'
import { aboutOperation } from './about-operation.ts'
import { type Answer, jsonAnswer } from './answer.ts'
import { type OwnLinks, withOwnLinks } from './own-links.ts'
import type { PathAliases } from './path-aliases.ts'
import { requestVariables, type Surroundings } from './request-variables.ts'
import { type Responder, respond } from './respond.ts'
import type { Asking, Reading, Surface } from './surface.ts'
import type { Trouble } from './world.ts'

export interface RestParts {
  readonly description: Description
  readonly behaviour: Behaviour
  readonly responder: Responder
  readonly aliases: PathAliases
  readonly surroundings: Surroundings
  readonly links: OwnLinks
  /** Requests that were recorded as refused. */
  readonly refusals: readonly Exchange[]
}

/** The part of a third party that its OpenAPI description describes. */
export function createRestSurface(parts: RestParts): Surface {
  const { description, behaviour, aliases } = parts
  const route = createRouter(description.operations.values(), {
    basePath: description.basePath,
    multiSegment: new Set(behaviour.slashes),
  })
  const { plans, world } = parts.responder
  const strictly = createReader(description)
  const check = behaviour.contentType === 'lenient' ? lenient(strictly) : strictly
  const read = createFileReader(
    check,
    (name, given) => plans.get(name)?.file?.({ ...given() }, world.templates) ?? false,
  )
  return {
    operations: description.operations.keys(),
    takes: () => true,
    open: false,
    read(request) {
      const mark = request.url.indexOf('?')
      const path = mark < 0 ? request.url : request.url.slice(0, mark)
      const named = aliases.toNamed(path)
      const match = route(request.method === 'HEAD' ? 'GET' : request.method, named)
      const reading =
        match && 'operation' in match ? readMatch(parts, read({ match, request })) : unmatched(match, request)
      if (named !== path) return { ...reading, moves: true }
      // A record that is found later may have the number: nothing tells of it.
      return aliases.isNumbered(path) ? { ...reading, unlike: true } : reading
    },
  }
}

function readMatch(parts: RestParts, checked: CheckedRequest): Reading {
  const { operation, query, body, violations } = checked
  const about = aboutOperation(parts.responder, operation)
  const behaviour = parts.responder.plans.get(operation.name)?.behaviour
  return {
    operation: operation.name,
    query,
    body,
    violations,
    about,
    open: behaviour?.open ?? operation.security?.length === 0,
    fresh: behaviour?.fresh ?? false,
    unlike: operation.parameters.some((one) => one.in === 'header' || one.in === 'cookie'),
    refusal: refusalOf(parts.behaviour, checked, about),
    answer: (asking) => withOwnLinks(answer(parts, checked, asking), parts.links),
  }
}

function answer(parts: RestParts, request: CheckedRequest, asking: Asking): Answer {
  const { responder, surroundings, refusals } = parts
  const { method, url } = asking.request
  const path = parts.aliases.toNamed(url.split('?')[0] ?? '')
  const recorded =
    refusals.length > 0 ? recordedRefusal(refusals, { method, path, body: request.body }) : undefined
  if (recorded) return jsonAnswer(recorded.status, recorded.response)
  const variables = {
    ...requestVariables(surroundings, request, asking),
    operation: aboutOperation(responder, request.operation),
  }
  return respond(responder, { request, variables, url: asking.request.url, lie: asking.lie })
}

function unmatched(
  match: Exclude<ReturnType<ReturnType<typeof createRouter>>, Match>,
  request: ReceivedRequest,
): Reading {
  const message = match ? 'is not described with this method' : 'is not described'
  const violations: Violation[] = [{ in: 'path', field: null, code: 'unknown', message }]
  const refusal = match
    ? { problem: 'method_not_allowed', variables: { allow: match.allow.join(', '), violations } }
    : { problem: 'no_route', variables: { violations } }
  return {
    operation: null,
    query: queryOf(request.url),
    body: null,
    violations,
    refusal,
    answer: unanswerable,
  }
}

function unanswerable(): never {
  throw new TypeError('A request that was turned away has no true answer.')
}

/** Problems by what is wrong, the first of these first. */
const PROBLEM_OF = [
  ['too_large', 'too_large'],
  ['unreadable', 'unreadable'],
  ['unsupported', 'unsupported_type'],
] as const

/** Whether a request is let through although the description does not have it so. */
function refusalOf(
  behaviour: Behaviour,
  { violations }: CheckedRequest,
  operation: JsonObject,
): Trouble | undefined {
  const { unknown = 'ignore', contentType = 'strict' } = behaviour
  const grave = violations.filter(
    ({ code }) =>
      !(code === 'unknown' && unknown === 'ignore') && !(code === 'unsupported' && contentType === 'lenient'),
  )
  if (grave.length === 0) return undefined
  const variables: Variables = { violations: grave, operation }
  if (grave.some((violation) => violation.in === 'path')) return { problem: 'not_found', variables }
  const named = PROBLEM_OF.find(([code]) => grave.some((violation) => violation.code === code))
  return { problem: named?.[1] ?? 'invalid', variables }
}

const PAIRS = 1000

function queryOf(url: string): Record<string, string> {
  const mark = url.indexOf('?')
  return mark < 0 ? {} : Object.fromEntries([...new URLSearchParams(url.slice(mark))].slice(0, PAIRS))
}
