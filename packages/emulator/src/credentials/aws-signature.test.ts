import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ReceivedRequest } from '../receive/received-request.ts'
import { createAdmit } from './admit.ts'
import { createAwsSign } from './aws-sign.ts'
import { credentialHash } from './credential-hash.ts'
import { getObject, ofS3, presigned, S3_TIME, s3, said } from './testing/aws-examples.ts'
import { refusal } from './testing/received.ts'

// The key and the date of AWS's published test suite for Signature Version 4.
const suite = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' }
const SUITE_TIME = Date.UTC(2015, 7, 30, 12, 36)
const MINUTE = 60_000

const ofSuite = createAdmit({
  schemes: [{ scheme: 'awsSignature', service: 'service', region: 'us-east-1' }],
  accepted: [suite],
  now: () => SUITE_TIME,
})

/** A request of the suite; Node.js hands over its bytes as Latin-1. */
function signed(line: string, signature: string, more: Record<string, string> = {}): ReceivedRequest {
  const method = line.slice(0, line.indexOf(' '))
  const url = line.slice(line.indexOf(' ') + 1)
  const headers = { host: 'example.amazonaws.com', 'x-amz-date': '20150830T123600Z', ...more }
  const credential = 'AKIDEXAMPLE/20150830/us-east-1/service/aws4_request'
  const names = Object.keys(headers)
    .filter((name) => name !== 'content-length')
    .sort()
    .join(';')
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names}, Signature=${signature}`
  const bytes = Buffer.from(url).toString('latin1')
  return { method, url: bytes, headers: { ...headers, authorization }, body: Buffer.alloc(0) }
}

const VANILLA = '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'
const UNRESERVED = '-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

const SUITE: readonly (readonly [string, string, string, Record<string, string>?])[] = [
  ['get-vanilla', 'GET /', VANILLA],
  ['get-relative', 'GET /example/..', VANILLA],
  ['get-slash', 'GET //', VANILLA],
  ['get-slash-dot-slash', 'GET /./', VANILLA],
  ['get-slashes', 'GET //example//', '9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84'],
  [
    'get-slash-pointless-dot',
    'GET /./example',
    'ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5',
  ],
  ['get-space', 'GET /example space/', '652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741'],
  [
    'get-unreserved',
    `GET /${UNRESERVED}`,
    '07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f',
  ],
  ['get-utf8', 'GET /ሴ', '8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85'],
  [
    'get-vanilla-empty-query-key',
    'GET /?Param1=value1',
    'a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb',
  ],
  [
    'get-vanilla-query-order-key-case',
    'GET /?Param2=value2&Param1=value1',
    'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
  ],
  [
    'get-vanilla-query-order-value',
    'GET /?Param1=value2&Param1=value1',
    '5772eed61e12b33fae39ee5e7012498b51d56abc0abb7c60486157bd471c4694',
  ],
  [
    'get-vanilla-query-unreserved',
    `GET /?${UNRESERVED}=${UNRESERVED}`,
    '9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197',
  ],
  [
    'get-vanilla-utf8-query',
    'GET /?ሴ=bar',
    '2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04',
  ],
  ['post-vanilla', 'POST /', '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b'],
  [
    'post-vanilla-query',
    'POST /?Param1=value1',
    '28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11',
  ],
  [
    'post-header-key-sort',
    'POST /',
    'c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c',
    { 'my-header1': 'value1' },
  ],
  [
    'post-header-value-case',
    'POST /',
    'cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d',
    { 'my-header1': 'VALUE1' },
  ],
  [
    'get-header-value-trim',
    'GET /',
    'acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736',
    { 'my-header1': ' value1', 'my-header2': ' "a   b   c"' },
  ],
]

for (const [name, line, signature, headers] of SUITE) {
  test(`the suite's ${name} is let in`, async () => {
    assert.equal(await said(ofSuite, signed(line, signature, headers)), undefined)
  })
}

