import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ReceivedRequest } from '../receive/received-request.ts'
import { getObject, ofS3, presigned, said } from './testing/aws-examples.ts'

/** The published request with one change in its header. */
function changed(from: string | RegExp, to: string): ReceivedRequest {
  const authorization = getObject.headers.authorization?.replace(from, to)
  assert.notEqual(authorization, getObject.headers.authorization)
  return { ...getObject, headers: { ...getObject.headers, authorization } }
}

function withHeaders(headers: ReceivedRequest['headers']): ReceivedRequest {
  return { ...getObject, headers: { ...getObject.headers, ...headers } }
}

function inQuery(from: string, to: string): ReceivedRequest {
  assert.ok(presigned.url.includes(from))
  return { ...presigned, url: presigned.url.replace(from, to) }
}

const { 'x-amz-date': _, ...undated } = getObject.headers
const { 'x-amz-content-sha256': __, ...unhashed } = getObject.headers
const { range: ___, ...rangeless } = getObject.headers

const REFUSED: readonly (readonly [string, ReceivedRequest, string])[] = [
  [
    'no parts',
    changed(/ Credential.*/, ''),
    'header authorization unreadable: does not have Credential, SignedHeaders and Signature',
  ],
  [
    'a part twice',
    changed(/$/, ',Signature=a'),
    'header authorization unreadable: does not have Credential, SignedHeaders and Signature',
  ],
  [
    'a part too many',
    changed(/$/, ',More=a'),
    'header authorization unreadable: does not have Credential, SignedHeaders and Signature',
  ],
  [
    'another algorithm',
    changed('AWS4-HMAC-SHA256', 'AWS4-HMAC-SHA256X'),
    'header authorization unreadable: does not have Credential, SignedHeaders and Signature',
  ],
  [
    'a scope of four parts',
    changed('/us-east-1', ''),
    'header authorization unreadable: has no credential of five parts that end in aws4_request',
  ],
  [
    'another end of the scope',
    changed('aws4_request', 'aws5_request'),
    'header authorization unreadable: has no credential of five parts that end in aws4_request',
  ],
  [
    'a short signature',
    changed('f0e8', 'f0e'),
    'header authorization unreadable: has no signature of 64 hexadecimal digits',
  ],
  [
    'a signature in large letters',
    changed('f0e8', 'F0e8'),
    'header authorization unreadable: has no signature of 64 hexadecimal digits',
  ],
  [
    'headers in large letters',
    changed('host;', 'Host;'),
    'header authorization unreadable: has no list of signed headers in small letters',
  ],
  [
    'no signed headers',
    changed(/SignedHeaders=[^,]*/, 'SignedHeaders='),
    'header authorization unreadable: has no list of signed headers in small letters',
  ],
  [
    'no date',
    { ...getObject, headers: undated },
    'header authorization unreadable: has no date of the form 20150830T123600Z',
  ],
  [
    'a date that is none',
    withHeaders({ 'x-amz-date': '20131324T000000Z' }),
    'header x-amz-date unreadable: has no date that is in the calendar',
  ],
  [
    'another day in the scope',
    changed('/20130524/', '/20130523/'),
    'header authorization invalid: has another day in its credential than in its date',
  ],
  ['an unknown access key', changed('AKIA', 'AKIB'), 'header authorization invalid: access key is unknown'],
  [
    'another service',
    changed('/s3/', '/sqs/'),
    "header authorization invalid: is signed for another service than 's3'",
  ],
  [
    'another region',
    changed('us-east-1', 'us-east-2'),
    'header authorization invalid: signature does not match',
  ],
  ['host not signed', changed('host;', ''), "header authorization invalid: does not sign header 'host'"],
  [
    'headers out of order',
    changed('host;range', 'range;host'),
    'header authorization invalid: has signed headers out of order',
  ],
  [
    'a header signed twice',
    changed('host;range', 'host;host;range'),
    'header authorization invalid: has signed headers out of order',
  ],
  [
    'a signed header missing',
    { ...getObject, headers: rangeless },
    'header authorization invalid: signs a header that was not sent',
  ],
  [
    'a method of objects among the headers',
    changed('host;range', 'constructor;host;range'),
    'header authorization invalid: signs a header that was not sent',
  ],
  [
    'an AWS header not signed',
    withHeaders({ 'x-amz-acl': 'public-read' }),
    'header authorization invalid: does not sign all x-amz- headers',
  ],
  [
    'no hash of the payload',
    { ...getObject, headers: unhashed },
    'header authorization invalid: signs a header that was not sent',
  ],
  [
    'another body',
    { ...getObject, body: Buffer.from('a') },
    'header x-amz-content-sha256 invalid: payload hash does not match',
  ],
  [
    'a body too large to hold',
    { ...getObject, body: undefined },
    'header authorization too_large: has a body too large for its hash to be checked',
  ],
  [
    'a body in chunks',
    withHeaders({ 'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' }),
    'header x-amz-content-sha256 unsupported: is signed in chunks, which is not supported here',
  ],
  [
    'a session token nobody gave',
    withHeaders({ 'x-amz-security-token': 'a' }),
    'header authorization invalid: does not sign all x-amz- headers',
  ],
  [
    'a parameter twice',
    inQuery('X-Amz-Expires=86400', 'X-Amz-Expires=86400&X-Amz-Expires=1'),
    'query X-Amz-Credential unreadable: has an X-Amz parameter twice',
  ],
  [
    'another algorithm in the query',
    inQuery('AWS4-HMAC', 'AWS4-HMBC'),
    'query X-Amz-Credential unsupported: has another X-Amz-Algorithm than AWS4-HMAC-SHA256',
  ],
  [
    'no life in the query',
    inQuery('&X-Amz-Expires=86400', ''),
    'query X-Amz-Expires missing: must be sent to S3',
  ],
  [
    'a life over a week',
    inQuery('86400', '604801'),
    'query X-Amz-Expires invalid: is no number of seconds from 1 to 604800',
  ],
  [
    'no life at all',
    inQuery('86400', '0'),
    'query X-Amz-Expires invalid: is no number of seconds from 1 to 604800',
  ],
  [
    'a life that is no number',
    inQuery('86400', '1e3'),
    'query X-Amz-Expires invalid: is no number of seconds from 1 to 604800',
  ],
  [
    'another path in the query form',
    inQuery('/test', '/tesu'),
    'query X-Amz-Signature invalid: signature does not match',
  ],
]

for (const [what, request, expected] of REFUSED) {
  test(`a request with ${what} is refused and told so`, async () => {
    assert.equal(await said(ofS3(), request), `invalid_credential: ${expected}`)
  })
}
