import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Definition } from './definition.ts'
import { defineConnector } from './definition.ts'
import { stations } from './testing/stations.ts'

test('a definition is exactly this JSON', () => {
  const params = (properties: object, required?: readonly string[]) => ({
    type: 'object',
    ...(required && { required }),
    properties,
    additionalProperties: false,
  })
  const city = { type: 'string', minLength: 1 }
  const id = { type: 'integer' }
  const expected = {
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
      token: {
        title: 'API token',
        form: {
          token: {
            title: 'API token',
            secret: true,
            about: 'Weather: Settings, API.',
            aliases: ['api_token'],
          },
        },
        mechanism: { scheme: 'bearer', field: 'token' },
      },
      oauth: {
        title: 'OAuth token',
        form: { access_token: { title: 'OAuth token', secret: true } },
        mechanism: { scheme: 'bearer', field: 'access_token' },
      },
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
      stations: {
        about: 'Places that measure.',
        record: {
          type: 'object',
          required: ['id', 'city'],
          properties: { id, city, closed_at: { anyOf: [{ type: 'string' }, { type: 'null' }] } },
        },
        key: ['id'],
        actions: {
          list: {
            about: 'Stations of a city.',
            method: 'GET',
            path: '/cities/{city}/stations',
            params: params({ city, state: { enum: ['open', 'closed', 'all'] } }, ['city']),
            effect: 'read',
            aliases: { per_page: 'limit', states: { to: 'state', sets: { open: ['OPEN'] } } },
            page: { style: 'link_header', size: 'count', max: 50, place: ['after'] },
            records: 'data.items',
          },
          get: {
            method: 'GET',
            path: '/stations/{id}',
            params: params({ id }, ['id']),
            effect: 'read',
            aliases: { station_id: 'id' },
          },
          create: {
            method: 'POST',
            path: '/cities/{city}/stations',
            params: params({ city, name: { type: 'string' } }, ['city', 'name']),
            effect: 'write',
          },
          update: {
            method: 'PATCH',
            path: '/stations/{id}',
            params: params({ id, name: { type: 'string' } }, ['id']),
            effect: 'write',
          },
          delete: {
            method: 'DELETE',
            path: '/stations/{id}',
            params: params({ id }, ['id']),
            effect: 'destructive',
          },
          alarm: {
            method: 'POST',
            path: '/stations/{id}/alarm',
            params: params({ id }, ['id']),
            effect: 'external_message',
          },
        },
      },
      cities: {
        about: 'Cities that have stations.',
        record: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
        key: ['name'],
        actions: {
          list: {
            method: 'GET',
            path: '/cities',
            params: params({}),
            effect: 'read',
            page: { style: 'none', reason: 'there are nine' },
            check: true,
          },
        },
      },
    },
  }
  assert.deepEqual(JSON.parse(JSON.stringify(stations)), expected)
})

test('nothing of a definition is lost on the way through JSON', () => {
  assert.deepStrictEqual(JSON.parse(JSON.stringify(stations)), stations)
})

test('stating a connector gives back the object that was stated', () => {
  const stated: Definition = { ...stations }
  assert.equal(defineConnector(stated), stated)
})

test('every inconsistency of a definition is named at once, with the connector', () => {
  assert.throws(() => defineConnector({ ...stations, id: '1', auth: {} }), {
    name: 'TypeError',
    message: 'weather-stations: the id "1" is not a UUID in lower case; it states no way to authenticate',
  })
})
