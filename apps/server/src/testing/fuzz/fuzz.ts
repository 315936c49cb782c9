import { type OperationId, operations } from '@sallyport/contract'
import { isErrorCode } from '@sallyport/errors'
import type { Connecting } from '../connecting.ts'
import { leakWatch } from '../leak-watch.ts'
import type { Bearer } from '../matrix/bearers.ts'
import { spentBy } from '../matrix/cells.ts'
import { makeWorld, type World } from '../matrix/matrix.ts'
import { THINGS } from '../matrix/things.ts'
import { type Asked, type Names, REQUESTS } from '../requests/index.ts'
import { type Composed, compose } from './compose.ts'
import { answerChecker, type Document, type Route, routesOf } from './document.ts'
import { type Draw, drawFrom } from './draw.ts'
import { SOUND_REQUESTS } from './sound-requests.ts'
import { WITHOUT_SUCCESS } from './without-success.ts'

export interface FuzzOptions {
  readonly seed: number
  readonly requestsPerRoute: number
}

/** What became of the requests to one operation. */
export interface Covered {
  readonly id: string
  readonly paths: number
  readonly requests: number
  /** Answers by status. */
  readonly statuses: Readonly<Record<number, number>>
  readonly problems: readonly string[]
  readonly slowestMs: number
}

/** Longer than the longest call may take, 24 s. */
const LONGEST_MS = 30_000
const AT_ONCE = 4
/** Things that a route may use up. */
const MOST_FRESH = 4
const PROBLEMS_SHOWN = 5
/** They change or end what requests of others build on, for the whole organization. */
const LAST: readonly string[] = [
  'createTemplate',
  'updateTemplate',
  'renameTag',
  'deleteTag',
  'deleteTemplate',
  'updateConnectionTemplate',
  'deleteConnectionTemplate',
  'saveOAuthApplication',
  'removeOAuthApplication',
]

export interface Fuzzer {
  readonly routes: readonly Route[]
  readonly fuzz: (route: Route) => Promise<Covered>
}

/** Reads the document of a running engine, and asks it what the document makes possible. */
export async function createFuzzer(house: Connecting, options: FuzzOptions): Promise<Fuzzer> {
  const { body } = await house.call('GET', '/openapi.json')
  const document = body as Document
  const check = answerChecker()
  let worlds = 0
  let world = await makeWorld(house, `fuzz ${worlds}`)
  const anew = async () => {
    world = await makeWorld(house, `fuzz ${++worlds}`)
    return world
  }
  const ready = async () => ((await isIntact(house, world)) ? world : anew())
  return {
    routes: routesOf(document).sort((a, b) => LAST.indexOf(a.id) - LAST.indexOf(b.id)),
    async fuzz(route) {
      const draw = drawFrom(options.seed + route.id.length * 7919 + route.id.charCodeAt(0))
      // Where what others made fills an organization up to a bound, there is another one.
      const material = await materialOf(await ready(), route, draw).catch(async () =>
        materialOf(await anew(), route, draw),
      )
      const seen: { status: number; ms: number; problem: string | undefined }[] = []
      const send = async (number: number) => {
        const composed = compose({ ...material, route, draw, number })
        const startedAt = performance.now()
        const answer = await sent(house.engine.url, composed).catch((error: unknown) => ({
          status: 0,
          type: '',
          text: String(error),
        }))
        const problem = problemOf(answer) ?? check(route, answer)
        const ms = performance.now() - startedAt
        seen.push({ status: answer.status, ms, problem: problem && `${problem}: ${shown(composed, answer)}` })
      }
      let next = 0
      await Promise.all(
        Array.from({ length: AT_ONCE }, async () => {
          while (next < options.requestsPerRoute) await send(next++)
        }),
      )
      return coveredBy(route, seen)
    },
  }
}

