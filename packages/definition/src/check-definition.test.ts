import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkDefinition } from './check-definition.ts'
import type { Definition } from './definition.ts'
import { stations } from './testing/stations.ts'

test('a sound definition has no problems', () => {
  assert.deepEqual(checkDefinition(stations), [])
})

/** A dotted path into the definition, what is put there (`undefined` removes it), and what is then said. */
type Planted = readonly [path: string, value: unknown, ...problems: string[]]

const LIST = 'entities.stations.actions.list'
const GET = 'entities.stations.actions.get'

const PLANTED: readonly Planted[] = [
  ['slug', 'Weather Stations', 'the slug "Weather Stations" is not lower case, digits and hyphens'],
  [
    'id',
    '0B6D8A3E-6A3C-4C52-9D0C-3A4F6D2F7C11',
    'the id "0B6D8A3E-6A3C-4C52-9D0C-3A4F6D2F7C11" is not a UUID in lower case',
  ],

  ...[
    'http://api.example',
    'https://api.example/?v=2',
    'https://api.example/#v2',
    'https://me@api.example',
    'api',
  ].map(
    (url): Planted => ['server.url', url, `the server's URL "${url}" is not an https URL without a query`],
  ),
  ['server.headers', { 'X-Version': '2' }, '"X-Version" is not the name of a header in lower case'],
  ['server.headers', { authorization: 'x' }, 'the header "authorization" is not the server\'s to state'],
  ['server.headers', { host: 'x' }, 'the header "host" is not the server\'s to state'],

  ['idempotency', { header: 'X-Once' }, '"X-Once" is not the name of a header in lower case'],
  ['idempotency', { header: 'authorization' }, 'the header "authorization" is not a key\'s to state'],
  [`${GET}.idempotency`, { param: 'once' }, 'stations.get: its key is "once", which is no parameter'],
  [
    `${GET}.idempotency`,
    { verify: 'look' },
    'stations.get: it is verified by "look", which is no read of the entity',
  ],
  [
    `${GET}.idempotency`,
    { verify: 'get', params: { nowhere: 'nothing' } },
    'stations.get: it gives "nowhere", which "get" does not take',
    'stations.get: it is verified with "nothing", which is no parameter',
  ],
  [`${GET}.idempotency`, { header: 'host' }, 'the header "host" is not a key\'s to state'],

  [
    'identity',
    { entity: 'people', action: 'me', id: ['id'] },
    'the identity is told by "people.me", which is no operation',
  ],
  [
    'identity',
    { entity: 'stations', action: 'constructor', id: ['id'] },
    'the identity is told by "stations.constructor", which is no operation',
  ],
  [
    'identity',
    { entity: 'stations', action: 'list', id: ['id'] },
    'the identity is told by "stations.list", which reads no record',
  ],
  [
    'identity',
    { entity: 'stations', action: 'get', id: [] },
    'the identity has no id',
    'the identity needs "id", which no setting fills',
  ],
  ['auth', {}, 'it states no way to authenticate'],
  ...['Authorization', 'host', 'x y'].map(
    (header): Planted => [
      'auth.token.mechanism',
      { scheme: 'apiKey', field: 'token', in: 'header', name: header },
      header === 'host'
        ? 'the header "host" is not a key\'s to state'
        : `"${header}" is not the name of a header in lower case`,
      ...(header === 'Authorization' ? ['the header "Authorization" is not a key\'s to state'] : []),
    ],
  ),
  ['auth.token.mechanism.field', 'key', 'auth.token uses "key", which is not in its form'],
  [
    'auth.oauth.form.access_token.aliases',
    ['api_token'],
    'whatever fills auth.oauth fills auth.token too',
    'whatever fills auth.token fills auth.oauth too',
  ],
  ['auth.oauth.form.token', { title: 'T', secret: true }, 'whatever fills auth.oauth fills auth.token too'],

  [
    'utterances',
    { 'stations.fly': ['how high is it'], 'toString.call': ['x'], 'stations.get.all': ['x'] },
    'there are utterances of "stations.fly", which is no operation',
    'there are utterances of "stations.get.all", which is no operation',
    'there are utterances of "toString.call", which is no operation',
  ],
  [
    'utterances',
    { 'stations.get': ['', 'x'.repeat(201)], 'stations.list': Array.from({ length: 21 }, () => 'where') },
    'an utterance of "stations.get" has no or more than 200 characters',
    '"stations.list" has more than 20 utterances',
  ],

  ['errors.inBand', { at: '' }, 'a failure in an answer is nowhere in it'],
  ['errors.rules.0.when', {}, 'an error rule without a condition hides those after it'],
  ['errors.rules.0.when.header', { 'X-Left': '0' }, '"X-Left" is not the name of a header in lower case'],
  ['errors.rules.0.retryAt.header', 'Retry-After', '"Retry-After" is not the name of a header in lower case'],
  ['errors.requestId', 'X-Request-Id', '"X-Request-Id" is not the name of a header in lower case'],

  ['config.place.pattern', '(', 'config.place: its pattern is no regular expression'],
  ['config.place.example', 'ghent', 'config.place: its example "ghent" does not fit its pattern'],
  ['config.place.example', 'be:ghent!', 'config.place: its example "be:ghent!" does not fit its pattern'],
  ['config.place.fills', { city: 'town' }, 'config.place: its pattern has no group "town"'],
  ['config.place.fills', { town: 'city' }, 'a setting fills "town", which is a parameter of no operation'],

  [
    'entities.execute',
    stations.entities.cities,
    '"execute" cannot name an entity',
    'more than one operation is marked as the check',
  ],
  ['entities.Cities', { ...stations.entities.cities, actions: {} }, '"Cities" cannot name an entity'],
  ['entities.stations.key', ['number'], 'stations: the key "number" is no field of the record'],
  [
    'entities.stations.actions.search',
    stations.entities.stations.actions.get,
    'stations: "search" cannot name an action',
  ],
  [
    'entities.stations.actions.getOne',
    stations.entities.stations.actions.get,
    'stations: "getOne" cannot name an action',
  ],
  [
    `${GET}.check`,
    true,
    'the check needs "id", which no setting fills',
    'more than one operation is marked as the check',
  ],

  [
    `${GET}.path`,
    'stations/{id}',
    'stations.get: the path "stations/{id}" is not a template of a path that begins with a slash',
  ],
  [
    `${GET}.path`,
    '/stations/{id}?full=1',
    'stations.get: the path "/stations/{id}?full=1" is not a template of a path that begins with a slash',
  ],
  [
    `${GET}.path`,
    '/stations/{id-1}',
    'stations.get: the path "/stations/{id-1}" is not a template of a path that begins with a slash',
  ],
  [`${GET}.path`, '/stations/{number}', 'stations.get: {number} of the path is no required parameter'],
  [`${LIST}.params.required`, undefined, 'stations.list: {city} of the path is no required parameter'],
  [`${LIST}.params.properties.prototype`, {}, 'stations.list: "prototype" cannot name a parameter'],

  [`${GET}.aliases.station`, 'number', 'stations.get: an alias leads to "number", which is no parameter'],
  [`${GET}.aliases.page`, 'cursor', 'stations.get: an alias leads to "cursor", which has no place here'],
  [`${GET}.aliases.id`, 'id', 'stations.get: "id" is both a parameter and an alias'],
  [
    `${LIST}.aliases.states.sets.gone`,
    ['GONE'],
    'stations.list: the alias "states" means "gone", which "state" does not take',
  ],

  [`${LIST}.method`, 'POST', 'stations.list: a list is read with GET, not POST'],
  [`${LIST}.page.size`, 'state', 'stations.list: "state" is both a parameter and part of the paging'],
  [`${LIST}.page.max`, 0, 'stations.list: the largest page has no size'],
  [`${LIST}.gives`, 'file', 'stations.list: a file has no records'],
  [`${LIST}.takes`, { as: 'related' }, 'stations.list: a file cannot go along with GET'],
  [`${LIST}.fixed`, { state: 'open' }, 'stations.list: "state" is both a parameter and fixed'],
]

for (const [path, value, ...problems] of PLANTED) {
  test(`${path} = ${JSON.stringify(value)?.slice(0, 60)}: ${problems[0]}`, () => {
    assert.deepEqual(checkDefinition(planted(path, value)).sort(), [...problems].sort())
  })
}

test('a stored definition cannot reach prototypes by its names', () => {
  const hostile = JSON.stringify(stations).replace('"cities":', '"__proto__":')
  assert.ok(checkDefinition(JSON.parse(hostile)).includes('"__proto__" cannot name an entity'))
})

test('names that are taken are fields of the definition, not of its prototype', () => {
  const problems = checkDefinition(planted(`${GET}.aliases.station`, 'toString'))
  assert.deepEqual(problems, ['stations.get: an alias leads to "toString", which is no parameter'])
})

function planted(path: string, value: unknown): Definition {
  const definition: Definition = JSON.parse(JSON.stringify(stations))
  const names = path.split('.')
  const last = names.pop() ?? ''
  const parent = names.reduce<object>((found, name) => Reflect.get(found, name), definition)
  if (value === undefined) Reflect.deleteProperty(parent, last)
  else Reflect.set(parent, last, value)
  return definition
}
