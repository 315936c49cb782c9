import { bearer, defineConnector, linkHeader, type Operation, unpaged } from '@sallyport/definition'
import { createAuthorizer } from '../authorize/authorizer.ts'
import { matchCredential } from '../authorize/match-credential.ts'
import { parseConfig } from '../resolve/config.ts'
import { resolve } from '../resolve/resolve.ts'
import type { CallRequest, ResolvedCall } from '../resolve/resolved-call.ts'

type Schema = Readonly<Record<string, unknown>>

/** Parameters as a stored definition has them, in JSON Schema. A name with `?` need not be given. */
export function params(schemas: Readonly<Record<string, Schema>>): Operation['params'] {
  const entries = Object.entries(schemas).map(([name, schema]) => [name.replace('?', ''), schema])
  const required = Object.keys(schemas).filter((name) => !name.endsWith('?'))
  return {
    type: 'object',
    properties: Object.fromEntries(entries),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  } as unknown as Operation['params']
}

const text = { type: 'string' }
const record = { type: 'object', properties: { id: text } }
const paged = linkHeader({ size: 'per_page', max: 100, place: ['page', 'after'] })
const pageAliases = { per_page: 'limit', first: 'limit', after: 'cursor', columns: 'fields' }

const equipment = {
  'height?': { type: 'integer', minimum: -500, maximum: 9000 },
  'keeper?': { anyOf: [{ type: 'string', maxLength: 20 }, { type: 'null' }] },
  'season?': { anyOf: [{ enum: ['summer', 'winter'] }, { type: 'null' }] },
  'tags?': { type: 'array', items: text, maxItems: 5 },
  'manned?': { type: 'boolean' },
}

/** A made-up third party that has one of everything. */
export const weather = defineConnector({
  slug: 'weather',
  id: '0b6d8a3e-6a3c-4c52-9d0c-3a4f6d2f7c11',
  title: 'Weather',
  about: 'Reports of weather stations.',
  source: { package: 'handwritten', version: '1', file: 'https://weather.example/docs', licence: 'none' },
  server: { url: 'https://api.weather.example/v2/', headers: { accept: 'application/json' } },
  config: {
    places: {
      title: 'Place',
      about: 'Where calls go that name none.',
      pattern: '(?<country>[a-z]{2})/(?<city>[a-z-]{1,40})',
      example: 'pt/lisbon',
      fills: { country: 'country', city: 'city' },
    },
    contact: { title: 'Contact', about: 'Whom to ask.', pattern: '[a-z]+', example: 'joe' },
  },
  auth: {
    token: bearer({ field: 'token', title: 'API token', aliases: ['personal_token'] }),
    oauth: bearer({ field: 'access_token', title: 'OAuth access token' }),
    pair: {
      title: 'Client and key',
      form: {
        client: { title: 'Client', secret: false },
        key: { title: 'Key', secret: true, aliases: ['api_key'] },
      },
      mechanism: { scheme: 'bearer', field: 'key' },
    },
  },
  errors: {
    rules: [
      {
        when: { status: 403, header: { 'retry-after': '*' } },
        is: 'upstream_rate_limited',
        retryAt: { header: 'retry-after', as: 'retry-after' },
      },
      {
        when: { status: 403, header: { 'x-remaining': '0' } },
        is: 'upstream_rate_limited',
        retryAt: { header: 'x-reset', as: 'unix-seconds' },
      },
      { when: { status: 403, body: { 'error.text': 'Too fast' } }, is: 'upstream_rate_limited' },
      { when: { header: { 'x-maintenance': 'yes' } }, is: 'upstream_unavailable' },
    ],
    message: ['error.text', 'message'],
    requestId: 'x-request-id',
  },
  entities: {
    stations: {
      about: 'Places that measure.',
      record,
      key: ['id'],
      actions: {
        list: {
          method: 'GET',
          path: '/countries/{country}/cities/{city}/stations',
          effect: 'read',
          params: params({
            country: text,
            city: text,
            'state?': { enum: ['open', 'closed', 'all'] },
            'since?': { type: 'string', format: 'date-time' },
            ...equipment,
          }),
          aliases: {
            ...pageAliases,
            nation: 'country',
            states: { to: 'state', sets: { open: ['OPEN'], closed: ['CLOSED'], all: ['OPEN', 'CLOSED'] } },
          },
          page: paged,
        },
        get: { method: 'GET', path: '/stations/{id}', effect: 'read', params: params({ id: text }) },
        create: {
          method: 'POST',
          path: '/stations',
          effect: 'write',
          params: params({ name: { type: 'string', minLength: 1, maxLength: 50 }, ...equipment }),
        },
        update: {
          method: 'PATCH',
          path: '/stations/{id}',
          effect: 'write',
          params: params({ id: text, ...equipment }),
        },
        delete: {
          method: 'DELETE',
          path: '/stations/{id}',
          effect: 'destructive',
          params: params({ id: text, ...equipment }),
        },
      },
    },
    reports: {
      about: 'What stations measured.',
      record,
      key: ['id'],
      actions: {
        list: {
          method: 'GET',
          path: '/stations/{id}/days/{day}/reports',
          effect: 'read',
          params: params({ id: text, day: { type: 'integer' } }),
          page: unpaged('A day has 24 reports.'),
        },
        api_search: {
          method: 'GET',
          path: '/search/reports',
          effect: 'read',
          params: params({ q: text }),
          aliases: { ...pageAliases, query: 'q' },
          page: paged,
          records: 'found.items',
        },
        latest: {
          method: 'GET',
          path: '/reports/latest',
          effect: 'read',
          params: params({}),
          records: 'report',
        },
      },
    },
  },
})

export const TOKEN = 'wx_0123456789abcdef'
export const weatherAuthorizer = createAuthorizer(weather, matchCredential(weather, { token: TOKEN }))

/** A call of it that exists and fits. */
export function weatherCall(
  request: CallRequest,
  settings: Readonly<Record<string, unknown>> = {},
): ResolvedCall {
  return resolve({ definition: weather, config: parseConfig(weather, settings) }, request)
}
