import {
  type ApiOperation,
  type OperationId,
  ORGANIZATION_HEADER,
  operations,
  PATH_PREFIXES,
} from '@sallyport/contract'
import { type Asked, type Names, REQUESTS } from '../requests/index.ts'
import type { Bearer } from './bearers.ts'
import { type Estate, namedIn, type Verdict, verdictOf } from './expectation.ts'

/** One request of one bearer about the things of one estate. */
export interface Cell {
  readonly id: OperationId
  readonly operation: ApiOperation
  /** Template below a prefix, such as `/v1/integrations/connectors/{id}`. */
  readonly path: string
  /** Which of the operation's requests it is. */
  readonly index: number
  readonly request: Asked
  readonly bearer: Bearer
  readonly estate: Estate
  readonly verdict: Verdict
}

export interface CellOptions {
  readonly bearers: readonly Bearer[]
  /** The last one is of what was never there. */
  readonly estates: readonly Estate[]
  /** Whether older paths and the other prefix count too. */
  readonly everyPath: boolean
}

const IDS = Object.keys(operations) as OperationId[]

/** Every path of every operation, every request of it, every bearer, and every estate where that makes a difference. */
export function* cells(options: CellOptions): Generator<Cell> {
  for (const id of IDS) {
    const operation: ApiOperation = operations[id]
    for (const path of pathsOf(operation, options.everyPath)) yield* cellsOf({ id, operation, path }, options)
  }
}

function* cellsOf(
  route: Pick<Cell, 'id' | 'operation' | 'path'>,
  { bearers, estates }: CellOptions,
): Generator<Cell> {
  for (const asked of askedOf(route.id, estates)) {
    for (const bearer of bearers) {
      if (bearer.may === undefined && asked.isFurther) continue
      yield { ...route, ...asked, bearer, verdict: verdictOf(route.operation, bearer, asked) }
    }
  }
}

interface AskedOfEstate extends Pick<Cell, 'request' | 'index' | 'estate'> {
  /** Who is good for nothing asks with one request of each, of what is ours and of what is not there. */
  readonly isFurther: boolean
}

function askedOf(id: OperationId, estates: readonly Estate[]): AskedOfEstate[] {
  return estates.flatMap((estate, at) =>
    [...requestsOf(id, estate.names).entries()]
      .filter(([, request]) => at === 0 || namedIn(request, estate).length > 0)
      .map(([index, request]) => {
        const isFurther = index > 0 || (at > 0 && at < estates.length - 1)
        return { request, index, estate, isFurther }
      }),
  )
}

/** The requests of an operation, and the first of them once more for an organization that a header names. */
export function requestsOf(id: OperationId, names: Names): readonly Asked[] {
  const requests = REQUESTS[id](names)
  const { access }: ApiOperation = operations[id]
  if (access === 'public') return requests
  return [...requests, { ...requests[0], headers: { [ORGANIZATION_HEADER]: names.organization } }]
}

function pathsOf({ path, aliases, bare }: ApiOperation, every: boolean): string[] {
  const prefixes = bare ? [...PATH_PREFIXES, ''] : PATH_PREFIXES
  const all = [path, ...aliases].flatMap((each) => prefixes.map((prefix) => prefix + each))
  return every ? all : all.slice(0, 1)
}

/** Things that a request uses up: what a path deletes, and what the request says of itself. */
export function spentBy({ operation, request, estate }: Cell): readonly (keyof Estate['names'])[] {
  if (request.spends !== undefined) return request.spends
  return operation.method === 'DELETE' ? namedIn({ params: request.params ?? {} }, estate) : []
}
