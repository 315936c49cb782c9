import type { CallerReply } from '../caller.ts'
import type { Cell } from './cells.ts'
import { isSeen, namedIn } from './expectation.ts'
import { THINGS } from './things.ts'

export interface Answered {
  readonly cell: Cell
  readonly reply: CallerReply
}

const FORBIDDEN = new Set(['forbidden', 'forbidden_operation'])
const UNAUTHENTICATED = new Set(['unauthenticated', 'token_expired'])
/** Headers that tell something of an answer; the others carry times and ids. */
const TELLING = ['content-type', 'content-length', 'www-authenticate', 'retry-after', 'etag', 'location']

/** What is wrong with an answer by itself; `undefined` where nothing is. */
export function judge({ cell, reply }: Answered): string | undefined {
  return isRight[cell.verdict]({ cell, reply }) ? undefined : `is ${cell.verdict}, and got ${shown(reply)}`
}

const isRight: Readonly<Record<Cell['verdict'], (answered: Answered) => boolean>> = {
  // Whether all get the same is for whoever knows the others' answers.
  public: ({ reply }) => reply.status < 500,
  // Two open cells may change the same thing at the same moment, and one of them is asked to come again.
  open: (answered) =>
    (answered.reply.status < 500 || answered.reply.body?.retryable === true) &&
    answered.reply.status !== 401 &&
    !isForbidden(answered.reply) &&
    !isUnknown(answered),
  unauthenticated: ({ reply }) => reply.status === 401 && UNAUTHENTICATED.has(reply.body?.code),
  // What a request needs beyond its route is looked at when it is known what the request is about.
  forbidden: ({ cell, reply }) =>
    isForbidden(reply) || (cell.request.needs !== undefined && reply.status === 404),
  hidden: (answered) =>
    isForbidden(answered.reply) ||
    isUnknown(answered) ||
    isNothing(answered) ||
    (isByNameAlone(answered.cell) && answered.reply.status >= 400),
}

function isForbidden({ status, body }: CallerReply): boolean {
  return status === 403 && FORBIDDEN.has(body?.code)
}

/** That what a request names is not there: 404, or the words for an unknown value in a body or a query. */
function isUnknown({ cell, reply: { status, body } }: Answered): boolean {
  const named = namedIn(cell.request, cell.estate)
  if (named.length === 0) return false
  // Asked before anything is looked for, so that it tells nothing.
  if (cell.verdict === 'hidden' && body?.code === 'workspace_required') return true
  // There are no destinations, whoever asks.
  if (status === 404) return body?.code !== 'upstream_not_found' && cell.id !== 'getDestination'
  return named.some((name) => THINGS[name].unknown !== undefined && body?.code === THINGS[name].unknown)
}

/** Only the name of a workspace keeps this bearer out: what it may know can be found wrong before that. */
function isByNameAlone({ bearer: { may }, request, estate }: Cell): boolean {
  return may !== undefined && namedIn(request, estate).every((name) => isSeen(may, name, estate))
}

/** A list that was asked to be of what is not there. */
function isNothing({ cell, reply: { status, body } }: Answered): boolean {
  const lists = Object.values(body ?? {}).filter(Array.isArray)
  return (
    cell.operation.method === 'GET' &&
    status === 200 &&
    lists.length > 0 &&
    lists.every(({ length }) => length === 0)
  )
}

/** An answer without what no two answers share, and without what it was asked for. */
export function said({ cell, reply }: Answered): string {
  const { names } = cell.estate
  const headers = TELLING.map((name) => `${name}: ${reply.headers.get(name)}`)
  const plain = Object.entries(names).reduce(
    (all, [name, value]) => all.replaceAll(value, `<${name}>`),
    reply.text,
  )
  // Ids of requests are all of one length.
  return `${reply.status} ${headers.join(', ')} ${plain.replace(/"request_id":"[^"]*"/, '')}`
}

function shown({ status, text }: CallerReply): string {
  return `${status} ${text.slice(0, 200)}`
}

export function nameOf({ operation, path, index, bearer, estate, id }: Cell): string {
  return `${bearer.name}, ${operation.method} ${path} (${id} ${index}), ${estate.name}`
}
