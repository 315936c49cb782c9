import type { ApiOperation, OperationId } from '@sallyport/contract'
import type { Caller, CallerReply } from '../caller.ts'
import type { Connecting } from '../connecting.ts'
import { type Bearer, bearersOf, type Tenants } from './bearers.ts'
import { type Cell, cells, requestsOf, spentBy } from './cells.ts'
import { type Estate, isSeen, namedIn } from './expectation.ts'
import { settle } from './ground.ts'
import { type Answered, judge, nameOf, said } from './judge.ts'
import { absentThings, makeThings, THINGS } from './things.ts'

/** Tenants with things, and bearers of every kind. */
export interface World {
  readonly tenants: Tenants
  readonly bearers: readonly Bearer[]
  /** Of our workspace, of another one, of another organization, and of nobody. */
  readonly estates: readonly Estate[]
}

export interface Finding {
  readonly cell: string
  readonly problem: string
}

export interface MatrixReport {
  readonly cells: number
  /** Closed cells that were asked again about what was never there. */
  readonly compared: number
  readonly verdicts: Readonly<Record<string, number>>
  /** Of the open cells, those that were answered with success. */
  readonly succeeded: number
  readonly findings: readonly Finding[]
  readonly milliseconds: number
}

interface RunOptions {
  readonly call: Caller['call']
  readonly everyPath: boolean
  /** Only operations of one group. */
  readonly tag?: ApiOperation['tag']
  /** Only one operation. */
  readonly operation?: OperationId
  /** Cells that are open are left out: what they do to the tenants matters to nobody. */
  readonly closedOnly?: boolean
}

const AT_ONCE = 8

/** Two organizations of their own, so that whatever a run breaks is nobody else's. */
export async function makeWorld(house: Connecting, name: string): Promise<World> {
  const ours = await settle(house, `${name} ours`, ['acme', 'beta'])
  const theirs = await settle(house, `${name} rival`, ['acme'])
  const { acme: own, beta: neighbour } = ours.grounds
  const { acme: rival } = theirs.grounds
  if (own === undefined || neighbour === undefined || rival === undefined)
    throw new TypeError('they were settled')
  const tenants = { ours, own, neighbour, rival }
  const bearers = await bearersOf(house, tenants)
  const names = await makeThings(own)
  return {
    tenants,
    bearers,
    estates: [
      { name: 'our own', names, ground: own },
      { name: "another workspace's", names: await makeThings(neighbour), ground: neighbour },
      { name: "another organization's", names: await makeThings(rival), ground: rival },
      { name: 'never there', names: absentThings(names), ground: undefined },
    ],
  }
}

/** Asks every cell, first those that are closed and then those that are open, and judges the answers. */
export async function runMatrix(
  { bearers, estates }: World,
  { call, everyPath, tag, operation: only, closedOnly }: RunOptions,
): Promise<MatrixReport> {
  const startedAt = performance.now()
  const all = [...cells({ bearers, estates, everyPath })].filter(
    ({ id, operation, verdict }) =>
      (tag === undefined || operation.tag === tag) &&
      (only === undefined || id === only) &&
      !(closedOnly && verdict === 'open'),
  )
  const closed = await inTurns(
    all.filter(({ verdict }) => verdict !== 'open'),
    async (cell) => ({ cell, reply: await ask(call, cell) }),
  )
  const twins = await inTurns(
    closed.flatMap(({ cell }) => twinOf(cell, estates) ?? []),
    async (cell) => ({ cell, reply: await ask(call, cell) }),
  )
  const open = await inTurns(
    all.filter(({ verdict }) => verdict === 'open'),
    async (cell) => {
      const ready = await withFreshThings(cell)
      return { cell: ready, reply: await ask(call, ready) }
    },
  )
  const answers = [...closed, ...open]
  const wrong = answers.flatMap((answered) => {
    const problem = judge(answered)
    return problem === undefined ? [] : [{ cell: nameOf(answered.cell), problem }]
  })
  return {
    cells: all.length,
    compared: twins.length,
    verdicts: Object.fromEntries(
      [...Map.groupBy(all, ({ verdict }) => verdict)].map(([verdict, { length }]) => [verdict, length]),
    ),
    succeeded: open.filter(({ reply }) => reply.status < 300).length,
    findings: [...wrong, ...tellingApart(closed, twins), ...knownToPublic(closed)],
    milliseconds: performance.now() - startedAt,
  }
}

