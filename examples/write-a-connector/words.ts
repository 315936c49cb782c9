// A made-up third party that needs every word of the connector language. every-word.ts says what comes of them.
import {
  type Alias,
  apiKey,
  basic,
  bearer,
  connection,
  cursor,
  defineConnector,
  type ErrorRules,
  entity,
  get,
  headers,
  jwt,
  keyset,
  linkHeader,
  mutation,
  nextUrl,
  oauth2,
  offset,
  pageNumber,
  post,
  put,
  query,
  signature,
  timeWindow,
  unpaged,
} from '@sallyport/definition'
import { Type } from 'typebox'

const text = Type.String()
const optional = Type.Optional(text)
const secret = (title: string) => ({ title, secret: true })

// #region server
const server = {
  url: 'https://{shop}.depot.example/api',
  headers: { 'x-api-version': '3' },
  regions: { setting: 'region', urls: { us: 'https://{shop}.us.depot.example/api' } },
  origins: {
    uploads: { url: 'https://uploads.depot.example', credential: true },
    files: { url: 'https://files.depot.example', credential: false },
  },
}
// #endregion

// #region config
const config = {
  shop: {
    title: 'Shop',
    about: 'The part of your address before ".depot.example".',
    pattern: '[a-z0-9-]{1,40}',
    example: 'north',
    required: true,
  },
  region: {
    title: 'Region',
    about: 'Where the shop is kept.',
    pattern: 'us',
    example: 'us',
  },
  shelf: {
    title: 'Shelf',
    about: 'Where calls go that name no aisle and shelf.',
    pattern: '(?<aisle>[a-z])-(?<shelf>[0-9]{1,3})',
    example: 'b-12',
    fills: { aisle: 'aisle', shelf: 'shelf' },
  },
}
// #endregion

// #region auth
const auth = {
  token: bearer({ field: 'token', title: 'Token', about: 'Depot: Account, Tokens.', aliases: ['api_token'] }),
  key: apiKey({ field: 'key', name: 'key', in: 'query', title: 'Key' }),
  login: basic({
    title: 'Login',
    form: { email: { title: 'E-mail', secret: false }, password: secret('Password') },
    user: '{email}/api',
    password: '{password}',
  }),
  pair: headers({
    title: 'Program',
    form: { program: { title: 'Program', secret: false }, program_key: secret('Key of the program') },
    headers: { 'x-program': '{program}', 'x-program-key': '{program_key}' },
  }),
}
// #endregion

// #region exchanged
const exchanged = {
  oauth: oauth2({
    title: 'OAuth',
    form: { access_token: secret('Access token') },
    field: 'access_token',
    grants: ['authorization_code', 'refresh_token'],
    authorize: 'https://accounts.depot.example/authorize',
    token: 'https://accounts.depot.example/token',
    revoke: { url: 'https://accounts.depot.example/revoke', tokens: ['refresh_token'] },
    scopes: { 'orders:read': 'read orders', 'orders:write': 'place orders' },
    pkce: true,
    refresh: { rotates: true, reuse: 'single_use' },
  }),
  robot: jwt({
    title: 'Robot',
    form: {
      robot: { title: 'Robot', secret: false },
      private_key: { title: 'Private key', secret: true, kind: 'pem' },
    },
    key: 'private_key',
    algorithm: 'RS256',
    claims: { iss: '{robot}', aud: 'https://uploads.depot.example/token' },
    token: 'https://uploads.depot.example/token',
    as: 'assertion',
  }),
  signed: signature({
    title: 'AWS keys',
    form: {
      access_key_id: { title: 'Access key id', secret: false },
      secret_access_key: secret('Secret access key'),
    },
    kind: 'aws-sigv4',
    accessKey: 'access_key_id',
    secretKey: 'secret_access_key',
    service: 'execute-api',
    region: 'eu-central-1',
  }),
}
// #endregion

// #region errors
const errors: ErrorRules = {
  // Some answers of 200 are failures.
  inBand: { at: 'ok', is: false },
  rules: [
    {
      when: { status: [403, 429], header: { 'x-left': '0' } },
      is: 'upstream_rate_limited',
      retryAt: { header: 'x-reset', as: 'unix-seconds' },
    },
    { when: { body: { 'error.code': ['gone', 'never_was'] } }, is: 'upstream_not_found' },
  ],
  message: ['error.text', 'message'],
  requestId: 'x-request-id',
}
// #endregion

// #region limits
const limits = {
  calls: {
    per: 'credential',
    allows: { units: 600, seconds: 60 },
    concurrency: 10,
    read: { remaining: 'x-left', reset: { header: 'x-reset', as: 'unix-seconds' } },
  },
  exports: { per: 'app', allows: { units: 5, seconds: 3_600 } },
} as const
// #endregion

// #region operation
const list_on_shelf = get('/aisles/{aisle}/shelves/{shelf}/parts', {
  about: 'Parts that lie on a shelf.',
  params: {
    aisle: text,
    shelf: text,
    makers: Type.Optional(Type.Array(text)),
    trace: optional,
  },
  wire: { makers: { as: 'maker', lists: 'brackets' }, trace: { in: 'header', as: 'x-trace' } },
  fixed: { expand: 'stock' },
  records: 'data.parts',
  page: cursor({ after: 'from', size: 'count', max: 100, next: 'data.next' }),
})
const create = post('/parts', {
  about: 'Takes a part into the range.',
  params: { name: text, maker_email: optional, tags: Type.Optional(Type.Array(text)) },
  wire: { maker_email: { as: 'maker.email' } },
})
const label = post('/parts/{id}/label', {
  about: 'Prints a label.',
  params: { id: text, lines: Type.Array(text) },
  encoding: { body: 'form', lists: 'indices' },
})
// #endregion

