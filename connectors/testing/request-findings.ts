import { type Encoding, type Operation, pathParams } from '@sallyport/definition'
import { type Finding, unless, within } from './finding.ts'
import { alternativesOf, type Follow, type Schema } from './schema.ts'
import { misfits } from './schema-fit.ts'
import type { VendorDescription, VendorOperation } from './vendor-description.ts'

/** An operation of ours, and what the vendor says of it. */
export interface Compared {
  /** `issues.list` */
  readonly at: string
  readonly operation: Operation
  readonly theirs: VendorOperation
  readonly vendor: VendorDescription
  /** How the definition writes what is no text. */
  readonly encoding: Encoding
}

/** Where a request that we would send is not one that the vendor describes. */
export function requestFindings(compared: Compared): Finding[] {
  const {
    at,
    operation,
    theirs,
    vendor: { follow },
  } = compared
  const { properties = {}, required = [] } = operation.params as Schema
  const taken = new Map([...takenInBody(operation, theirs, follow), ...takenInUrl(operation, theirs)])
  const needed = [...taken].filter(([, { required }]) => required).map(([name]) => name)
  return [
    ...Object.entries(properties).flatMap(([name, given]) => {
      const place = `${at} params.${name}`
      const parameter = taken.get(name)
      if (parameter === undefined) return [{ at: place, problem: 'is not described' }]
      const found = misfits({
        given: asSent(given, compared),
        taken: parameter.schema,
        ours: 'given',
        follow,
        path: '',
      })
      return found.map(({ path, problem }) => ({ at: within(place, path), problem }))
    }),
    ...needed.flatMap((name) => unless(required.includes(name), `${at} params.${name}`, 'is required there')),
    ...encodingFindings(compared),
    ...pagingFindings(at, operation, theirs),
  ]
}

interface Taken {
  readonly schema: Schema
  readonly required: boolean
}

/** What the vendor takes in path and query, under our names: those of a path go by their places. */
function takenInUrl(operation: Operation, theirs: VendorOperation): [string, Taken][] {
  const ours = pathParams(operation.path)
  const renamed = new Map(pathParams(theirs.path).map((name, index) => [name, ours[index] ?? name]))
  return theirs.parameters
    .filter((parameter) => parameter.in === 'path' || (parameter.in === 'query' && !sendsBody(operation)))
    .map(({ name, in: place, required = false, schema }) => [
      place === 'path' ? (renamed.get(name) ?? name) : name,
      { schema, required },
    ])
}

/** A body in several forms takes what any of them takes, and needs what all of them need. */
function takenInBody(operation: Operation, { body }: VendorOperation, follow: Follow): [string, Taken][] {
  if (!sendsBody(operation) || body === undefined) return []
  const forms = alternativesOf(body, follow)
  const names = forms.flatMap(({ properties, required }) => [...Object.keys(properties), ...required])
  return [...new Set(names)].map((name) => {
    const anyOf = forms.flatMap(({ properties }) => properties[name] ?? [])
    return [name, { schema: { anyOf }, required: forms.every(({ required }) => required.includes(name)) }]
  })
}

function sendsBody({ method }: Operation): boolean {
  return method !== 'GET' && method !== 'DELETE'
}

/** A list that is written with commas is text to the vendor. */
function asSent(given: Schema, { operation, encoding }: Compared): Schema {
  const isText = encoding.lists === 'comma' && given.type === 'array' && !sendsBody(operation)
  return isText ? { type: 'string' } : given
}

const TYPES = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  multipart: 'multipart/form-data',
} as const

function encodingFindings({ at, operation, theirs: { encodings }, encoding }: Compared): Finding[] {
  const type = TYPES[encoding.body ?? 'json']
  const inBody = Object.keys(operation.params.properties).length > pathParams(operation.path).length
  const fits = !sendsBody(operation) || !inBody || encodings.includes(type)
  return unless(fits, `${at} body`, `is ${encodings.join(' or ') || 'not taken'} there, not ${type}`)
}

function pagingFindings(at: string, { page }: Operation, { parameters }: VendorOperation): Finding[] {
  if (page?.style !== 'link_header') return []
  const query = parameters.filter((parameter) => parameter.in === 'query')
  const size = query.find(({ name }) => name === page.size)?.schema
  const largest = size?.maximum
  return [
    ...unless(size?.type === 'integer', `${at} page.size`, `there is no number "${page.size}" in the query`),
    ...unless(largest === undefined || largest === page.max, `${at} page.max`, `is ${largest} there`),
    ...page.place.flatMap((place) =>
      unless(
        query.some(({ name }) => name === place),
        `${at} page.place.${place}`,
        'is not described',
      ),
    ),
  ]
}
