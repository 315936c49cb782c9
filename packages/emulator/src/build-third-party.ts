import { acceptedBy, admitBy } from './admit-by.ts'
import type { Behaviour } from './behaviour/behaviour.ts'
import { readBehaviour } from './behaviour/read-behaviour.ts'
import type { Description } from './description/operation.ts'
import { readDescription } from './description/read-description.ts'
import type { EmulateOptions } from './emulate-options.ts'
import { Faults } from './faults/faults.ts'
import { seededRandom } from './generate/random.ts'
import { graphqlSurfaceOf, readSchema } from './graphql/graphql-surface-of.ts'
import { sampleLinks } from './graphql/sample-links.ts'
import { withGraphql, withTypes } from './graphql/with-graphql.ts'
import type { Json } from './json.ts'
import { Ledger } from './ledger/ledger.ts'
import type { AuthorizationServer } from './oauth/authorization-server.ts'
import { createOAuthSurface } from './oauth/oauth-surface.ts'
import type { AuthorizationSettings } from './oauth/settings.ts'
import { readList, readObject, readText } from './read-source.ts'
import { createRecords, type Records } from './records-of.ts'
import { Idempotency } from './respond/idempotency.ts'
import { problemsOf } from './respond/operation-plan.ts'
import { createProblemAnswers } from './respond/problem-answers.ts'
import { RateLimit } from './respond/rate-limit.ts'
import type { Surroundings } from './respond/request-variables.ts'
import { restSurfaceOf } from './respond/rest-surface-of.ts'
import { readRecordings } from './state/recordings.ts'
import { ThirdParty } from './third-party.ts'
import type { Vendor } from './vendor.ts'

export interface BuildOptions extends EmulateOptions {
  readonly now: () => number
  /** The emulator's own origin. */
  readonly origin: string
}

/** A third party without its sockets, and what its users hold of it. */
export interface Built {
  readonly thirdParty: ThirdParty
  readonly ledger: Ledger
  readonly faults: Faults
  readonly oauth: AuthorizationServer | undefined
  readonly seed: string
  /** The tokens and keys that are accepted, where they are texts. */
  readonly credentials: readonly string[]
}

const NO_DESCRIPTION: Description = {
  origin: 'https://api.example.com',
  basePath: '',
  operations: new Map(),
  schemas: {},
}

/** Puts a third party together from its data. Rejects with a `TypeError` where the data does not fit together. */
export async function buildThirdParty(vendor: Vendor, options: BuildOptions): Promise<Built> {
  const { seed = 'practise', now, origin } = options
  const { behaviour, schema, description } = readVendor(vendor)
  const surroundings: Surroundings = { origin, now, me: (behaviour.me ?? null) as Json }
  const exchanges =
    options.recordings === false ? [] : readRecordings(readList(vendor.recordings), options.recordings)
  const records: Records = createRecords({
    description,
    behaviour,
    seed,
    size: options.records ?? 3,
    exchanges,
    collections: options.collections ?? {},
    surroundings,
    ...(schema &&
      behaviour.graphql && { links: sampleLinks(schema, behaviour.graphql, () => records.resources) }),
  })
  const { store, templates } = records
  const problem = createProblemAnswers(
    behaviour.problems,
    templates,
    [...records.plans.values()].flatMap(problemsOf),
  )
  const oauth = await authorizationServer(behaviour, options)
  const rest = restSurfaceOf({
    behaviour,
    description,
    records,
    problem,
    surroundings,
    links: options.links ?? 'emulator',
    exchanges,
  })
  const graphql = schema ? [graphqlSurfaceOf({ schema, behaviour, records, surroundings })] : []
  const surfaces = [...(oauth ? [createOAuthSurface(oauth)] : []), ...graphql, rest]
  const faults = new Faults({
    operations: surfaces.flatMap(({ operations }) => [...operations]),
    tokenPaths: tokenPaths(oauth),
    seed,
  })
  for (const rule of options.faults ?? []) faults.add(rule)
  const ledger = new Ledger()
  const accepted = acceptedBy(behaviour, options.credentials)
  const thirdParty = new ThirdParty({
    behaviour,
    surfaces,
    admit: admitBy({ behaviour, accepted, oauth, now }),
    faults,
    ledger,
    problem,
    rateLimit: rateLimitOf(behaviour, options),
    idempotency: behaviour.idempotency && new Idempotency(behaviour.idempotency, now),
    surroundings,
    templates,
    random: seededRandom(`${seed}/faults`),
    version: () => store.version,
  })
  return {
    thirdParty,
    ledger,
    faults,
    oauth,
    seed,
    credentials: accepted.filter((one) => typeof one === 'string'),
  }
}

function rateLimitOf({ rateLimit }: Behaviour, { rateLimit: asked, now }: BuildOptions): RateLimit {
  const { limit, enforced = false } = asked ?? {}
  return new RateLimit({ behaviour: rateLimit, limit, enforced, now })
}

/** What the vendor's data says, once it is put together. */
function readVendor(vendor: Vendor) {
  const behaviour = withGraphql(readBehaviour(readObject(vendor.behaviour)))
  const document = readObject(vendor.description)
  const text = readText(vendor.schema)
  const schema = text === undefined ? undefined : readSchema(text, behaviour)
  const description = withTypes(document ? readDescription(document) : NO_DESCRIPTION, schema, behaviour)
  return { behaviour, schema, description }
}

async function authorizationServer(
  behaviour: Behaviour,
  { oauth, origin, now, seed }: BuildOptions,
): Promise<AuthorizationServer | undefined> {
  const settings = behaviour.oauth as AuthorizationSettings | undefined
  if (!oauth) return undefined
  // Loaded late: most emulators have none, and it takes its time.
  const { createAuthorizationServer } = await import('./oauth/authorization-server.ts')
  return createAuthorizationServer({
    settings: { ...settings, ...oauth.settings },
    clients: oauth.clients,
    issuer: origin,
    now,
    ...(seed !== undefined && { seed }),
    ...(oauth.users && { users: oauth.users }),
  })
}

/** Where faults of tokens are played. */
function tokenPaths(oauth: AuthorizationServer | undefined): readonly string[] {
  return oauth ? [oauth.tokenPath] : []
}
