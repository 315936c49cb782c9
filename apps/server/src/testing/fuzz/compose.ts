import type { Asked } from '../requests/index.ts'
import type { Route } from './document.ts'
import { type Draw, pick } from './draw.ts'
import { fromSchema, type Material } from './from-schema.ts'
import { spoil } from './spoil.ts'

/** One request, ready to be sent. */
export interface Composed {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  readonly bearer: string | undefined
}

export interface Composition extends Material {
  readonly route: Route
  /** Requests of the operation as they are meant. */
  readonly examples: readonly Asked[]
  /** The first one is good for the operation. */
  readonly bearers: readonly (string | undefined)[]
  /** Counted from 0: the first ones show nothing, and nonsense. */
  readonly number: number
}

const JSON_TYPE = 'application/json'
/** Bodies that are none, and types that are not taken. */
export const BROKEN: readonly (readonly [type: string | undefined, body: string | Uint8Array])[] = [
  [JSON_TYPE, '{"a":'],
  [JSON_TYPE, ''],
  [JSON_TYPE, 'null'],
  [JSON_TYPE, '[]'],
  [JSON_TYPE, '"text"'],
  [JSON_TYPE, '1e999'],
  [JSON_TYPE, '{"__proto__":{"a":1}}'],
  [JSON_TYPE, '{"a":"\\ud800"}'],
  [JSON_TYPE, '['.repeat(200) + ']'.repeat(200)],
  [JSON_TYPE, new Uint8Array([0x7b, 0xff, 0xfe, 0x7d])],
  [`${JSON_TYPE}; charset=utf-16`, '{}'],
  ['text/plain', '{}'],
  ['application/xml', '<a/>'],
  ['multipart/form-data; boundary=x', '--x--'],
  ['application/x-www-form-urlencoded', 'a=b'],
  ['nonsense', '{}'],
  [undefined, '{}'],
]
export const HEADERS: readonly Readonly<Record<string, string>>[] = [
  { 'x-organization-id': 'not-a-uuid' },
  { 'x-organization-id': '00000000-0000-4000-8000-000000000000' },
  { 'x-organization-id': '' },
  { accept: 'text/html' },
  { 'idempotency-key': 'x'.repeat(300) },
  { 'idempotency-key': 'fuzz' },
  { 'if-none-match': '*' },
  { range: 'bytes=5-1' },
  { 'content-encoding': 'gzip' },
  { 'x-forwarded-for': '"><script>' },
]

/** How a request comes to be, and how often. */
const WAYS: readonly (readonly [share: number, way: (composition: Composition) => Parts])[] = [
  [0.3, asMeant],
  [0.2, spoiled],
  [0.25, bySchema],
  [0.15, (composition) => ({ ...asMeant(composition), ...spoiledEdge(composition) })],
  [0.1, (composition) => ({ ...asMeant(composition), raw: pick(composition.draw, BROKEN) })],
]

interface Parts {
  readonly params: Readonly<Record<string, unknown>>
  readonly query: Readonly<Record<string, unknown>>
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly raw?: readonly [type: string | undefined, body: string | Uint8Array]
}

export function compose(composition: Composition): Composed {
  const { route, draw, bearers, number } = composition
  const parts = (number < WORTHLESS.length ? asMeant : wayOf(draw))(composition)
  const path = pick(draw, route.paths).replaceAll(/\{(\w+)\}/g, (_, name) =>
    // Without it the path would be another one.
    encodeURIComponent(textOf(parts.params[name] ?? '') || '-'),
  )
  const query = new URLSearchParams(
    Object.entries(parts.query).map(([name, value]): [string, string] => [name, textOf(value)]),
  ).toString()
  const prefixed = draw() < 0.2 ? path.replace('/api/v1/', '/v1/') : path
  return {
    method: route.method,
    path: `${prefixed}${query && `?${query}`}`,
    bearer: number < WORTHLESS.length ? WORTHLESS[number] : bearerOf(draw, bearers),
    ...bodyOf(route, parts),
  }
}

const WORTHLESS: readonly (string | undefined)[] = [undefined, 'not-a-token']

function bearerOf(draw: Draw, bearers: Composition['bearers']): string | undefined {
  return draw() < 0.85 ? bearers[0] : pick(draw, bearers)
}

function wayOf(draw: Draw) {
  let left = draw()
  for (const [share, way] of WAYS) {
    left -= share
    if (left < 0) return way
  }
  return asMeant
}

function bodyOf({ takesFile, method }: Route, { body, headers = {}, raw }: Parts) {
  const carries = method !== 'GET'
  if (raw !== undefined && carries) {
    const [type, bytes] = raw
    return { body: bytes, headers: { ...headers, ...(type !== undefined && { 'content-type': type }) } }
  }
  if (takesFile) return { body: 'a file', headers: { 'content-type': 'text/plain', ...headers } }
  if (body === undefined || !carries) return { headers }
  return { body: JSON.stringify(body), headers: { 'content-type': JSON_TYPE, ...headers } }
}

function asMeant({ draw, examples }: Composition): Parts {
  const { params = {}, query = {}, body, headers } = pick(draw, examples)
  return { params, query, body, headers }
}

function spoiled(composition: Composition): Parts {
  const { draw } = composition
  const { params, query, body, headers } = asMeant(composition)
  const where = pick(draw, ['params', 'query', 'body', 'body', 'body'] as const)
  return {
    params: where === 'params' ? membersOf(spoil(params, draw)) : params,
    query: where === 'query' ? membersOf(spoil(query, draw)) : query,
    body: where === 'body' ? spoil(body ?? {}, draw) : body,
    headers,
  }
}

function bySchema({ route, examples, ...material }: Composition): Parts {
  const { draw } = material
  const [{ params = {} } = {}] = examples
  const made = (place: string) =>
    Object.fromEntries(
      route.parameters
        .filter((parameter) => parameter.in === place && (parameter.required === true || draw() < 0.5))
        .map(({ name, schema }) => [name, fromSchema(schema, material)]),
    )
  return {
    // What is there is found again half of the time.
    params: draw() < 0.5 ? params : made('path'),
    query: made('query'),
    body: route.body && fromSchema(route.body, material),
  }
}

function spoiledEdge({ draw }: Composition): Partial<Parts> {
  return { headers: pick(draw, HEADERS) }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.toWellFormed() : JSON.stringify(value ?? null)
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : { value }
}