/**
 * The same request about what was never there: in the place of everything that the bearer may not know. Where the kind of
 * token is refused already, that is everything.
 */
function twinOf(cell: Cell, estates: readonly Estate[]): Cell | undefined {
  const { bearer, estate, request, verdict, id, index } = cell
  const nobodys = estates.at(-1)
  const unseen = namedIn(request, estate).filter(
    (name) =>
      (verdict !== 'hidden' && !request.needs) ||
      bearer.may === undefined ||
      !isSeen(bearer.may, name, estate),
  )
  if (nobodys === undefined || estate === nobodys || verdict === 'public' || unseen.length === 0)
    return undefined
  const absent = Object.fromEntries(unseen.map((name) => [name, nobodys.names[name]]))
  const names = { ...estate.names, ...absent }
  return { ...cell, request: requestsOf(id, names)[index] ?? request, estate: { ...estate, names } }
}

/** Answers that differ for what is there and what is not, to the same request of the same bearer. */
function tellingApart(closed: readonly Answered[], twins: readonly Answered[]): Finding[] {
  const twinsByName = new Map(twins.map((twin) => [nameOf(twin.cell), twin]))
  return closed.flatMap((answered) => {
    const twin = twinsByName.get(nameOf(answered.cell))
    if (twin === undefined || said(answered) === said(twin)) return []
    const problem = `is told apart from what was never there: ${said(answered)} / ${said(twin)}`
    return [{ cell: nameOf(answered.cell), problem }]
  })
}

/** Where nobody has to show a token, what is shown makes no difference. */
function knownToPublic(closed: readonly Answered[]): Finding[] {
  // Who fails too often to log in is told so, whatever he shows beside it.
  const open = closed.filter(({ cell, reply }) => cell.verdict === 'public' && reply.status !== 429)
  const groups = Map.groupBy(open, ({ cell }) => `${cell.path} ${cell.id} ${cell.index}`)
  return [...groups.values()].flatMap(([first, ...others]) =>
    others
      .filter(({ reply }) => reply.status !== first?.reply.status)
      .map(({ cell, reply }) => ({ cell: nameOf(cell), problem: `got ${reply.status} by what it showed` })),
  )
}

async function inTurns(todo: readonly Cell[], work: (cell: Cell) => Promise<Answered>): Promise<Answered[]> {
  const waiting = todo.values()
  const done: Answered[] = []
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const cell of waiting) done.push(await work(cell))
    }),
  )
  return done
}

/** What a request uses up is made for it. */
async function withFreshThings(cell: Cell): Promise<Cell> {
  const { ground } = cell.estate
  const fresh: Record<string, string> = {}
  for (const name of spentBy(cell)) {
    const { make, another = make } = THINGS[name]
    if (ground !== undefined) fresh[name] = await another(ground, cell.estate.names)
  }
  const names = { ...cell.estate.names, ...fresh }
  const request = requestsOf(cell.id, names)[cell.index] ?? cell.request
  return { ...cell, request, estate: { ...cell.estate, names } }
}

export function ask(call: Caller['call'], { operation, path, request, bearer }: Cell): Promise<CallerReply> {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(request.params?.[name] ?? ''))
  const query = new URLSearchParams(request.query).toString()
  return call(operation.method, `${filled}${query && `?${query}`}`, {
    ...(bearer.token !== undefined && { bearer: bearer.token }),
    ...(request.body && { body: request.body }),
    ...(operation.takes === 'file' && { raw: 'x' }),
    headers: { ...request.headers, ...(operation.takes === 'file' && { 'content-type': 'text/plain' }) },
  })
}
