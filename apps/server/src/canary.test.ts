import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FaultRule } from '@sallyport/emulator'
import { type Client, connect } from 'sallyport'
import { type Github, github } from 'sallyport/connectors/github'
import { applicationFilePath } from './application-file.ts'
import { acceptedCreates, type CanaryAttempt, refusedCreates } from './testing/canary-attempts.ts'
import { CanaryOutputs } from './testing/canary-outputs.ts'
import { type EngineUnderTest, engineUnderTest } from './testing/engine-under-test.ts'

const ISSUES = { owner: 'octokit-fixture-org', repo: 'paginate-issues' } as const
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
/** What JSON, URLs, HTML and shells write in another way. All of it may stand in a header. */
const AWKWARD = '"\\/%+&=<>\'`#?{}|^~$;,:@!*()[]'

const plain = `ghp_${picked(LETTERS, 36)}`
const awkward = `${picked(AWKWARD, 10)}"\\/%+${picked(AWKWARD + LETTERS, 25)}`
const secrets = [plain, awkward]
/** Given where text is kept and shown as it is: it has to be found in every place that is looked at. */
const decoy = `decoy_${picked(LETTERS, 34)}`

const ANOTHER_ORIGIN = 'a request to another origin'
const outputs = new CanaryOutputs()
/** Where a third party might send a credential on to. */
const elsewhere = createServer((request, response) => {
  outputs.add(ANOTHER_ORIGIN, JSON.stringify(request.headers))
  response.end('{}')
})
let house: EngineUnderTest
const tokens: string[] = []

before(async () => {
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
  house = await engineUnderTest({ github: { credentials: secrets } })
})
after(async () => {
  elsewhere.close()
  await house.close()
})

describe('a secret goes in', () => {
  for (const secret of secrets) {
    const name = secret === plain ? 'a plain one' : 'an awkward one'

    test(`${name}, in every spelling of a create`, async () => {
      const bearer = await house.scopedToken('canary')
      tokens.push(bearer)
      for (const attempt of [...refusedCreates(secret), ...acceptedCreates(secret)]) {
        const reply = await sendCreate(bearer, attempt)
        assert.equal(reply.status, attempt.status, `${attempt.title}: ${await reply.text()}`)
      }
    })

    test(`${name}, where it does not belong`, async () => {
      const { url } = house.engine
      const wrong: [path: string, init: RequestInit][] = [
        [
          '/healthz',
          { headers: { authorization: `Bearer ${secret}`, cookie: `token=${encodeURIComponent(secret)}` } },
        ],
        ['/api/v1/embedded/scoped-token/info', { headers: { authorization: `Bearer ${secret}` } }],
        ['/api/v1/embedded/scoped-token/info', { headers: { authorization: secret } }],
        [`/api/v1/integrations/connectors/${encodeURIComponent(secret)}`, {}],
        [`/api/v1/${encodeURIComponent(secret)}?token=${encodeURIComponent(secret)}`, {}],
      ]
      for (const [path, init] of wrong) await outputs.fetch(url + path, init)
      const body = JSON.stringify({ client_id: house.application.client_id, client_secret: secret })
      const headers = { 'content-type': 'application/json' }
      const reply = await outputs.fetch(`${url}/api/v1/applications/token`, { method: 'POST', headers, body })
      assert.equal(reply.status, 401)
    })

    for (const mode of ['hosted', 'local'] as const) {
      test(`${name}, and through all that can go wrong in ${mode} mode`, async () => {
        const client = mode === 'hosted' ? await hostedClient(secret) : localClient(secret)
        for (const fault of faults(secret)) await meet(fault, client, { secret, mode })
        outputs.addValue(`the client of ${mode} mode`, client)
        await client.close()
      })
    }

    test(`${name}, as a credential that local mode cannot use`, async () => {
      for (const credentials of [
        { tokn: secret },
        { token: secret, password: secret },
        { token: [secret] },
      ]) {
        const client = connect(github, { credentials: credentials as never })
        const error = await client.users.me().catch((reason: unknown) => reason)
        outputs.addValue('error in local mode, before any call', error)
      }
    })
  }

  test('a token stands for its workspace', async () => {
    const token = await house.scopedToken('canary')
    const bearer = await house.applicationToken()
    tokens.push(token, bearer)
    const [named] = acceptedCreates(plain)
    const body = { ...(named?.body as object), workspace_name: undefined, external_user_id: token }
    assert.equal((await sendCreate(bearer, { title: 'by token', status: 200, body })).status, 200)
    const query = new URLSearchParams({ workspace_name: token })
    const headers = { authorization: `Bearer ${bearer}` }
    const list = await outputs.fetch(`${house.engine.url}/api/v1/integrations/connectors?${query}`, {
      headers,
    })
    assert.equal(list.status, 200)
    // What is not a token of this engine's is refused, and kept from the log like one that is.
    const foreign = { ...body, external_user_id: `${token.slice(0, -10)}AAAAAAAAAA` }
    assert.equal(
      (await sendCreate(bearer, { title: 'by a foreign token', status: 400, body: foreign })).status,
      400,
    )
  })

  test('a decoy goes where text is kept and shown as it is', async () => {
    const bearer = await house.scopedToken('decoy')
    const id = await house.connectGithub(bearer, { name: decoy, credentials: { token: plain } })
    await outputs.fetch(`${house.engine.url}/api/v1/integrations/connectors/${id}`, {
      headers: { authorization: `Bearer ${bearer}` },
    })
    const body = { entity: 'issues', action: 'list', params: ISSUES, intent: decoy }
    assert.equal((await house.execute(bearer, id, body)).status, 200)
    const client = connect(github, { ...hostedOptions('decoy'), connector: `${decoy} and more` })
    outputs.addValue('error', await client.users.me().catch((reason: unknown) => reason))
  })
})