function coveredBy(
  { id, paths }: Route,
  seen: readonly { status: number; ms: number; problem: string | undefined }[],
): Covered {
  const statuses: Record<number, number> = {}
  for (const { status } of seen) statuses[status] = (statuses[status] ?? 0) + 1
  const problems = seen.flatMap(({ problem }) => problem ?? [])
  const count = (least: number) => seen.filter(({ status }) => status >= least && status < least + 100).length
  const reason = WITHOUT_SUCCESS[id as OperationId]
  if (count(200) === 0 && reason === undefined) problems.push('nothing succeeded')
  if (count(200) > 0 && reason !== undefined) problems.push(`it succeeds, and the table says: ${reason}`)
  if (count(400) === 0) problems.push('nothing was refused')
  const slowestMs = Math.max(...seen.map(({ ms }) => ms))
  return {
    id,
    paths: paths.length,
    requests: seen.length,
    statuses,
    problems: problems.slice(0, PROBLEMS_SHOWN),
    slowestMs,
  }
}

/** What is wrong with an answer whatever the document says. */
function problemOf({ status, text }: { readonly status: number; readonly text: string }): string | undefined {
  if (status === 0) return 'no answer in time'
  if (status < 400) return undefined
  const code = /"code":"(\w+)"/.exec(text)?.[1]
  if (!isErrorCode(code)) return 'an error without a code of ours'
  return status === 500 ? 'a failure of the engine' : undefined
}

async function sent(url: string, { method, path, headers, body, bearer }: Composed) {
  // Words that stand for a secret here stand for a name there: of bodies only what is known elsewhere is looked for.
  leakWatch.sent({ bearer, body: undefined })
  const response = await fetch(url + path, {
    method,
    signal: AbortSignal.timeout(LONGEST_MS),
    headers: { ...headers, ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }) },
    ...(body !== undefined && { body }),
  })
  const text = await response.text()
  leakWatch.answered(`${method} ${path.split('?')[0]}`, response, text)
  return { status: response.status, type: response.headers.get('content-type') ?? '', text }
}

function shown({ method, path, body }: Composed, { status, text }: { status: number; text: string }): string {
  return `${method} ${path} ${String(body ?? '').slice(0, 300)} -> ${status} ${text.slice(0, 300)}`
}

async function materialOf({ tenants, bearers, estates }: World, { id }: Route, draw: Draw) {
  const [estate] = estates
  if (estate?.ground === undefined) throw new TypeError('the first estate is our own')
  const { ground, names } = estate
  const operation = operations[id as OperationId]
  const asked = (of: Names) => [
    ...REQUESTS[id as OperationId](of),
    ...(SOUND_REQUESTS[id as OperationId]?.(of, tenants.ours) ?? []),
  ]
  const spent = asked(names).flatMap((request) => spentBy({ operation, request, estate }))
  const examples: Asked[] = spent.length === 0 ? [...asked(names)] : []
  for (let number = 0; spent.length > 0 && number < MOST_FRESH; number++) {
    const fresh: Record<string, string> = {}
    for (const name of new Set(spent)) {
      const { make, another = make } = THINGS[name]
      fresh[name] = await another(ground, names)
    }
    examples.push(...asked({ ...names, ...fresh }))
  }
  return {
    draw,
    examples,
    ids: Object.values(names),
    bearers: bearersFor(bearers, operation.access, tenants.own.operator),
  }
}

/** The first one is good for the operation. */
function bearersFor(bearers: readonly Bearer[], access: unknown, operator: string): (string | undefined)[] {
  const kinds = Array.isArray(access) ? access : []
  const fitting = bearers.find(({ may }) => may?.kind === 'scoped')
  const first = kinds.includes('application') ? operator : fitting?.token
  return [
    first,
    ...bearers.filter(({ may }) => may !== undefined).map(({ token }) => token),
    undefined,
    'not-a-token',
  ]
}

/** Whether the tenant has what its requests name: they end access, remove and disable, as they are meant to. */
async function isIntact({ call }: Connecting, { tenants, estates }: World): Promise<boolean> {
  const { operator, bearer } = tenants.own
  const names = estates[0]?.names
  const looks = await Promise.all([
    call('GET', '/api/v1/account/applications/scoped-token/info', { bearer }),
    call('GET', `/api/v1/integrations/connectors/${names?.connector}`, { bearer }),
    call('GET', `/api/v1/integrations/definitions/sources/${names?.definition}`, { bearer: operator }),
    call('GET', `/api/v1/webhooks/${names?.webhook}`, { bearer: operator }),
    call('POST', `/api/v1/integrations/connectors/${names?.connector}/execute`, {
      bearer,
      body: { entity: 'users', action: 'list', params: { limit: 1 } },
    }),
  ])
  return looks.every(({ status }) => status === 200)
}
