import type { Definition, Operation } from '@sallyport/definition'
import type { Schema } from '../value-type.ts'

/** Parameters as stored definitions have them. A name with `?` need not be given. */
export function params(schemas: Readonly<Record<string, Schema>>): Operation['params'] {
  const entries = Object.entries(schemas).map(([name, schema]) => [name.replace('?', ''), schema])
  const required = Object.keys(schemas).filter((name) => !name.endsWith('?'))
  return {
    type: 'object',
    properties: Object.fromEntries(entries),
    required,
  } as unknown as Operation['params']
}

const text = { type: 'string' }

/** A made-up connector with one of everything that a page tells. */
export const anglers: Definition = {
  slug: 'anglers',
  id: '5a3c1d7e-94b0-4a7f-8f4e-3f1a0c9b2d11',
  title: 'Anglers',
  about: 'Ponds, and what was caught there.',
  source: { package: 'handwritten', version: '1', file: 'https://anglers.example/docs', licence: 'none' },
  server: { url: 'https://api.anglers.example' },
  idempotency: { header: 'x-once' },
  config: {
    pond: {
      title: 'Pond',
      about: 'Where calls go that name none.',
      pattern: '(?<pond>[a-z]+)',
      example: 'mill',
      fills: { pond: 'pond' },
      default: 'mill',
      required: true,
    },
  },
  auth: {
    token: {
      title: 'Token',
      form: {
        token: {
          title: 'Token',
          about: 'Account <you>, Tokens.',
          secret: true,
          pattern: 'fish_(a|b)+',
          aliases: ['api_token'],
        },
      },
      mechanism: { scheme: 'bearer', field: 'token' },
    },
  },
  errors: { rules: [], message: [] },
  limits: {
    calls: {
      per: 'credential',
      allows: { units: 10, seconds: 60 },
      concurrency: 2,
      read: { remaining: 'x-left' },
    },
  },
  aliases: { 'landings.create': 'catches.create' },
  entities: {
    catches: {
      about: 'What was caught.',
      record: { type: 'object', properties: { id: text } } as Definition['entities'][string]['record'],
      key: ['id'],
      compact: ['id', 'kind'],
      untrusted: ['note'],
      actions: {
        list: {
          about: 'Catches of a pond.',
          method: 'GET',
          path: '/ponds/{pond}/catches',
          effect: 'read',
          params: params({ pond: text, 'kind?': { enum: ['pike', 'eel', 'any'] } }),
          aliases: { per_page: 'limit', kinds: { to: 'kind', sets: { any: ['PIKE', 'EEL'] } } },
          page: { style: 'cursor', size: 'count', max: 50, after: 'from', next: 'next' },
          cost: 3,
        },
        get: { method: 'GET', path: '/catches/{id}', effect: 'read', params: params({ id: text }) },
        create: { method: 'POST', path: '/catches', effect: 'write', params: params({ kind: text }) },
        tag: {
          method: 'POST',
          path: '/catches/{id}/tag',
          effect: 'write',
          params: params({ id: text }),
          idempotency: { verify: 'get' },
        },
        boast: {
          method: 'POST',
          path: '/catches/{id}/boast',
          effect: 'external_message',
          params: params({ id: text, to: text, text }),
          flow: { recipient: ['to'], content: ['text'] },
        },
        release: {
          method: 'DELETE',
          path: '/catches/{id}',
          effect: 'destructive',
          params: params({ id: text }),
          reversible: false,
        },
      },
    },
  },
}
