import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AwsV4Signer } from 'aws4fetch'
import fc from 'fast-check'
import type { ReceivedRequest } from '../receive/received-request.ts'
import { type Admit, createAdmit } from './admit.ts'
import { credentialHash } from './credential-hash.ts'
import { type Gate, NOW, refusal, startGate } from './testing/received.ts'
import type { Visitor } from './visitor.ts'

const key = { accessKeyId: 'AKIDTEST', secretAccessKey: 'a secret access key' }
const temporary = {
  accessKeyId: 'ASIATEST',
  secretAccessKey: 'another secret access key',
  sessionToken: 'a+session/token==',
}
const accepted = [key, temporary]
const datetime = new Date(NOW).toISOString().replace(/[:-]|\.\d{3}/g, '')

type Signing = Partial<ConstructorParameters<typeof AwsV4Signer>[0]>

async function gateOf(service: string): Promise<readonly [string, Gate]> {
  return [service, await startGate({ schemes: [{ scheme: 'awsSignature', service }], accepted })]
}

const gates = new Map(await Promise.all(['s3', 'execute-api'].map(gateOf)))

async function send(
  service: string,
  path: string,
  signing: Signing = {},
): Promise<{ visitor: Visitor; gate: Gate }> {
  const gate = gates.get(service) ?? assert.fail(service)
  const request = await signedRequest(gate.url + path, { service, ...signing })
  const response = await fetch(request.url, { ...request, signal: AbortSignal.timeout(5000) })
  return { visitor: (await response.json()) as Visitor, gate }
}

async function signedRequest(url: string, signing: Signing) {
  const {
    method,
    headers,
    body,
    url: signed,
  } = await new AwsV4Signer({ ...key, datetime, region: 'eu-west-1', ...signing, url }).sign()
  return { method, headers, url: signed.toString(), ...(body ? { body } : {}) }
}

const PATHS = [
  '/',
  '/plain/path',
  '/a%20b/%E1%88%B4/%2f%2F/~._-',
  "/a!b'c(d)e*f/$&,;=:@",
  '/stages//twice/',
  '/?empty=&none&b=2&a=1&A=0',
  '/?q=a%20b%2Bc+d&%E1%88%B4=%E1%88%B4&e=%3D%26&star=*',
]
const BODIES: readonly (string | undefined)[] = [undefined, '{"a":"ä"}']

for (const service of ['s3', 'execute-api']) {
  for (const signQuery of [false, true]) {
    for (const path of PATHS) {
      test(`aws4fetch is let in at ${service} with its signature in the ${signQuery ? 'query' : 'header'}: ${path}`, async () => {
        for (const body of BODIES) {
          const { visitor } = await send(service, path, { signQuery, ...(body ? { body } : {}) })
          assert.equal(refusal(visitor), undefined)
          assert.equal(visitor.credential, credentialHash(key.accessKeyId))
        }
      })
    }

    test(`temporary credentials are let in at ${service} with the ${signQuery ? 'query' : 'header'} form`, async () => {
      const { visitor } = await send(service, '/a?b=c', { ...temporary, signQuery })
      assert.equal(refusal(visitor), undefined)
      const name = signQuery ? 'X-Amz-Security-Token' : 'x-amz-security-token'
      assert.equal(visitor.presented[name], credentialHash(temporary.sessionToken))
    })

    const refused: readonly (readonly [string, Signing, RegExp])[] = [
      [
        'without its session token',
        { ...temporary, sessionToken: '' },
        /Security-Token missing: must be sent with this access key/i,
      ],
      [
        'with another session token',
        { ...temporary, sessionToken: 'b' },
        /Security-Token invalid: is not the session token/i,
      ],
      [
        'with a session token that it has not',
        { sessionToken: 'b' },
        /Security-Token invalid: is not the session token/i,
      ],
      ['signed with another secret', { secretAccessKey: 'b' }, /signature does not match/],
      ['signed for another service', { service: 'sqs' }, /another service/],
    ]
    for (const [what, signing, expected] of refused) {
      test(`a key ${what} is refused at ${service} with the ${signQuery ? 'query' : 'header'} form`, async () => {
        const { visitor } = await send(service, '/a', { ...signing, signQuery })
        assert.match(refusal(visitor) ?? '', expected)
      })
    }
  }
}

test('parameters of one name are sorted by their values', async () => {
  const { visitor } = await send('execute-api', '/?a=b&a=a&a=')
  assert.equal(refusal(visitor), undefined)
})