// #region decode
const exported = get('/parts.csv', {
  about: 'All parts.',
  decode: 'csv',
  page: unpaged('it is one file'),
  bucket: 'exports',
})
// #endregion

// #region files
const photo = get('/parts/{id}/photo', { params: { id: text }, gives: { at: 'photo.url' } })
const upload = post('/parts/{id}/photo', {
  params: { id: text, title: text },
  takes: { as: 'multipart', field: 'photo' },
})
const replace = put('/photos/{id}', { params: { id: text }, origin: 'uploads', takes: { as: 'raw' } })
const upload_film = post('/films', {
  params: { title: text },
  takes: {
    as: 'session',
    address: { header: 'location' },
    method: 'PUT',
    tellsInHeaders: { 'x-file-size': 'size', 'x-file-type': 'type' },
    pieces: 8 * 1024 * 1024,
  },
})
// #endregion

// #region effects
const send = post('/orders/{id}/send', {
  about: 'Mails an order to a supplier.',
  params: { id: text, to: text, note: optional },
  effect: 'external_message',
  flow: { recipient: ['to'], content: ['note'] },
  reversible: false,
  timeoutSeconds: 20,
})
const pay = post('/orders/{id}/pay', {
  about: 'Pays an order.',
  params: { id: text, cents: Type.Integer({ minimum: 1 }) },
  effect: 'money',
  flow: { amount: ['cents'] },
})
// #endregion

// #region idempotency
const order = post('/orders', { params: { id: optional, part: text }, idempotency: { param: 'id' } })
const close = post('/orders/{id}/close', { params: { id: text }, idempotency: 'natural' })
const ring = post('/orders/{id}/ring', { params: { id: text }, idempotency: 'none' })
const archive = post('/orders/{id}/archive', {
  params: { id: text },
  idempotency: { verify: 'get', when: { archived: true } },
})
// #endregion

// #region graphql
const find = query(
  'query ($first: Int, $after: String, $word: String) { orders(first: $first, after: $after, word: $word) { nodes { id name } pageInfo { hasNextPage endCursor } } }',
  {
    params: { word: optional },
    records: 'data.orders.nodes',
    page: connection({ info: 'data.orders.pageInfo', max: 50 }),
  },
)
const note = mutation('mutation ($input: NoteInput!) { noteAdd(input: $input) { note { id } } }', {
  params: { order: text, body: text },
  input: 'input',
  records: 'data.noteAdd.note',
})
// #endregion

// #region paging
const walks = {
  by_link: linkHeader({ size: 'per_page', max: 100, place: ['page'] }),
  by_address: nextUrl({ size: 'per_page', max: 100, next: 'links.next', place: ['page'] }),
  by_mark: cursor({ size: 'count', max: 100, after: 'from', next: 'meta.next' }),
  by_key: keyset({ size: 'limit', max: 100, after: 'starting_after', key: 'id', more: 'has_more' }),
  by_number: pageNumber({ size: 'size', max: 100, after: 'page' }),
  by_offset: offset({ size: 'limit', max: 100, after: 'offset', total: 'total' }),
  by_time: timeWindow({ size: 'limit', max: 100, after: 'before', time: 'created_at' }),
  whole: unpaged('a shop has at most ten'),
}
// #endregion

// #region aliases
const states: Alias = { to: 'state', sets: { open: ['OPEN'], any: ['OPEN', 'CLOSED'] } }
const list = get('/orders', {
  params: { state: Type.Optional(Type.Enum(['open', 'any'])) },
  page: walks.by_number,
  aliases: { per_page: 'limit', after: 'cursor', states },
})
// #endregion

const lists = Object.fromEntries(
  Object.entries(walks).map(([way, page]) => [way, get('/things', { page, records: 'data' })]),
)
const thing = Type.Object({ id: text })

// #region store
const orders = entity({
  about: 'What was ordered of suppliers.',
  record: Type.Object({
    id: text,
    name: text,
    part: text,
    archived: Type.Boolean(),
    changed_at: text,
    removed_at: optional,
  }),
  key: ['id'],
  compact: ['id', 'name'],
  untrusted: ['name'],
  search: { fields: { name: 'text', changed_at: 'date' }, semantic: ['name'] },
  sync: { from: 'list', cursor: 'changed_at', order: 'desc', deleted: { field: 'removed_at' } },
  relations: { part: { field: 'part', entity: 'parts', key: 'id' } },
  actions: {
    list,
    get: get('/orders/{id}', { params: { id: text } }),
    create: order,
    archive,
    close,
    ring,
    send,
    pay,
    find,
    note,
  },
})
// #endregion

const parts = entity({
  about: 'What a bicycle is made of.',
  record: thing,
  key: ['id'],
  actions: { list_on_shelf, create, label, exported, photo, upload, replace, upload_film },
})

export const depot = defineConnector({
  slug: 'depot',
  id: '8d2f5a70-1c3e-4b6d-a5f4-6e7d8c9b0a12',
  title: 'Depot',
  about: 'Parts of bicycles, and orders of them.',
  source: { package: 'handwritten', version: '1', file: 'https://depot.example/docs', licence: 'none' },
  server,
  config,
  auth: { ...auth, ...exchanged },
  idempotency: { header: 'idempotency-key' },
  errors,
  limits,
  aliases: { 'supplies.create': 'orders.create' },
  entities: {
    parts,
    orders,
    lists: entity({ about: 'Lists of all kinds.', record: thing, key: ['id'], actions: lists }),
  },
})
