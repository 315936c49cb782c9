import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AwsV4Signer } from 'aws4fetch'
import fc from 'fast-check'
import { awsSigned } from './aws-signature.ts'

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5)
const FIELDS = { id: 'AKIDEXAMPLE', secret: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', region: 'eu-west-1' }
const MECHANISM = {
  scheme: 'signature',
  kind: 'aws-sigv4',
  accessKey: 'id',
  secretKey: 'secret',
  region: '{region}',
} as const

const word = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => text.isWellFormed())

test('a signature is the one that another implementation makes', async () => {
  const request = fc.record({
    service: fc.constantFrom('s3', 'execute-api', 'sqs'),
    method: fc.constantFrom('GET', 'PUT', 'POST', 'DELETE'),
    path: fc.array(
      // Whether a slash that is part of a name is one between names, S3 leaves open; a plus means two things.
      word.filter((text) => !/^\.{0,2}$|[+/]/.test(text)),
      { maxLength: 4 },
    ),
    query: fc.uniqueArray(fc.tuple(word.filter(Boolean), word), { maxLength: 4, selector: ([name]) => name }),
    body: fc.option(fc.string({ maxLength: 200 }), { nil: undefined }),
    session: fc.option(fc.stringMatching(/^[A-Za-z0-9+/=]{1,30}$/), { nil: undefined }),
  })
  await fc.assert(
    fc.asyncProperty(request, async ({ service, method, path, query, body, session }) => {
      const url = new URL(`https://bucket.example.com/${path.map(encodeURIComponent).join('/')}`)
      for (const [name, value] of query) url.searchParams.append(name, value)
      const planned = { method, url, headers: { accept: 'text/plain' }, ...(body !== undefined && { body }) }
      const mechanism = { ...MECHANISM, service, ...(session !== undefined && { sessionToken: 'session' }) }
      const fields = { ...FIELDS, ...(session !== undefined && { session }) }
      const { headers } = awsSigned(planned, mechanism, { fields, now: NOW })
      const theirs = await new AwsV4Signer({
        accessKeyId: FIELDS.id,
        secretAccessKey: FIELDS.secret,
        ...(session !== undefined && { sessionToken: session }),
        url: url.href,
        method,
        headers: { accept: 'text/plain', 'x-amz-content-sha256': headers['x-amz-content-sha256'] ?? '' },
        ...(body !== undefined && { body }),
        service,
        region: 'eu-west-1',
        datetime: '20260102T030405Z',
        allHeaders: true,
      }).sign()
      const theirUrl = new URL(theirs.url)
      const sameUrl = theirUrl.pathname === url.pathname && theirUrl.search === url.search
      if (sameUrl) assert.equal(headers.authorization, theirs.headers.get('authorization'))
    }),
    { numRuns: 300 },
  )
})

test('what streams is signed without its bytes', () => {
  const body = (async function* () {
    yield new Uint8Array(1)
  })()
  const planned = { method: 'PUT', url: new URL('https://b.example.com/k'), headers: {}, body }
  const { headers } = awsSigned(planned, { ...MECHANISM, service: 's3' }, { fields: FIELDS, now: NOW })
  assert.equal(headers['x-amz-content-sha256'], 'UNSIGNED-PAYLOAD')
})
