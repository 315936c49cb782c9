import type { Definition } from '@sallyport/definition'
import { answerFindings } from './answer-findings.ts'
import { type Finding, unless } from './finding.ts'
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
    ...unless(server.url === vendor.server, 'server.url', `is ${vendor.server} there`),
    ...refusalFindings(definition, vendor),
    ...Object.keys(entities).flatMap((name) => entityFindings(definition, name, vendor)),
  ]
}

function refusalFindings({ entities, errors }: Definition, vendor: VendorDescription): Finding[] {
  const refusals = Object.values(entities)
    .flatMap(({ actions }) => Object.values(actions))
    .flatMap(({ method, path }) => vendor.find(method, path)?.refusals ?? [])
  return errors.message.flatMap((path) => {
    const described = refusals.some((schema) => memberAt(schema, path, vendor.follow))
    return unless(described, 'errors.message', `${path} is in no refusal`)
  })
}

function entityFindings(
  { entities, encoding }: Definition,
  name: string,
  vendor: VendorDescription,
): Finding[] {
  const entity = entities[name]
  if (!entity) return []
  const absent: (readonly string[])[] = []
  const findings = Object.entries(entity.actions).flatMap(([action, operation]) => {
    const theirs = vendor.find(operation.method, operation.path)
    const at = `${name}.${action}`
    if (theirs === undefined) return [{ at, problem: `there is no ${operation.method} ${operation.path}` }]
    const compared = { at, operation, theirs, vendor, encoding: { ...encoding, ...operation.encoding } }
    const answer = answerFindings(compared, entity)
    absent.push(answer.absent)
    return [...requestFindings(compared), ...answer.findings]
  })
  const [first = [], ...rest] = absent
  const nowhere = first.filter((field) => rest.every((fields) => fields.includes(field)))
  return [
    ...findings,
    ...nowhere.map((field) => ({ at: `${name} record.${field}`, problem: 'is in no answer' })),
  ]
}