describe('no secret comes out', () => {
  let stored = 0

  before(async () => {
    await savedExecutions()
    stored = (await outputs.addTables(house.engine.database)).get('sallyport.credentials') ?? 0
    await house.engine.close()
    outputs.add('log', house.logged())
    await outputs.addFiles(house.config.dataDirectory, [applicationFilePath(house.config.dataDirectory)])
  })

  test('the scanner sees every kind of place: the decoy is in all of them', () => {
    const places = outputs.find(decoy).map(({ where }) => where)
    for (const kind of [
      /^answer of GET /,
      /^error$/,
      /^sallyport\.connectors\.name$/,
      /^sallyport\.executions\.intent$/,
      /^file .*\/pg_wal\//,
      /^file .*\/base\//,
    ]) {
      assert.ok(
        places.some((place) => kind.test(place)),
        `${kind} of ${places.join(', ')}`,
      )
    }
  })

  test('the secrets were stored, and every fault was met', () => {
    // The connectors of both hosted clients, of the token and of the decoy, beside the accepted creates.
    assert.equal(stored, 2 * acceptedCreates(plain).length + 2 + 2)
    for (const mode of ['hosted', 'local']) {
      for (const fault of faults(plain)) {
        assert.ok(
          outputs.places.some((place) =>
            place.endsWith(`in ${mode} mode, read with ${fault?.kind ?? 'no fault'}`),
          ),
        )
      }
    }
    assert.match(house.logged(), /"level":30/)
  })

  test('neither of a credential', () => {
    for (const secret of secrets) assert.deepEqual(outputs.find(secret), [])
  })

  test('nor did another origin get one', () => {
    assert.ok(!outputs.places.includes(ANOTHER_ORIGIN))
  })

  test('the secret of the application is in its own file and nowhere else', async () => {
    const { client_secret: secret } = house.application
    assert.deepEqual(outputs.find(secret), [])
    const file = new CanaryOutputs()
    await file.addFiles(house.config.dataDirectory)
    assert.deepEqual(file.find(secret), [
      { where: `file ${applicationFilePath(house.config.dataDirectory)}`, form: 'raw' },
    ])
  })

  test('a token of the engine is in no log, table or file', () => {
    for (const token of tokens) {
      const found = outputs.find(token).filter(({ where }) => !where.startsWith('answer of '))
      assert.deepEqual(found, [])
    }
  })
})

