import { after } from 'node:test'
import { credentialHash } from '../../credentials/credential-hash.ts'
import { seededRandom } from '../../generate/random.ts'
import { isObject, type Json, type JsonObject } from '../../json.ts'
import type { ReceivedRequest } from '../../receive/received-request.ts'
import { type Answer, jsonAnswer, type Outcome, textAnswer } from '../../respond/answer.ts'
import { serve } from '../../serve/serve.ts'
import { Faults } from '../faults.ts'
import { spoil } from '../spoil.ts'
import type { ProblemName, SpoilContext } from '../spoil-context.ts'

export const NOW = Date.UTC(2026, 4, 6, 7, 8, 9, 500)
export const TOKEN = 'practise-token'
export const HTML = 'text/html; charset=utf-8'

const STATUSES: Readonly<Record<ProblemName, number>> = {
  invalid_credential: 401,
  forbidden: 403,
  rate_limited: 403,
  secondary_rate_limited: 403,
  too_many_requests: 429,
  not_found: 404,
  conflict: 409,
  invalid: 422,
  server_error: 500,
  bad_gateway: 502,
  unavailable: 503,
  gateway_timeout: 504,
  in_band: 200,
}

/** A vendor of a few words: things, and tokens. */
export interface Practice {
  readonly url: string
  readonly faults: Faults
  /** Names of the things that were created. */
  readonly created: string[]
}

export async function practise(seed = 'practise'): Promise<Practice> {
  const faults = new Faults({ operations: ['GET /things', 'POST /things'], tokenPaths: ['/token'], seed })
  const created: string[] = []
  const random = seededRandom(seed)
  const served = await serve({
    handlerAt: (origin) => (request) => {
      const [path = ''] = request.url.split('?')
      const token = request.headers.authorization?.replace('Bearer ', '')
      const operation = path === '/things' ? `${request.method} ${path}` : undefined
      const credential = token === undefined ? null : credentialHash(token)
      const fault = faults.take({ operation, method: request.method, path, credential })
      const answer = () => trueAnswer(request, created)
      if (!fault) return answer()
      const lyingPage = (how: string) => page(request.url, how)
      const context = { operation, request, origin, now: () => NOW, random, problem, answer, lyingPage }
      return spoil(fault, context satisfies SpoilContext) as Outcome | Promise<Outcome>
    },
  })
  faults.onChange((refusing) => (refusing ? served.pause() : served.resume()))
  after(() => served.close())
  return { url: served.url, faults, created }
}

function trueAnswer({ method, url, body }: ReceivedRequest, created: string[]): Answer {
  if (url === '/nothing') return textAnswer(204, '')
  if (url === '/token') {
    return jsonAnswer(200, {
      access_token: 'a1',
      refresh_token: 'r1',
      expires_in: 3600,
      user: { refresh_token: 'r2' },
    })
  }
  if (url === '/token?form') {
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    return textAnswer(200, 'access_token=a1&refresh_token=r1&expires_in=3600', type)
  }
  if (method === 'POST') {
    const thing: unknown = JSON.parse(String(body))
    created.push(isObject(thing) ? String(thing.name) : '')
    return jsonAnswer(201, { id: created.length, name: created.at(-1) ?? '' })
  }
  return page(url, 'end')
}

const THING = {
  id: 7,
  owner_id: 8,
  parentId: 9,
  number: 3,
  score: 1.5,
  created: 1_700_000_000,
  updated_at: '2026-01-02T03:04:05Z',
}

function page(url: string, how: string): Answer {
  const items: Json = how === 'empty' ? [] : [THING]
  const next: Json = how === 'repeat' ? url : how === 'end' ? null : `/things?cursor=${url.length}`
  return jsonAnswer(200, { items, next }, { 'x-ratelimit-reset': '1700000000' })
}

function problem(name: ProblemName, variables: JsonObject = {}): Answer {
  const limits = name.includes('rate') || name === 'too_many_requests'
  return jsonAnswer(
    STATUSES[name],
    { problem: name, ...variables },
    limits ? { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(variables.resetAfter ?? '') } : {},
  )
}
