import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SallyportError } from '@sallyport/errors'
import { databaseError, sqlState } from './database-error.ts'

function coded(code: string, message = 'something'): Error {
  return Object.assign(new Error(message), { code })
}

const unavailable: readonly Error[] = [
  ...[
    '08000', // connection_exception
    '08006', // connection_failure
    '08P01', // protocol_violation
    '25006', // read_only_sql_transaction: the primary was demoted
    '40001', // serialization_failure
    '40P01', // deadlock_detected
    '53100', // disk_full
    '53300', // too_many_connections
    '55P03', // lock_not_available
    '57014', // query_canceled
    '57P01', // admin_shutdown
    '57P02', // crash_shutdown
    '57P03', // cannot_connect_now
    'ECONNREFUSED',
    'ECONNRESET',
    'ENOENT',
    'ETIMEDOUT',
    'EPIPE',
    'ENOTFOUND',
    'EAI_AGAIN',
    'EHOSTUNREACH',
    'ENETUNREACH',
  ].map((code) => coded(code)),
  ...[
    'Connection terminated',
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'timeout exceeded when trying to connect',
    'timeout expired',
    'Query read timeout',
    'Client has encountered a connection error and is not queryable',
    'Client was closed and is not queryable',
    'Cannot use a pool after calling end on the pool',
  ].map((message) => new Error(message)),
]
for (const error of unavailable) {
  test(`"${sqlState(error) || error.message}" means that storage is unavailable for now`, () => {
    const told = databaseError(error)
    assert.ok(SallyportError.isInstance(told))
    assert.equal(told.code, 'storage_unavailable')
    assert.equal(told.retryable, true)
    assert.equal(told.cause, error)
    assert.ok(!told.message.includes('something'))
  })
}

for (const code of ['22021', '22P05']) {
  test(`${code} means a text that cannot be stored, which is the caller's`, () => {
    const told = databaseError(coded(code))
    assert.ok(SallyportError.isInstance(told))
    assert.equal(told.code, 'invalid_request')
    assert.equal(told.problems.length, 1)
  })
}

const untouched: readonly unknown[] = [
  coded('23505'),
  coded('42501'),
  coded('22P02'),
  coded('XX000'),
  coded('EACCES'),
  new Error('anything else'),
  new TypeError('a mistake of ours'),
  new SallyportError('configuration_invalid', 'Connection terminated'),
  'Connection terminated',
  undefined,
]
for (const error of untouched) {
  test(`${error instanceof Error ? sqlState(error) || error.message : error} stays what it is`, () => {
    assert.equal(databaseError(error), error)
  })
}

test('only a code that is a text is one', () => {
  assert.equal(sqlState(coded('42501')), '42501')
  for (const other of [new Error('x'), Object.assign(new Error('x'), { code: 7 }), { code: '42501' }, null]) {
    assert.equal(sqlState(other), '')
  }
})