/** Everything that the emulated GitHub can do to a call; `undefined` is an honest answer. */
function faults(secret: string): readonly (FaultRule | undefined)[] {
  const echoes = [400, 401, 403, 404, 409, 422, 429, 500]
  const { port } = elsewhere.address() as AddressInfo
  const statuses = [301, 302, 307, 308] as const
  return [
    undefined,
    ...echoes.map((status): FaultRule => ({ kind: 'echo-authorization', status })),
    ...statuses.map((status): FaultRule => ({ kind: 'redirect', to: `http://127.0.0.1:${port}`, status })),
    { kind: 'unauthorized' },
    { kind: 'rate-limited' },
    { kind: 'secondary-rate-limited' },
    { kind: 'forbidden' },
    { kind: 'not-found' },
    { kind: 'conflict' },
    { kind: 'invalid', errors: [{ resource: secret, field: secret, code: secret, message: secret }] },
    { kind: 'too-many-requests' },
    { kind: 'server-error' },
    { kind: 'bad-gateway', committed: true },
    { kind: 'silence' },
    { kind: 'reset' },
    { kind: 'reset', at: 'body' },
    { kind: 'nonsense' },
    { kind: 'nonsense', as: 'html' },
    { kind: 'large', bytes: 100 },
    { kind: 'large', bytes: 9 * 1024 * 1024 },
    { kind: 'deep', levels: 100_000 },
    { kind: 'big-integers' },
    { kind: 'repeating-cursor' },
  ]
}

/** Makes each call once while the third party plays a fault, and keeps what comes of it. */
async function meet(
  fault: FaultRule | undefined,
  client: Client<Github>,
  { secret, mode }: { readonly secret: string; readonly mode: string },
): Promise<void> {
  for (const [what, call] of Object.entries(calls(client, secret))) {
    // Cut off, a write would go on until its deadline.
    if (fault?.kind === 'silence' && what !== 'read') continue
    if (fault !== undefined) house.github.faults.add(fault)
    const where = `${mode} mode, ${what} with ${fault?.kind ?? 'no fault'}`
    await call().then(
      (result) => outputs.addValue(`result in ${where}`, result),
      (error: unknown) => outputs.addValue(`error in ${where}`, error),
    )
    house.github.faults.clear()
  }
}

/** A read, and a write whose answer holds what it was given, which here is the credential. */
function calls(client: Client<Github>, secret: string): Readonly<Record<string, () => Promise<unknown>>> {
  // One for each secret: a credential is taken out of its own answers, not out of another's.
  const repository = { owner: 'octokit-fixture-org', repo: `canary-${secrets.indexOf(secret)}` }
  return {
    write: () => client.issues.create({ ...repository, title: `Leaked: ${secret}`, body: secret }),
    read: () => client.issues.list(repository, { limit: 3, signal: AbortSignal.timeout(500) }),
    'wrong call': () => client.execute('issues', 'list', { ...repository, state: secret, since: secret }),
  }
}

function hostedOptions(workspace: string) {
  const { client_id: clientId, client_secret: clientSecret } = house.application
  return { url: house.engine.url, clientId, clientSecret, workspace, fetch: outputs.fetch }
}

async function hostedClient(secret: string): Promise<Client<Github>> {
  const workspace = `hosted ${secrets.indexOf(secret)}`
  await house.connectGithub(await house.scopedToken(workspace), { credentials: { token: secret } })
  return connect(github, hostedOptions(workspace))
}

function localClient(secret: string): Client<Github> {
  const redirectOrigins = { 'https://api.github.com': house.github.url }
  return connect(github, { credentials: { token: secret }, redirectOrigins })
}

function sendCreate(bearer: string, { body }: CanaryAttempt): Promise<Response> {
  return outputs.fetch(`${house.engine.url}/api/v1/integrations/connectors`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

/** Records of reads are saved within a second. */
function savedExecutions(): Promise<void> {
  return sleep(1000)
}

function picked(characters: string, count: number): string {
  return [...randomBytes(count)].map((byte) => characters[byte % characters.length]).join('')
}
