import type { Method, Operation } from '@sallyport/definition'
import { type Finding, unless } from './finding.ts'

interface Verb {
  /** Of GraphQL every operation is a POST. */
  readonly methods?: readonly Method[]
  readonly paged?: boolean
  readonly read: boolean
  readonly gives?: true
  readonly takes?: true
}

/** First word of an action -> what its operation has to be. Other words name what they please. */
const VERBS: Readonly<Record<string, Verb>> = {
  list: { methods: ['GET'], paged: true, read: true },
  // `api_search`
  api: { methods: ['GET'], paged: true, read: true },
  get: { methods: ['GET'], paged: false, read: true },
  create: { methods: ['POST', 'PUT'], paged: false, read: false },
  update: { methods: ['PATCH', 'PUT', 'POST'], paged: false, read: false },
  // Some vendors have no other method than POST for what changes something.
  delete: { methods: ['DELETE', 'POST'], paged: false, read: false },
  download: { paged: false, read: true, gives: true },
  upload: { methods: ['POST', 'PUT', 'PATCH'], paged: false, read: false, takes: true },
}

/** Where an operation is not what the name of its action says. */
export function actionFindings(at: string, action: string, operation: Operation): Finding[] {
  const { method, effect, page, graphql, gives, takes } = operation
  const verb = VERBS[action.split('_')[0] ?? '']
  const reads = effect === 'read'
  const paged = page !== undefined
  const fits = graphql !== undefined || (verb?.methods?.includes(method) ?? true)
  return [
    ...unless(fits, at, `is sent with ${method}`),
    ...unless((verb?.paged ?? paged) === paged, at, `has ${paged ? 'pages' : 'no pages'}`),
    ...unless((verb?.read ?? reads) === reads, at, `has the effect ${effect}`),
    ...unless(
      !action.startsWith('delete') || effect === 'destructive',
      at,
      `deletes with the effect ${effect}`,
    ),
    ...unless(method !== 'GET' || reads, at, `is a GET with the effect ${effect}`),
    ...unless(method !== 'DELETE' || !reads, at, 'is a DELETE that claims to read'),
    ...unless(!verb?.gives || gives !== undefined, at, 'gives no file'),
    ...unless(!verb?.takes || takes !== undefined, at, 'takes no file'),
  ]
}
