import type { Definition } from '@sallyport/definition'
import { answerFindings } from './answer-findings.ts'
import { type Finding, unless } from './finding.ts'
import { pagingRequestFindings } from './paging-findings.ts'
import { requestFindings } from './request-findings.ts'
import { memberAt } from './schema.ts'
import type { VendorDescription } from './vendor-description.ts'

/** Everything in which a definition departs from the vendor's own description. */
export function vendorFindings(definition: Definition, vendor: VendorDescription): Finding[] {
  const { server, source, entities } = definition
  return [
    ...Object.entries(source).flatMap(([name, value]) =>
      unless(vendor.provenance[name] === value, `source.${name}`, 'is not that of the description'),
    ),
    // A schema of GraphQL does not tell where it is served.
    ...unless(
      vendor.server === undefined || server.url === vendor.server,
      'server.url',
      `is ${vendor.server} there`,
    ),
    ...refusalFindings(definition, vendor),
    ...Object.keys(entities).flatMap((name) => entityFindings(definition, name, vendor)),
  ]
}

function refusalFindings({ entities, errors }: Definition, vendor: VendorDescription): Finding[] {
  const described = Object.values(entities)
    .flatMap(({ actions }) => Object.values(actions))
    .flatMap((operation) => vendor.find(operation) ?? [])
    .flatMap(({ refusals }) => refusals)
  if (described.length === 0) return []
  return errors.message.flatMap((path) => {
    const isThere = described.some((schema) => memberAt(schema, path, vendor.follow))
    return unless(isThere, 'errors.message', `${path} is in no refusal`)
  })
}

function entityFindings(definition: Definition, name: string, vendor: VendorDescription): Finding[] {
  const { entities, encoding } = definition
  const entity = entities[name]
  if (!entity) return []
  const absent: (readonly string[])[] = []
  const findings = Object.entries(entity.actions).flatMap(([action, operation]): Finding[] => {
    const at = `${name}.${action}`
    const problems = vendor.problems(operation)
    if (problems.length > 0) return problems.map((problem) => ({ at: `${at} document`, problem }))
    const theirs = vendor.find(operation)
    if (theirs === undefined) return [{ at, problem: `there is no ${operation.method} ${operation.path}` }]
    const compared = {
      at,
      operation,
      theirs,
      vendor,
      encoding: { ...encoding, ...operation.encoding },
      stated: statedBy(definition, operation.headers),
    }
    const answer = answerFindings(compared, entity, action)
    absent.push(answer.absent)
    return [...requestFindings(compared), ...pagingRequestFindings(compared), ...answer.findings]
  })
  const [first = [], ...rest] = absent
  const nowhere = first.filter((field) => rest.every((fields) => fields.includes(field)))
  return [
    ...findings,
    ...nowhere.map((field) => ({ at: `${name} record.${field}`, problem: 'is in no answer' })),
  ]
}

/** `header accept`: what every request has beside its parameters. */
function statedBy({ server, auth }: Definition, own: Readonly<Record<string, string>> = {}): string[] {
  const keys = Object.values(auth).flatMap(({ mechanism }) => {
    if (mechanism.scheme === 'headers') return Object.keys(mechanism.headers).map((name) => `header ${name}`)
    return mechanism.scheme === 'apiKey' ? [`${mechanism.in} ${mechanism.name.toLowerCase()}`] : []
  })
  const headers = Object.keys({ ...server.headers, ...own }).map((name) => `header ${name.toLowerCase()}`)
  return [...keys, ...headers, 'header authorization', 'header accept', 'header content-type']
}
