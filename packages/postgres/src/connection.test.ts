import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SallyportError } from '@sallyport/errors'
import fc from 'fast-check'
import { as, type Connection, clientConfig, parseConnectionUrl } from './connection.ts'

const plain = { host: 'db.example', port: 5432, database: 'app', user: 'me' }

const parsed: Readonly<Record<string, Connection>> = {
  'postgres://me:secret@db.example:5433/app': { ...plain, port: 5433, password: 'secret' },
  'postgresql://me@db.example/app': plain,
  'POSTGRES://me@db.example/app': plain,
  'postgres://me:p%40ss%2Fw%3Ard%23%20@db.example/app': { ...plain, password: 'p@ss/w:rd# ' },
  'postgres://me:50%25@db.example/app': { ...plain, password: '50%' },
  'postgres://m%40e@db.example/app': { ...plain, user: 'm@e' },
  'postgres://me@[::1]:6000/app': { ...plain, host: '::1', port: 6000 },
  'postgres://me@/app?host=/run/postgresql': { ...plain, host: '/run/postgresql' },
  'postgres://me@/app?host=/run/postgresql&port=6543': { ...plain, host: '/run/postgresql', port: 6543 },
  'postgres://me@%2Frun%2Fpostgresql/app': { ...plain, host: '/run/postgresql' },
  'postgres://me@/app?host=/tmp/a%20folder': { ...plain, host: '/tmp/a folder' },
  'postgres://me@db.example/my%20app': { ...plain, database: 'my app' },
  'postgres://me@db.example/app?sslmode=disable': { ...plain, ssl: false },
  'postgres://me@db.example/app?ssl=false': { ...plain, ssl: false },
  'postgres://me@db.example/app?ssl=true': { ...plain, ssl: true },
  'postgres://me@db.example/app?sslmode=verify-full': { ...plain, ssl: {} },
  'postgres://me@db.example/app?sslmode=no-verify': { ...plain, ssl: { rejectUnauthorized: false } },
}
for (const [url, connection] of Object.entries(parsed)) {
  test(`${url} is understood`, () => assert.deepEqual({ ...parseConnectionUrl(url) }, connection))
}

const SECRET = 'hunter2'
const refused: Readonly<Record<string, RegExp>> = {
  '': /no connection URL/,
  [SECRET]: /no connection URL/,
  [`db.example/app?password=${SECRET}`]: /no connection URL/,
  [`mysql://me:${SECRET}@db.example/app`]: /no connection URL/,
  [`https://me:${SECRET}@db.example/app`]: /no connection URL/,
  [`postgres:me:${SECRET}@db.example/app`]: /no connection URL/,
  [`postgres://me:${SECRET}#1@db.example/app`]: /no connection URL/,
  [`postgres://me:${SECRET}@db.example:port/app`]: /no connection URL/,
  [`postgres://me:${SECRET}@db.example:99999/app`]: /no connection URL/,
  [`postgres://me:${SECRET}@db.example/app?port=${SECRET}`]: /port/,
  [`postgres://me:${SECRET}@db.example/app?port=0`]: /port/,
  [`postgres://me:${SECRET}@db.example/app?ssl=${SECRET}`]: /ssl/,
  [`postgres://me:${SECRET}@db.example/app?sslrootcert=/${SECRET}`]: /certificate/,
  [`postgres://me:${SECRET}@db.example`]: /host, database and user/,
  [`postgres://me:${SECRET}@db.example/`]: /host, database and user/,
  [`postgres://me:${SECRET}@/app`]: /host, database and user/,
  [`postgres://:${SECRET}@db.example/app`]: /host, database and user/,
  'postgres://db.example/app': /host, database and user/,
}
for (const [url, message] of Object.entries(refused)) {
  test(`"${url}" is refused without telling the password`, () => {
    assert.throws(
      () => parseConnectionUrl(url),
      (error) => {
        assert.ok(SallyportError.isInstance(error))
        assert.equal(error.code, 'configuration_invalid')
        assert.match(error.message, message)
        const told = [
          error.message,
          error.fix,
          error.stack,
          JSON.stringify(error),
          String(error.cause),
        ].join()
        assert.ok(!told.includes(SECRET), told)
        return true
      },
    )
  })
}

test('any text is understood or refused, and a refusal tells nothing of it', () => {
  const text = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.webUrl().map((url) => url.replace(/^https?/, 'postgres')),
    fc
      .tuple(fc.string(), fc.string(), fc.string())
      .map(([user, secret, rest]) => `postgres://${user}:${secret}@${rest}`),
  )
  fc.assert(
    fc.property(text, (url) => {
      try {
        const { host, port, database, user } = parseConnectionUrl(url)
        assert.ok(host && database && user && Number.isInteger(port))
      } catch (error) {
        assert.ok(SallyportError.isInstance(error), String(error))
        assert.match(error.message, /^DATABASE_URL [a-z ,0-9]+\.$/i)
      }
    }),
  )
})

test('any password comes back from its place in the URL', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (password) => {
      const url = `postgres://me:${encodeURIComponent(password)}@db.example/app`
      assert.deepEqual({ ...parseConnectionUrl(url) }, { ...plain, password })
    }),
  )
})

test('the environment does not decide over TLS', (t) => {
  process.env.PGSSLMODE = 'require'
  t.after(() => delete process.env.PGSSLMODE)
  assert.equal(clientConfig(plain, 'test').ssl, false)
  assert.deepEqual(clientConfig({ ...plain, ssl: {} }, 'test').ssl, {})
  assert.equal(clientConfig(plain, 'test').application_name, 'sallyport test')
})

test('the same database is entered as somebody else', () => {
  assert.deepEqual(as({ ...plain, password: 'x' }, 'you', 'y'), { ...plain, user: 'you', password: 'y' })
})
