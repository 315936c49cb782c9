import { acceptedBy, admitBy } from './admit-by.ts'
import { authorizationServerOf } from './authorization-server-of.ts'
import type { Behaviour } from './behaviour/behaviour.ts'
import type { EmulateOptions } from './emulate-options.ts'
import { Faults } from './faults/faults.ts'
import { seededRandom } from './generate/random.ts'
import { graphqlSurfaceOf } from './graphql/graphql-surface-of.ts'
import { sampleLinks } from './graphql/sample-links.ts'
import type { Json } from './json.ts'
import { Ledger } from './ledger/ledger.ts'
import type { AuthorizationServer } from './oauth/authorization-server.ts'
import { createOAuthSurface } from './oauth/oauth-surface.ts'
import { readList } from './read-source.ts'
import { readVendor, type VendorData } from './read-vendor.ts'
import { createRecords, type Records } from './records-of.ts'
import { Idempotency } from './respond/idempotency.ts'
import { problemsOf } from './respond/operation-plan.ts'
import { createProblemAnswers, type ProblemAnswers } from './respond/problem-answers.ts'
import { RateLimit } from './respond/rate-limit.ts'
import type { Surroundings } from './respond/request-variables.ts'
import { restSurfaceOf } from './respond/rest-surface-of.ts'
import type { Surface } from './respond/surface.ts'
import { type Exchange, readRecordings } from './state/recordings.ts'
import { ThirdParty } from './third-party.ts'
import type { Vendor } from './vendor.ts'

const SEED = 'practise'
const RECORDS = 3

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

/** Puts a third party together from its data. Rejects with a `TypeError` where the data does not fit together. */
export async function buildThirdParty(vendor: Vendor, options: BuildOptions): Promise<Built> {
  const { seed = SEED } = options
  const data = readVendor(vendor)
  const { behaviour } = data
  const surroundings: Surroundings = {
    origin: options.origin,
    now: options.now,
    me: (behaviour.me ?? null) as Json,
  }
  const state = stateOf(vendor, data, { options, surroundings })
  const oauth = await authorizationServerOf(behaviour, options)
  const surfaces = surfacesOf(data, state, { options, surroundings, oauth })
  const faults = faultsOf(surfaces, oauth, options)
  const ledger = new Ledger()
  const accepted = acceptedBy(behaviour, options.credentials)
  const { store, templates } = state.records
  const thirdParty = new ThirdParty({
    behaviour,
    surfaces,
    admit: admitBy({ behaviour, accepted, oauth, now: options.now }),
    faults,
    ledger,
    problem: state.problem,
    rateLimit: rateLimitOf(behaviour, options),
    idempotency: behaviour.idempotency && new Idempotency(behaviour.idempotency, options.now),
    surroundings,
    templates,
    random: seededRandom(`${seed}/faults`),
    version: () => store.version,
  })
  const texts = accepted.filter((one) => typeof one === 'string')
  return { thirdParty, ledger, faults, oauth, seed, credentials: texts }
}

interface Setting {
  readonly options: BuildOptions
  readonly surroundings: Surroundings
}

/** The records and the words of a vendor. */
interface State {
  readonly exchanges: readonly Exchange[]
  readonly records: Records
  readonly problem: ProblemAnswers
}

function stateOf(
  vendor: Vendor,
  { behaviour, schema, description }: VendorData,
  { options, surroundings }: Setting,
): State {
  const { recordings } = options
  const exchanges = recordings === false ? [] : readRecordings(readList(vendor.recordings), recordings)
  const records: Records = createRecords({
    description,
    behaviour,
    seed: options.seed ?? SEED,
    size: options.records ?? RECORDS,
    exchanges,
    collections: options.collections ?? {},
    surroundings,
    ...(schema &&
      behaviour.graphql && { links: sampleLinks(schema, behaviour.graphql, () => records.resources) }),
  })
  const told = [...records.plans.values()].flatMap(problemsOf)
  return { exchanges, records, problem: createProblemAnswers(behaviour.problems, records.templates, told) }
}

/** The first that takes a path answers it. */
function surfacesOf(
  { behaviour, schema, description }: VendorData,
  { exchanges, records, problem }: State,
  { options, surroundings, oauth }: Setting & { readonly oauth: AuthorizationServer | undefined },
): readonly Surface[] {
  const { links = 'emulator' } = options
  const rest = restSurfaceOf({
    behaviour,
    description,
    records,
    problem,
    surroundings,
    links,
    exchanges,
  })
  const graphql = schema ? [graphqlSurfaceOf({ schema, behaviour, records, surroundings })] : []
  return [...(oauth ? [createOAuthSurface(oauth)] : []), ...graphql, rest]
}

function faultsOf(
  surfaces: readonly Surface[],
  oauth: AuthorizationServer | undefined,
  { seed = SEED, faults: rules = [] }: BuildOptions,
): Faults {
  const operations = surfaces.flatMap(({ operations }) => [...operations])
  const faults = new Faults({ operations, tokenPaths: oauth ? [oauth.tokenPath] : [], seed })
  for (const rule of rules) faults.add(rule)
  return faults
}

function rateLimitOf({ rateLimit }: Behaviour, { rateLimit: asked, now }: BuildOptions): RateLimit {
  const { limit, enforced = false } = asked ?? {}
  return new RateLimit({ behaviour: rateLimit, limit, enforced, now })
}
