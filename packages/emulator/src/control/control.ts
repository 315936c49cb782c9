import type { FaultRule } from '../faults/fault.ts'
import type { Faults } from '../faults/faults.ts'
import { isObject, type Json, type JsonObject, parseJson } from '../json.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { ReceivedRequest } from '../receive/received-request.ts'
import { type Answer, jsonAnswer } from '../respond/answer.ts'
import type { Clock } from './clock.ts'
import { isJson, refusedBecause } from './guard.ts'
import { readQuery } from './read-query.ts'

export interface ControlOptions {
  readonly ledger: Ledger
  readonly faults: Faults
  /** Only an emulator with a clock of its own lets it be set. */
  readonly clock?: Clock | undefined
  /** What this is: the vendor, the seed. */
  readonly about: JsonObject
}

interface Visit extends ControlOptions {
  /** After the prefix: `faults/3`. */
  readonly path: string
  readonly search: string
  readonly body: JsonObject
}

type Route = (visit: Visit) => Answer

/** Where the controls are, on the port of the emulator itself. */
const CONTROL_PREFIX = '/__emulator/'

const HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }

/** By method and first segment of the path; `+` says that one more follows. */
const ROUTES: ReadonlyMap<string, Route> = new Map([
  ['GET ', showAbout],
  ['GET ledger', showLedger],
  ['DELETE ledger', ({ ledger }) => done(() => ledger.clear())],
  ['GET faults', ({ faults }) => reply(200, { faults: faults.list() as unknown as Json })],
  ['POST faults', addFault],
  ['DELETE faults', ({ faults }) => done(() => faults.clear())],
  ['DELETE faults+', removeFault],
  ['POST clock', setClock],
])

/**
 * The controls of a running emulator over HTTP: what it saw, what it is going to play, what time it is.
 * Gives nothing for a request that is not for them.
 */
export function createControl(options: ControlOptions): (request: ReceivedRequest) => Answer | undefined {
  return (request) => {
    if (!request.url.startsWith(CONTROL_PREFIX)) return undefined
    const reason = refusedBecause(request)
    if (reason) return problem(403, reason)
    try {
      return control(options, request)
    } catch (error) {
      if (error instanceof TypeError) return problem(400, error.message)
      throw error
    }
  }
}

function control(options: ControlOptions, request: ReceivedRequest): Answer {
  const [path = '', search = ''] = request.url.slice(CONTROL_PREFIX.length).split(/\?(.*)/s)
  const [first, ...rest] = path.split('/')
  const place = `${first}${'+'.repeat(rest.length)}`
  // RFC 9110, 9.3.2: HEAD is GET, of which the server sends the head alone.
  const method = request.method === 'HEAD' ? 'GET' : request.method
  const route = ROUTES.get(`${method} ${place}`)
  if (!route) return wrongPlace(place)
  if (method !== 'POST') return route({ ...options, path, search, body: {} })
  if (!isJson(request)) return problem(415, 'A change is JSON, and says so in its content type.')
  if (!request.body) return problem(413, 'The body is too large.')
  return route({ ...options, path, search, body: readObject(request.body) })
}

function wrongPlace(place: string): Answer {
  const allowed = [...ROUTES.keys()].map((key) => key.split(' ')).filter(([, known]) => known === place)
  if (allowed.length === 0) return problem(404, 'There is no such control.')
  const answer = problem(405, 'The control has no such method.')
  return { ...answer, headers: { ...answer.headers, allow: allowed.map(([method]) => method).join(', ') } }
}

function readObject(body: Buffer): JsonObject {
  try {
    const value = parseJson(body.toString('utf8'))
    if (isObject(value)) return value
  } catch {
    // Told below: the parser's own words repeat what was sent.
  }
  throw new TypeError('The body is a JSON object.')
}

function showAbout({ about, ledger, faults, clock }: Visit): Answer {
  const counts = { requests: ledger.count(), dropped: ledger.dropped, faults: faults.list().length }
  return reply(200, { ...about, ...counts, time: clock ? clock.now() : null })
}

function showLedger({ ledger, search }: Visit): Answer {
  const { query, limit } = readQuery(search)
  const found = ledger.requests(query)
  const requests = limit === 0 ? [] : found.slice(-limit)
  return reply(200, { count: found.length, dropped: ledger.dropped, requests: requests as unknown as Json })
}

function addFault({ faults, body }: Visit): Answer {
  if (body.kind === 'connection-refused' && body.ms === undefined) {
    throw new TypeError('Over HTTP "connection-refused" needs "ms": nothing could take it back.')
  }
  return reply(201, { id: faults.add(body as unknown as FaultRule).id })
}

function removeFault({ faults, path }: Visit): Answer {
  const removed = faults.remove(path.slice(path.indexOf('/') + 1))
  return removed ? reply(200, { done: true }) : problem(404, 'There is no such fault.')
}

function setClock({ clock, body }: Visit): Answer {
  if (!clock) return problem(409, 'This emulator runs on the clock of the machine.')
  const [[name, value] = [], ...others] = Object.entries(body)
  if (others.length > 0 || (name !== 'advance' && name !== 'set') || typeof value !== 'number') {
    throw new TypeError('The body is { "advance": milliseconds } or { "set": milliseconds since 1970 }.')
  }
  clock[name](value)
  return reply(200, { time: clock.now() })
}

function done(act: () => void): Answer {
  act()
  return reply(200, { done: true })
}

function problem(status: number, message: string): Answer {
  return reply(status, { message })
}

function reply(status: number, value: Json): Answer {
  return jsonAnswer(status, value, HEADERS)
}
