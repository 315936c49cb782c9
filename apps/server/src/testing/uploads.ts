import type { CallerReply } from './caller.ts'
import type { EngineUnderTest } from './engine-under-test.ts'

export const SOURCES = '/api/v1/integrations/definitions/sources'
export const WEATHER_ID = '0b6d8a3e-6a3c-4c52-9d0c-3a4f6d2f7c11'
export const WEATHER_ORIGIN = 'https://api.weather.example'

// biome-ignore lint/suspicious/noExplicitAny: a test changes a definition wherever it likes
type Loose = any

/** A definition as an organization writes it, in JSON, with one thing or another changed. */
export function weatherJson(change: (definition: Loose) => void = () => {}): Loose {
  const definition = structuredClone(WEATHER)
  change(definition)
  return definition
}

/** Uploads a definition with the organization's own credentials. */
export async function push(
  { call, applicationToken }: Pick<EngineUnderTest, 'call' | 'applicationToken'>,
  definition: unknown,
  more: Readonly<Record<string, unknown>> = {},
): Promise<CallerReply> {
  return call('POST', SOURCES, { bearer: await applicationToken(), body: { definition, ...more } })
}

const id = { type: 'string', minLength: 1, maxLength: 40, pattern: '^[a-z0-9]+$' }

const WEATHER = {
  slug: 'weather',
  id: WEATHER_ID,
  title: 'Weather',
  about: 'Reports of weather stations.',
  source: { package: 'handwritten', version: '1', file: 'https://weather.example/docs', licence: 'none' },
  server: { url: WEATHER_ORIGIN, headers: { accept: 'application/json' } },
  config: {
    place: {
      title: 'Place',
      about: 'Where calls go that name no city.',
      pattern: '(?<country>[a-z]{2})/(?<city>[a-z-]{1,40})',
      example: 'pt/lisbon',
      fills: { city: 'city' },
    },
  },
  auth: {
    token: {
      title: 'API token',
      form: { token: { title: 'API token', secret: true, pattern: 'wx_[a-z0-9]{4,40}' } },
      mechanism: { scheme: 'bearer', field: 'token' },
    },
  },
  errors: { rules: [], message: ['error'] },
  entities: {
    stations: {
      about: 'Places that measure.',
      record: { type: 'object', properties: { id: { type: 'string' }, city: { type: 'string' } } },
      key: ['id'],
      actions: {
        list: {
          method: 'GET',
          path: '/cities/{city}/stations',
          effect: 'read',
          params: {
            type: 'object',
            required: ['city'],
            properties: { city: id, state: { enum: ['open', 'closed'] } },
            additionalProperties: false,
          },
          records: 'stations',
          page: { style: 'cursor', size: 'count', max: 50, after: 'from', next: 'next' },
        },
      },
    },
  },
}