test('without an Expires, an address that is no one of S3 lives for 15 minutes', async () => {
  const request = await receivedFrom({ service: 'execute-api', signQuery: true })
  const problems = [15 * 60_000 - 1, 15 * 60_000].map((later) => {
    const now = () => NOW + later
    const schemes = [{ scheme: 'awsSignature', service: 'execute-api' } as const]
    return (createAdmit({ schemes, accepted, now })(request) as Visitor).problem
  })
  assert.deepEqual(problems, [undefined, 'expired_credential'])
})

test('an address presigned with UNSIGNED-PAYLOAD in the query is let in', async () => {
  const { visitor } = await send('s3', '/a?X-Amz-Content-Sha256=UNSIGNED-PAYLOAD', { signQuery: true })
  assert.equal(refusal(visitor), undefined)
})

test('of an address presigned with a hash in the query another body is refused', async () => {
  const hash = credentialHash('the body')
  const signing = { signQuery: true, method: 'PUT', body: 'the bodY' }
  const { visitor } = await send('s3', `/a?X-Amz-Content-Sha256=${hash}`, signing)
  assert.match(refusal(visitor) ?? '', /payload hash does not match/)
})

test('a body with its hash in a header is let in at S3, and another body is not', async () => {
  const gate = gates.get('s3') ?? assert.fail()
  const headers = { 'x-amz-content-sha256': credentialHash('the body') }
  const request = await signedRequest(gate.url, { service: 's3', method: 'PUT', headers, body: 'the body' })
  const answers = ['the body', 'the bodY'].map(async (body) => {
    const visitor = (await (await fetch(request.url, { ...request, body })).json()) as Visitor
    return refusal(visitor)
  })
  const mismatch = 'invalid_credential: header x-amz-content-sha256 invalid: payload hash does not match'
  assert.deepEqual(await Promise.all(answers), [undefined, mismatch])
})

/** A signed request of letters and digits, of which every byte counts, as a server receives it. */
async function receivedFrom(signing: Signing): Promise<ReceivedRequest> {
  const url = 'https://bucket.test/folder/key?alpha=one&beta=two'
  const headers = { 'x-amz-meta-note': 'note', 'x-custom': 'custom' }
  const request = await signedRequest(url, {
    method: 'PUT',
    headers,
    allHeaders: true,
    body: 'the body',
    ...signing,
  })
  const { pathname, search, host } = new URL(request.url)
  const sent = Object.fromEntries([['host', host], ...request.headers])
  return { method: request.method, url: pathname + search, headers: sent, body: Buffer.from('the body') }
}

type Part = readonly [what: string, text: string, changed: (text: string) => ReceivedRequest]

/** Every part of a request that is signed. */
function partsOf(request: ReceivedRequest, bodyIsSigned: boolean): readonly Part[] {
  const { headers, url } = request
  const mark = url.indexOf('?')
  return [
    ['method', request.method, (method) => ({ ...request, method })],
    ['path', url.slice(0, mark), (path) => ({ ...request, url: path + url.slice(mark) })],
    ['query', url.slice(mark + 1), (query) => ({ ...request, url: `${url.slice(0, mark)}?${query}` })],
    ...Object.entries(headers).map(([name, value]): Part => {
      return [name, String(value), (text) => ({ ...request, headers: { ...headers, [name]: text } })]
    }),
    ...(bodyIsSigned
      ? [['body', 'the body', (body: string) => ({ ...request, body: Buffer.from(body) })] as const]
      : []),
  ]
}

const FORMS = [
  ['execute-api', false],
  ['execute-api', true],
  ['s3', false],
  ['s3', true],
] as const

for (const [service, signQuery] of FORMS) {
  const form = signQuery ? 'query' : 'header'
  test(`any change of one byte of a request to ${service} in the ${form} form is refused`, async () => {
    const request = await receivedFrom({ service, signQuery })
    const admit: Admit = createAdmit({
      schemes: [{ scheme: 'awsSignature', service }],
      accepted,
      now: () => NOW,
    })
    const problem = (one: ReceivedRequest) => (admit(one) as Visitor).problem
    assert.equal(problem(request), undefined)
    const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_')
    for (const [what, text, changed] of partsOf(request, service !== 's3')) {
      fc.assert(
        fc.property(fc.nat({ max: text.length - 1 }), letter, (place, character) => {
          // An escape means the same in letters of either size.
          fc.pre(text[place]?.toLowerCase() !== character.toLowerCase())
          const one = changed(text.slice(0, place) + character + text.slice(place + 1))
          assert.notEqual(problem(one), undefined, what)
        }),
      )
    }
  })
}
