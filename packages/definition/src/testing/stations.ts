import { Type } from 'typebox'
import { bearer } from '../auth.ts'
import { defineConnector, entity } from '../definition.ts'
import { del, get, patch, post } from '../operation.ts'
import { linkHeader, unpaged } from '../paging.ts'
import { nullable } from '../schema.ts'

const city = Type.String({ minLength: 1 })
const id = Type.Integer()

/** A small connector that uses every word of the language. */
export const stations = defineConnector({
  slug: 'weather-stations',
  id: '0b6d8a3e-6a3c-4c52-9d0c-3a4f6d2f7c11',
  title: 'Weather stations',
  about: 'Places that measure.',
  source: { package: 'handwritten', version: '1', file: 'https://weather.example/docs', licence: 'none' },
  server: { url: 'https://api.weather.example/v2', headers: { 'x-api-version': '2' } },
  config: {
    place: {
      title: 'Place',
      about: 'Where calls go that name no city.',
      pattern: '(?<country>[a-z]{2}):(?<city>[a-z]+)',
      example: 'be:ghent',
      fills: { city: 'city' },
    },
  },
  auth: {
    token: bearer({
      field: 'token',
      title: 'API token',
      about: 'Weather: Settings, API.',
      aliases: ['api_token'],
    }),
    oauth: bearer({ field: 'access_token', title: 'OAuth token' }),
  },
  errors: {
    rules: [
      {
        when: { status: 403, header: { 'x-left': '0' }, body: { 'error.text': 'quota' } },
        is: 'upstream_rate_limited',
        retryAt: { header: 'x-reset', as: 'unix-seconds' },
      },
    ],
    message: ['error.text'],
    requestId: 'x-request-id',
  },
  utterances: { 'stations.get': ['what does the one at the harbour say'] },
  entities: {
    stations: entity({
      about: 'Places that measure.',
      record: Type.Object({ id, city, closed_at: Type.Optional(nullable(Type.String())) }),
      key: ['id'],
      actions: {
        list: get('/cities/{city}/stations', {
          about: 'Stations of a city.',
          params: { city, state: Type.Optional(Type.Enum(['open', 'closed', 'all'])) },
          aliases: { per_page: 'limit', states: { to: 'state', sets: { open: ['OPEN'] } } },
          page: linkHeader({ size: 'count', max: 50, place: ['after'] }),
          records: 'data.items',
        }),
        get: get('/stations/{id}', { params: { id }, aliases: { station_id: 'id' } }),
        create: post('/cities/{city}/stations', { params: { city, name: Type.String() } }),
        update: patch('/stations/{id}', { params: { id, name: Type.Optional(Type.String()) } }),
        delete: del('/stations/{id}', { params: { id } }),
        alarm: post('/stations/{id}/alarm', { params: { id }, effect: 'external_message' }),
      },
    }),
    cities: entity({
      about: 'Cities that have stations.',
      record: Type.Object({ name: Type.String() }),
      key: ['name'],
      actions: {
        list: get('/cities', { page: unpaged('there are nine'), check: true }),
      },
    }),
  },
})
