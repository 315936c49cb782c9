import { type OperationId, operations } from '@sallyport/contract'
import { isErrorCode } from '@sallyport/errors'
import type { Connecting } from '../connecting.ts'
import type { Bearer } from '../matrix/bearers.ts'
import { spentBy } from '../matrix/cells.ts'
import { makeWorld, type World } from '../matrix/matrix.ts'
import { THINGS } from '../matrix/things.ts'
import { type Asked, type Names, REQUESTS } from '../requests/index.ts'
import { compose } from './compose.ts'
import { type Covered, coveredBy, type FuzzOptions } from './covered.ts'
import { answerChecker, type Document, type Route, routesOf } from './document.ts'
import { type Draw, drawFrom } from './draw.ts'
import { inLanes } from './lanes.ts'
import { send, shown } from './send.ts'
import { SOUND_REQUESTS } from './sound-requests.ts'
import { WITHOUT_SUCCESS } from './without-success.ts'

/** Things that a route may use up. */
const MOST_FRESH = 4
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
      const seen = await inLanes(options.requestsPerRoute, async (number) => {
        const composed = compose({ ...material, route, draw, number })
        const answer = await send(house.engine.url, composed)
        const problem = problemOf(answer) ?? check(route, answer)
        return { ...answer, problem: problem && `${problem}: ${shown(composed, answer)}` }
      })
      return coveredBy(
        { id: route.id, paths: route.paths.length },
        seen,
        WITHOUT_SUCCESS[route.id as OperationId],
      )
    },
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
