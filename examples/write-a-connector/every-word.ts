import assert from 'node:assert/strict'
import { type CredentialsOf, connect } from 'sallyport'
import { depot } from './words.ts'

/** Sees what the runtime makes of every word. Nothing is sent. */
export async function showEveryWord(): Promise<void> {
  await showServer()
  await showCredentials()
  await showPlaces()
  await showPaging()
  await showAliases()
}

const token = { token: 'dep_1' }

async function showServer(): Promise<void> {
  // #region server
  const client = connect(depot, { credentials: token, config: { shop: 'north', shelf: 'b-12' } })
  const american = connect(depot, { credentials: token, config: { shop: 'north', region: 'us' } })
  const here = await client.preview('orders', 'get', { id: '1' })
  assert.equal(here.url, 'https://north.depot.example/api/orders/1')
  const there = await american.preview('orders', 'get', { id: '1' })
  assert.equal(there.url, 'https://north.us.depot.example/api/orders/1')
  // The setting "shelf" fills both, since the call names neither.
  const filled = await client.preview('parts', 'list_on_shelf')
  assert.equal(filled.url, 'https://north.depot.example/api/aisles/b/shelves/12/parts?expand=stock')
  // #endregion
}

async function showCredentials(): Promise<void> {
  // #region credentials
  const by = (credentials: CredentialsOf<typeof depot>) =>
    connect(depot, { credentials, config: { shop: 'north' } }).preview('orders', 'get', { id: '1' })
  const token = await by({ token: 'dep_1' })
  assert.equal(token.headers.authorization, 'Bearer [hidden]')
  const key = await by({ key: 'k' })
  assert.equal(key.url, 'https://north.depot.example/api/orders/1?key=%5Bhidden%5D')
  const login = await by({ email: 'ada@example.com', password: 'p' })
  assert.equal(login.headers.authorization, 'Basic [hidden]')
  const pair = await by({ program: 'till', program_key: 'k' })
  assert.equal(pair.headers['x-program-key'], '[hidden]')
  // #endregion
}

async function showPlaces(): Promise<void> {
  const client = connect(depot, { credentials: token, config: { shop: 'north' } })
  // #region places
  const place = { aisle: 'b', shelf: '12' }
  const list = await client.preview('parts', 'list_on_shelf', { ...place, makers: ['x', 'y'], trace: 't1' })
  assert.equal(decodeURIComponent(new URL(list.url).search), '?expand=stock&maker[]=x&maker[]=y')
  assert.equal(list.headers['x-trace'], 't1')
  const made = await client.preview('parts', 'create', { name: 'Bell', maker_email: 'a@example.com' })
  assert.equal(made.body, '{"name":"Bell","maker":{"email":"a@example.com"}}')
  const label = await client.preview('parts', 'label', { id: '7', lines: ['a', 'b'] })
  assert.equal(decodeURIComponent(label.body ?? ''), 'lines[0]=a&lines[1]=b')
  // #endregion
  const { body } = await client.preview('orders', 'note', { order: '1', body: 'hm' })
  assert.deepEqual(JSON.parse(body ?? '').variables, { input: { order: '1', body: 'hm' } })
}

async function showPaging(): Promise<void> {
  const client = connect(depot, { credentials: token, config: { shop: 'north' } })
  const sizes = {
    by_link: 'per_page',
    by_address: 'per_page',
    by_mark: 'count',
    by_key: 'limit',
    by_number: 'size',
  }
  for (const [action, size] of Object.entries(sizes)) {
    const { url } = await client.preview('lists', action, {}, { limit: 5 })
    assert.equal(new URL(url).search, `?${size}=5`)
  }
}

async function showAliases(): Promise<void> {
  const client = connect(depot, { credentials: token, config: { shop: 'north' } })
  // #region aliases
  const old = await client.preview('orders', 'list', { per_page: 5, states: ['OPEN', 'CLOSED'] })
  assert.equal(new URL(old.url).search, '?state=any&size=5')
  const renamed = await client.preview('supplies', 'create', { part: 'bell' })
  assert.equal(renamed.url, 'https://north.depot.example/api/orders')
  // #endregion
}