test("the suite's post-x-www-form-urlencoded is let in with its body and with no other", async () => {
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  const request = signed('POST /', 'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a', type)
  assert.equal(await said(ofSuite, { ...request, body: Buffer.from('Param1=value1') }), undefined)
  assert.equal(
    await said(ofSuite, { ...request, body: Buffer.from('Param1=value2') }),
    'invalid_credential: header authorization invalid: signature does not match',
  )
})

test("S3's published example of the header is let in", async () => {
  const visitor = await ofS3()(getObject)
  assert.equal(refusal(visitor), undefined)
  assert.equal(visitor.credential, credentialHash(s3.accessKeyId))
  assert.deepEqual(visitor.presented, { authorization: credentialHash(s3.accessKeyId) })
})

test("S3's published presigned address is let in until it expires", async () => {
  const visitor = await ofS3()(presigned)
  assert.equal(refusal(visitor), undefined)
  assert.deepEqual(Object.keys(visitor.presented).sort(), ['X-Amz-Credential', 'X-Amz-Signature'])
  assert.equal(visitor.presented['X-Amz-Credential'], credentialHash(s3.accessKeyId))
  assert.equal(await said(ofS3(S3_TIME + 86_400_000 - 1), presigned), undefined)
  const expired = 'expired_credential: query X-Amz-Date invalid: is expired'
  assert.equal(await said(ofS3(S3_TIME + 86_400_000), presigned), expired)
})

const FAR = 'header x-amz-date invalid: date is over 15 minutes away'
const TIMES = [
  [15 * MINUTE, undefined],
  [15 * MINUTE + 1, `invalid_credential: ${FAR}`],
  [-15 * MINUTE, undefined],
  [-15 * MINUTE - 1, `invalid_credential: ${FAR}`],
] as const

for (const [later, expected] of TIMES) {
  test(`a request signed ${later} ms ago is ${expected ?? 'let in'}`, async () => {
    assert.equal(await said(ofS3(S3_TIME + later), getObject), expected)
  })
}

test('an address that is presigned over 15 minutes ahead is refused', async () => {
  const ahead = 'invalid_credential: query X-Amz-Date invalid: date is over 15 minutes ahead'
  assert.equal(await said(ofS3(S3_TIME - 15 * MINUTE), presigned), undefined)
  assert.equal(await said(ofS3(S3_TIME - 15 * MINUTE - 1), presigned), ahead)
})

test('a region may be the only one', async () => {
  const schemes = [{ scheme: 'awsSignature', service: 's3', region: 'eu-west-1' } as const]
  const admit = createAdmit({ schemes, accepted: [s3], now: () => S3_TIME })
  const expected =
    "invalid_credential: header authorization invalid: is signed for another region than 'eu-west-1'"
  assert.equal(await said(admit, getObject), expected)
})

test('without any signature a request is unauthenticated', async () => {
  const request = { ...getObject, headers: { host: 'a', 'x-amz-date': '20130524T000000Z' } }
  assert.match((await said(ofS3(), request)) ?? '', /^unauthenticated: header authorization missing/)
})

const DATES = ['Sun, 30 Aug 2015 12:36:00 GMT', '20150830T123600Z']

for (const date of DATES) {
  test(`where X-Amz-Date is left out the header 'Date: ${date}' holds`, async () => {
    const scope = { date: '20150830', region: 'us-east-1', service: 'service' }
    const canonical = `GET\n/\n\ndate:${date}\nhost:a\n\ndate;host\n${credentialHash('')}`
    const signature = createAwsSign()(suite.secretAccessKey, {
      scope,
      timestamp: '20150830T123600Z',
      canonicalHash: credentialHash(canonical),
    })
    const authorization = `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=date;host, Signature=${signature}`
    const headers = { host: 'a', date, authorization }
    assert.equal(await said(ofSuite, { method: 'GET', url: '/', headers, body: Buffer.alloc(0) }), undefined)
  })
}
