import type { Behaviour } from '../behaviour/behaviour.ts'
import type { TemplateWorld, Variables } from '../behaviour/filled.ts'
import type { Paging } from '../behaviour/paging-behaviour.ts'
import type { Lie } from '../page/page.ts'
import type { CheckedRequest, Violation } from '../receive/checked-request.ts'
import type { Resource } from '../state/resource.ts'
import type { Samples } from '../state/samples.ts'
import type { Store } from '../state/store.ts'

/** What operations work on. */
export interface World {
  readonly behaviour: Behaviour
  readonly resources: ReadonlyMap<string, Resource>
  readonly store: Store
  readonly samples: Samples
  readonly templates: TemplateWorld
  /** Where links between pages lead: an origin. */
  readonly linkOrigin: string
  /** How links spell the path of a request. */
  readonly linkPath: (url: string) => string
}

/** A request that the description allows, on its way to the records. */
export interface Call {
  readonly request: CheckedRequest
  /** What templates may speak of: `path`, `query`, `body`, `headers`, `now`, `me`, `origin` ... */
  readonly variables: Variables
  /** Path and query as they were sent. */
  readonly url: string
  readonly lie: Lie | undefined
}

/** What an operation found or did: `record`, `records`, `page` for the templates of the answer. */
export interface Done {
  readonly variables: Variables
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
}

export interface Trouble {
  readonly problem: string
  /** What is wrong with the request beside its reading. */
  readonly violation?: Violation
  readonly variables: Variables
}

export function isTrouble(result: Done | Trouble): result is Trouble {
  return 'problem' in result
}

export type { Paging }
