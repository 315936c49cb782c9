import { type Entity, type Operation, pagedBy } from '@sallyport/definition'
import type { Compared } from './compared.ts'
import { type Finding, within } from './finding.ts'
import { alternativesOf, itemsOf, memberAt, type Schema } from './schema.ts'
import { misfits } from './schema-fit.ts'

interface AnswerFindings {
  readonly findings: readonly Finding[]
  /** Optional fields of our record that this answer does not have; another one may. */
  readonly absent: readonly string[]
}

/** Where an answer that the vendor describes is not the record, or the list of records, that we state. */
export function answerFindings(compared: Compared, entity: Entity, action: string): AnswerFindings {
  const { at, operation, theirs } = compared
  if (operation.gives !== undefined) return { findings: fileFindings(compared), absent: [] }
  const given = givenBy(compared)
  const nothing = theirs.answerTypes.length === 0 && operation.effect !== 'read'
  // What is left of a record that is gone is seldom one.
  const isGone = operation.result === undefined && action.startsWith('delete')
  const isOther = isGone || nothing || (operation.decode ?? 'json') !== 'json'
  if (isOther) return { findings: [], absent: Object.keys((entity.record as Schema).properties ?? {}) }
  if (given === undefined) {
    return { findings: [{ at: `${at} records`, problem: 'are not described' }], absent: [] }
  }
  const taken = (operation.result ?? entity.record) as Schema
  const found = misfits({ given, taken, ours: 'taken', follow: compared.vendor.follow, path: '' })
  const absent = found
    .filter(({ path, problem }) => problem === 'is not described' && isOptional(taken, path))
    .map(({ path }) => path)
  return {
    findings: [
      ...found
        .filter(({ path }) => !absent.includes(path))
        .map(({ path, problem }) => ({ at: within(`${at} record`, path), problem })),
      ...pagingAnswerFindings(compared),
    ],
    absent,
  }
}

function givenBy({
  operation: { page, records },
  theirs: { answer },
  vendor: { follow },
}: Compared): Schema | undefined {
  const whole = records === undefined ? answer : answer && memberAt(answer, records, follow)
  const given = page === undefined ? whole : whole && itemsOf(whole, follow)
  return given && withoutNull(given, follow)
}

/** GraphQL lets a record be null where it cannot be given; then there is none. */
function withoutNull(schema: Schema, follow: Compared['vendor']['follow']): Schema {
  const { anyOf } = follow(schema)
  const rest = anyOf?.filter(({ type }) => type !== 'null')
  return rest?.length === 1 && rest[0] ? rest[0] : schema
}

function isOptional({ properties = {}, required = [] }: Schema, name: string): boolean {
  return Object.hasOwn(properties, name) && !required.includes(name)
}

/** Where the answer does not tell how the list goes on, as the paging says. */
function pagingAnswerFindings({
  at,
  operation,
  theirs: { answer },
  vendor: { follow },
}: Compared): Finding[] {
  return marksOf(operation)
    .filter(([, path]) => answer === undefined || memberAt(answer, path, follow) === undefined)
    .map(([name, path]) => ({ at: `${at} page.${name}`, problem: `"${path}" is not described` }))
}

function marksOf(operation: Operation): [name: string, path: string][] {
  const page = pagedBy(operation.page)
  switch (page?.style) {
    case 'cursor':
    case 'next_url':
      return [['next', page.next]]
    case 'keyset':
      return [['more', page.more]]
    case 'connection':
      return ['hasNextPage', 'endCursor'].map((name) => ['info', `${page.info}.${name}`])
    case 'page':
      return page.more === undefined ? [] : [['more', page.more]]
    case 'offset':
      return page.total === undefined ? [] : [['total', page.total]]
    default:
      return []
  }
}

function fileFindings({ at, operation: { gives }, theirs, vendor: { follow } }: Compared): Finding[] {
  if (typeof gives === 'object') {
    const address = theirs.answer && memberAt(theirs.answer, gives.at, follow)
    const isText =
      address && alternativesOf(address, follow).some(({ type }) => type === 'string' || type === 'any')
    return isText ? [] : [{ at: `${at} gives`, problem: `there is no address at "${gives.at}"` }]
  }
  const isFile = theirs.answerTypes.some((type) => type !== 'application/json')
  return isFile ? [] : [{ at: `${at} gives`, problem: 'there is no file in the answer' }]
}
